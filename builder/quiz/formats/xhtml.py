"""HTML of question parts as the elements that QTI 2.1 allows."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement, TreeBuilder

MATHML = "http://www.w3.org/1998/Math/MathML"
# QTI 2.1 information model, 4.2 “Content model”: what XHTML an item may hold.
_SAME = {
    "abbr", "blockquote", "br", "cite", "code", "dfn", "div", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "kbd", "p", "pre", "q", "samp", "span", "strong", "var", "dl", "dt", "dd", "ol", "ul",
    "li", "b", "hr", "i", "small", "sub", "sup", "caption", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "a", "img",
}  # fmt: skip
_DIVISIONS = frozenset(["figure", "figcaption", "section", "details", "summary"])
_KEPT = {
    "img": {"src", "alt", "width", "height"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_VOID = frozenset(["br", "hr", "img", "wbr"])
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def division(parent: Element, html: str) -> Element:
    """Append a `<div>` with resolved HTML; a recording is an `<object>` of its type."""
    return fill(SubElement(parent, "div"), html)


def fill(parent: Element, html: str) -> Element:
    """Put resolved HTML into an element that may hold any flow."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    root = reader.builder.close()
    parent.text = root.text
    parent.extend(root)
    return parent


class _Reader(HTMLParser):
    """Builds elements from regular HTML as `builder.markup` writes it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.builder.start("div", {})
        self._formula = False

    def close(self) -> None:
        super().close()
        self.builder.end("div")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open the element that stands for a tag."""
        named = {name: legal(value or "") for name, value in attrs}
        if tag == "math":
            self._formula = True
            named["xmlns"] = MATHML
        name = tag if self._formula else _name(tag)
        kept = named if self._formula else _attributes(tag, named)
        self.builder.start(name, kept)
        if tag == "rt":
            self.builder.data("(")
        if tag in _VOID:
            self.builder.end(name)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag == "rt":
            self.builder.data(")")
        if tag not in _VOID:
            self.builder.end(tag if self._formula else _name(tag))
        self._formula = self._formula and tag != "math"

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.builder.data(legal(data))


def _name(tag: str) -> str:
    if tag == "audio":
        return "object"
    return tag if tag in _SAME else "div" if tag in _DIVISIONS else "span"


def _attributes(tag: str, named: dict[str, str]) -> dict[str, str]:
    if tag == "audio":
        return {"data": named["src"], "type": "audio/mpeg"}
    kept = {name: value for name, value in named.items() if name in _KEPT.get(tag, ())}
    if "lang" in named:
        kept["xml:lang"] = named["lang"]
    return kept
