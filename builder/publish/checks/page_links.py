"""What a page refers to and what can be referred to in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINKS = ("href", "src", "poster", "data", "action", "formaction", "background", "xlink:href")
_SETS = ("srcset", "imagesrcset")
_HOLDERS = (
    "[href],[src],[srcset],[imagesrcset],[poster],[id],[action],[formaction],[background],"
    "[style],object[data],a[name],meta[http-equiv],style"
)
_REFRESH = re.compile(r"^[\d.\s]*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*(['\"]?)([^)'\"]+)\1\s*\)|@import\s+(['\"])([^'\"]+)\3")
_CANDIDATE = re.compile(r"\s*,*\s*(\S+?),*(?:\s+([^,]*))?(?:,|$)")


@dataclass(frozen=True)
class PageLinks:
    """
    The links of a page.

    Attributes:
        targets: As written, each once, in order.
        ids: Names that `#…` can lead to.
        base: Of `<base href>`, or "".
    """

    targets: tuple[str, ...]
    ids: frozenset[str]
    base: str = ""


def page_links(html: bytes) -> PageLinks:
    """Read the links of an HTML page, whatever its quotes and case."""
    tree = LexborHTMLParser(html)
    targets: dict[str, None] = {}
    ids: set[str] = set()
    base = ""
    for node in tree.css(_HOLDERS):
        attributes = node.attributes
        if node.tag == "base":
            base = attributes.get("href") or ""
            continue
        ids.update(filter(None, (attributes.get("id"), _anchor_name(node, attributes))))
        targets |= dict.fromkeys(_of_node(node, attributes))
    return PageLinks(tuple(targets), frozenset(ids), base)


def css_links(css: str) -> list[str]:
    """Targets of a style sheet."""
    return [one[2] or one[4] for one in _CSS_URL.finditer(css)]


def _anchor_name(node: LexborNode, attributes: dict[str, str | None]) -> str | None:
    return attributes.get("name") if node.tag == "a" else None


def _of_node(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[str]:
    for name, value in attributes.items():
        if not value:
            continue
        if name in _LINKS and (name != "data" or node.tag == "object"):
            yield value
        elif name in _SETS:
            yield from (found[1] for found in _CANDIDATE.finditer(value) if found[1])
        elif name == "style":
            yield from css_links(value)
    if node.tag == "style":
        yield from css_links(node.text())
    elif node.tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        found = _REFRESH.match(attributes.get("content") or "")
        if found and found[1]:
            yield found[1]
