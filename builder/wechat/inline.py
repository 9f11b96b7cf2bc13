"""Words in a line: bold, links, small pictures, pinyin, formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from builder.markup.references import FOOTNOTE
from builder.wechat.formulas import formula
from builder.wechat.nodes import (
    Node,
    children,
    element,
    flowing,
    has_class,
    named,
    raw,
    words,
    written,
)
from builder.wechat.pictures import picture

if TYPE_CHECKING:
    from builder.wechat.flow import Flow

_Form = Callable[[Node, "Flow"], str]
_BLOCKS = frozenset(
    "p div section li dd dt tr blockquote pre h1 h2 h3 h4 h5 h6 details summary figure".split()  # noqa: SIM905
)
_TAGS = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "dfn": "i", "var": "i",
    "u": "u", "ins": "u", "s": "s", "del": "s", "sub": "sub", "sup": "sup",
}  # fmt: skip
_ONCE = frozenset({"b", "strong", "i", "em", "u", "s", "del", "ins", "mark", "span"})
_CLASSES = {"mark": ("span", "mark"), "small": ("span", "small")}
_CLASSES |= dict.fromkeys(("code", "kbd", "samp"), ("code", "code"))


def inline(nodes: Iterable[Node], flow: Flow) -> str:
    """HTML of nodes as words in a line; blocks among them stand on lines of their own."""
    parts: list[str] = []
    for node in nodes:
        is_block = node.tag in _BLOCKS
        html = _node(node, flow)
        if html and is_block and parts and not parts[-1].endswith("<br>"):
            parts.append("<br>")
        parts += [html, "<br>"] if html and is_block else [html]
    return _trimmed("".join(parts))


def _trimmed(html: str) -> str:
    while html.endswith("<br>"):
        html = html[: -len("<br>")].rstrip(" ")
    return html


def _node(node: Node, flow: Flow) -> str:
    if node.is_text_node:
        return flowing(raw(node))
    tag = node.tag or ""
    if tag in _FORMS:
        return _FORMS[tag](node, flow)
    inner = inline(children(node), flow)
    if node.parent and tag in _ONCE and node.parent.tag == tag:
        return inner  # WeChat's editor cuts what is nested deep, and twice looks like once
    if tag in _CLASSES:
        return element(_CLASSES[tag][0], inner, _CLASSES[tag][1])
    return element(_TAGS[tag], inner) if tag in _TAGS else inner


def _line_end(node: Node, flow: Flow) -> str:  # noqa: ARG001 - as every form
    return "<br>"


def _nothing(node: Node, flow: Flow) -> str:  # noqa: ARG001 - as every form
    return ""


def _code(node: Node, flow: Flow) -> str:  # noqa: ARG001 - as every form
    """WeChat folds runs of spaces in code."""
    text = raw(node).replace("\n", " ")
    return element("code", written(text.replace("  ", "\xa0 ")), "code")


def _quotation(node: Node, flow: Flow) -> str:
    inner = inline(children(node), flow)
    return f"“{inner}”" if inner else ""


def _ruby(node: Node, flow: Flow) -> str:
    """Pinyin in brackets behind its word: ruby is not shown by every phone."""
    base = "".join(_node(one, flow) for one in children(node) if one.tag not in {"rt", "rp"})
    above = " ".join(words(one) for one in children(node) if one.tag == "rt").strip()
    return base.strip() + (flow.translate("（%s）") % written(above) if above else "")


def _abbreviation(node: Node, flow: Flow) -> str:
    """The first time with its meaning in brackets."""
    inner, meaning = inline(children(node), flow), named(node, "title")
    is_new = bool(meaning) and flow.is_new(meaning)
    return inner + (flow.translate("（%s）") % written(meaning) if is_new else "")


def _link(node: Node, flow: Flow) -> str:
    target = named(node, "href")
    if has_class(node, "footnote-backref"):
        return ""
    if target.startswith(FOOTNOTE):
        return flow.footnote(target.removeprefix("#"))
    return linked(inline(children(node), flow), target, words(node), flow)


def linked(html: str, target: str, text: str, flow: Flow) -> str:
    """HTML of a link around `html`: a link where WeChat keeps it, else a note's number behind."""
    place = flow.place(target, text)
    if place.url:
        return f'<a class="link" href="{escape(place.url)}">{html}</a>'
    if not place.note:
        return html
    name = "wide" if place.wide else ""
    return html + flow.notes.mark(
        place.note, lambda: f"<p{_classed(name)}>{written(place.note)}</p>"
    )


def _classed(name: str) -> str:
    return f' class="{name}"' if name else ""


def _sup(node: Node, flow: Flow) -> str:
    """A footnote's number brings its own."""
    inner = inline(children(node), flow)
    is_mark = any(has_class(one, "footnote-ref") for one in children(node))
    return inner if is_mark else element("sup", inner)


def _recording(node: Node, flow: Flow) -> str:
    flow.wait_for(named(node, "src"))
    return written(words(node))


_FORMS: Mapping[str, _Form] = {
    "br": _line_end,
    "hr": _nothing,
    "wbr": _nothing,
    "code": _code,
    "kbd": _code,
    "samp": _code,
    "q": _quotation,
    "ruby": _ruby,
    "abbr": _abbreviation,
    "a": _link,
    "sup": _sup,
    "audio": _recording,
    "img": picture,
    "math": formula,
}
