"""Foreign SVG made harmless, then minified; it is only ever shown through `<img>`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from scour import scour

from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError
from builder.media.raster import judge_shape
from builder.media.svg_clean import SVG, XLINK, clean

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 20_000
MAX_DEPTH = 60
DEFAULT_SIZE = (300.0, 150.0)  # CSS px of a replaced element without a size (CSS 2.1, 10.3.2)
MAX_SIDE = 720  # px
_MINIFIED = 300_000  # bytes: a larger drawing takes Scour more than some seconds
_NUMBER = r"\d{0,7}\.?\d{1,9}"
_LENGTH = re.compile(rf"\s*\+?({_NUMBER})\s*(px|pt|pc|mm|cm|in|em|rem)?\s*")
_BOX = re.compile(rf"\s*-?{_NUMBER}[\s,]+-?{_NUMBER}[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*")
_PIXELS = {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_EM = 16  # px


def encode_svg(source: Path, folder: Path) -> Encoded:
    """
    Make an SVG harmless and small.

    Raises:
        MediaError: It is broken, declares entities, or is far too large.
        OSError: A file cannot be read or written.
    """
    root = read_svg(source)
    width, height = made_harmless(root)
    whole = _serialised(root)
    best = min(whole, _minified(whole) or whole, key=len)
    (folder / "drawing.svg").write_bytes(best)
    file = EncodedFile("drawing.svg", "image/svg+xml", len(best), width, height)
    return Encoded((file,), width, height)


def read_svg(source: Path) -> ElementTree.Element:
    """
    The root of a drawing that is well-formed and of a size that can be worked with.

    Raises:
        MediaError: It is neither.
        OSError: The file cannot be read.
    """
    if source.stat().st_size > MAX_BYTES:
        raise _too_large()
    return parse_svg(source.read_bytes())


def parse_svg(data: bytes) -> ElementTree.Element:
    """The same as `read_svg`, of bytes. Raises MediaError."""
    if len(data) > MAX_BYTES:
        raise _too_large()
    root = _parsed(data)
    if root.tag != f"{{{SVG}}}svg":
        mend = 'its first element must be <svg xmlns="http://www.w3.org/2000/svg">'
        raise MediaError("the file is no SVG drawing", mend)
    many = sum(1 for _ in root.iter()) > MAX_ELEMENTS
    if many or _depth(root) > MAX_DEPTH or _painted(root) > MAX_ELEMENTS:
        raise MediaError(
            "the drawing has too many parts, or one in itself", "simplify it or save it as PNG"
        )
    judge_shape(*_size(root))
    return root


def made_harmless(root: ElementTree.Element) -> tuple[int, int]:
    """Clean a drawing; returns its width and height in CSS px, at most `MAX_SIDE` wide."""
    clean(root)
    return _size(root)


def _too_large() -> MediaError:
    message = f"the drawing is larger than {MAX_BYTES // 1000} kB"
    return MediaError(message, "save it as PNG or simplify it")


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
    return root


def _depth(root: ElementTree.Element) -> int:
    depth, level = 0, [root]
    while level:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def _painted(root: ElementTree.Element) -> int:
    """Elements as a browser paints them: each <use> is a copy of a part, with the copies in it."""
    inside = {f"#{part.get('id')}": [*part.iter()] for part in root.iter() if part.get("id")}
    copied = {name: _targets(elements) for name, elements in inside.items()}
    sizes = {name: len(elements) for name, elements in inside.items()}
    written, shown = sum(1 for _ in root.iter()), _targets(root.iter())
    painted, before = written, -1
    # Copies of copies count in full after as many rounds as they are deep. A bomb grows in
    # each round, and so does a drawing that refers to itself.
    while before < painted <= MAX_ELEMENTS:
        before, painted = painted, written + sum(sizes.get(name, 0) for name in shown)
        sizes = {
            name: len(elements) + sum(sizes.get(one, 0) for one in copied[name])
            for name, elements in inside.items()
        }
    return painted


def _targets(elements: Iterable[ElementTree.Element]) -> list[str]:
    """What the <use> elements among some copy, as `#id`."""
    uses = (one for one in elements if one.tag == f"{{{SVG}}}use")
    return [one.get("href") or one.get(f"{{{XLINK}}}href") or "" for one in uses]


def _size(root: ElementTree.Element) -> tuple[int, int]:
    """Width and height in px, at most `MAX_SIDE` wide, from the attributes or the viewBox."""
    found = _BOX.fullmatch(root.get("viewBox", ""))
    box = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    width, height = _length(root.get("width")), _length(root.get("height"))
    if min(box) > 0:
        width = width or (height * box[0] / box[1] if height else box[0])
        height = height or width * box[1] / box[0]
    elif width and height:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    width, height = width or DEFAULT_SIZE[0], height or DEFAULT_SIZE[1]
    scale = min(1.0, MAX_SIDE / width)
    return max(1, math.ceil(width * scale - 0.5)), max(1, math.ceil(height * scale - 0.5))


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * _PIXELS.get(found[2] or "px", _EM) if found else 0.0


def _serialised(root: ElementTree.Element) -> bytes:
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
    return data.replace(b" />", b"/>")  # in text and attributes it is written &gt;


def _minified(data: bytes) -> bytes | None:
    """Scour's result, or None where it stumbles or would take long; it is only about bytes."""
    if len(data) > _MINIFIED:
        return None
    options = scour.sanitizeOptions()
    wanted: dict[str, bool | int | str] = {
        "strip_xml_prolog": True,
        "remove_metadata": True,
        "strip_comments": True,
        "embed_rasters": False,
        "indent_type": "none",
        "newlines": False,
        "shorten_ids": True,
        "digits": 6,  # with five, lines move by visible fractions of a pixel
        "quiet": True,
    }
    for name, value in wanted.items():
        setattr(options, name, value)
    try:
        return str(scour.scourString(data.decode(), options)).strip().encode()
    except Exception:
        return None
