"""Foreign SVG by an allow-list, then minified; it is only ever shown through `<img>`."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from scour import scour

from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 20_000
MAX_DEPTH = 60
DEFAULT_SIZE = (300.0, 150.0)  # CSS px of a replaced element without a size (CSS 2.1, 10.3.2)
MAX_SIDE = 720  # px

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "text", "tspan", "textPath", "linearGradient",
    "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "style", "switch",
    "filter", "feGaussianBlur", "feOffset", "feBlend", "feColorMatrix", "feComposite",
    "feFlood", "feMerge", "feMergeNode", "feDropShadow", "feMorphology", "feComponentTransfer",
    "feFuncA", "feFuncR", "feFuncG", "feFuncB",
})  # fmt: skip
_LOCAL = re.compile(r"^\s*#[^\s]+\s*$")
_URL = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\(|javascript:|-moz-binding", re.I)
_LENGTH = re.compile(r"^\s*(\d*\.?\d+)\s*(px|pt|mm|cm|in|em|rem)?\s*$")
_PIXELS = {"px": 1, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "em": 16, "rem": 16}


def encode_svg(source: Path, folder: Path) -> Encoded:
    """
    Sanitise and minify an SVG.

    Raises:
        MediaError: It is broken, declares entities, or is far too large.
    """
    data = source.read_bytes()
    if len(data) > MAX_BYTES:
        message = f"the drawing is larger than {MAX_BYTES // 1000} kB"
        raise MediaError(message, "save it as PNG or simplify it")
    root = _parsed(data)
    _judge(root)
    _clean(root)
    width, height = _size(root)
    clean = _serialised(root)
    small = _minified(clean)
    best = min((text for text in (small, clean) if text), key=len)
    (folder / "drawing.svg").write_bytes(best)
    file = EncodedFile("drawing.svg", "image/svg+xml", len(best), width, height)
    return Encoded((file,), width, height)


def _parsed(data: bytes) -> ElementTree.Element:
    # Drawing programs write a DOCTYPE of the SVG standard; without entities it says nothing.
    text = re.sub(rb"<!DOCTYPE[^>\[]*>", b"", data, count=1)
    try:
        root: ElementTree.Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        message = "the drawing declares entities, which are not read"
        raise MediaError(message, "save it again as plain SVG") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        message = f"the drawing is no well-formed SVG ({error})"
        raise MediaError(message, "save it again as plain SVG") from error
    if root.tag != f"{{{SVG}}}svg":
        mend = 'its first element must be <svg xmlns="http://www.w3.org/2000/svg">'
        raise MediaError("the file is no SVG drawing", mend)
    return root


def _judge(root: ElementTree.Element) -> None:
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS or _depth(root) > MAX_DEPTH:
        raise MediaError("the drawing has too many parts", "simplify it or save it as PNG")


def _depth(root: ElementTree.Element) -> int:
    depth, level = 0, [root]
    while level:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def _clean(element: ElementTree.Element) -> None:
    for name in list(element.attrib):
        if not _allowed(name, element.attrib[name]):
            del element.attrib[name]
    for child in list(element):
        space, _, tag = str(child.tag).rpartition("}")
        harmful = tag == "style" and _URL.search("".join(child.itertext()))
        if space != f"{{{SVG}" or tag not in _ELEMENTS or harmful:
            _drop(element, child)
        else:
            _clean(child)


def _drop(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Remove a child but keep the text behind it."""
    index = list(parent).index(child)
    if child.tail:
        if index:
            before = parent[index - 1]
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _allowed(name: str, value: str) -> bool:
    space, _, local = name.rpartition("}")
    if local == "href":
        return space in {"", f"{{{XLINK}"} and bool(_LOCAL.match(value))
    if space and space != "{http://www.w3.org/XML/1998/namespace":
        return False
    return not local.lower().startswith("on") and not _URL.search(value)


def _size(root: ElementTree.Element) -> tuple[int, int]:
    """Width and height in px, at most `MAX_SIDE` wide, from the attributes or the viewBox."""
    box = [float(one) for one in re.findall(r"-?\d*\.?\d+", root.get("viewBox", ""))[:4]]
    width, height = _length(root.get("width")), _length(root.get("height"))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        width = width or (height * box[2] / box[3] if height else box[2])
        height = height or width * box[3] / box[2]
    elif width and height:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    width, height = width or DEFAULT_SIZE[0], height or DEFAULT_SIZE[1]
    scale = min(1.0, MAX_SIDE / width)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _length(text: str | None) -> float:
    found = _LENGTH.match(text or "")
    return float(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0


def _serialised(root: ElementTree.Element) -> bytes:
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    return bytes(ElementTree.tostring(root, encoding="utf-8"))


def _minified(data: bytes) -> bytes | None:
    """Scour's result, or None where it stumbles; the sanitised drawing is good without."""
    options = scour.sanitizeOptions()
    wanted: dict[str, bool | str] = {
        "strip_xml_prolog": True,
        "remove_metadata": True,
        "strip_comments": True,
    }
    wanted |= {"indent_type": "none", "newlines": False, "shorten_ids": True, "quiet": True}
    for name, value in wanted.items():
        setattr(options, name, value)
    try:
        return str(scour.scourString(data.decode(), options)).strip().encode()
    except Exception:
        return None
