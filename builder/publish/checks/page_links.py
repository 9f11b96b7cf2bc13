"""What a page refers to and what can be referred to in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINKS = frozenset(["href", "src", "poster", "action", "formaction", "background", "xlink:href"])
_OTHERS = frozenset(["srcset", "imagesrcset", "data", "style", "name"])
_CARD = frozenset(["og:image", "og:url", "og:audio", "og:video"])
# What stands in a page that has such elements, and their selector: looking for few is quicker.
_HOLDERS = (
    (b"href", "[href]"),
    (b"src", "[src]"),
    (b"srcset", "[srcset],[imagesrcset]"),
    (b"id", "[id]"),
    (b"name", "a[name]"),
    (b"poster", "[poster]"),
    (b"action=", "[action],[formaction]"),
    (b"background=", "[background]"),
    (b"<object", "object[data]"),
    (b"url(", "[style],style"),
    (b"@import", "style"),
    (b"refresh", "meta[http-equiv]"),
    (b"og:", "meta[property]"),
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
        ids: Names that `#…` can lead to; None of what is no page.
        base: Of `<base href>`, or "".
    """

    targets: tuple[str, ...] = ()
    ids: frozenset[str] | None = None
    base: str = ""

    def record(self) -> list[Any]:
        """As plain JSON."""
        return [self.targets, None if self.ids is None else sorted(self.ids), self.base]

    @classmethod
    def read(cls, record: Sequence[Any]) -> PageLinks:
        """From what `record` gave."""
        targets, ids, base = record
        return cls(tuple(targets), None if ids is None else frozenset(ids), base)


def page_links(html: bytes) -> PageLinks:
    """Read the links of an HTML page, whatever its quotes and case."""
    tree, small = LexborHTMLParser(html), html.lower()
    holders = ",".join(selector for mark, selector in _HOLDERS if mark in small)
    targets: dict[str, None] = {}
    ids: set[str] = set()
    base = ""
    for node in tree.css(holders) if holders else ():
        tag = node.tag or ""
        for name, value in node.attributes.items():
            if not value:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                ids.add(value)
            elif name == "href" and tag == "base":
                base = value
            elif name in _LINKS:
                targets[value] = None
            elif name in _OTHERS:
                targets |= dict.fromkeys(_in_attribute(tag, name, value))
        if tag in {"style", "meta"}:
            targets |= dict.fromkeys(filter(None, _in_element(node)))
    return PageLinks(tuple(targets), frozenset(ids), base)


def css_links(css: str) -> list[str]:
    """Targets of a style sheet."""
    return [one[2] or one[4] for one in _CSS_URL.finditer(css)]


def _in_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name in {"srcset", "imagesrcset"}:
        yield from (found[1] for found in _CANDIDATE.finditer(value) if found[1])
    elif name == "style":
        yield from css_links(value)
    elif name == "data" and tag == "object":
        yield value


def _in_element(node: LexborNode) -> Iterator[str]:
    """What a style sheet loads, what a card shows, where a page sends its reader on to."""
    if node.tag == "style":
        yield from css_links(node.text())
    elif (node.attributes.get("property") or "") in _CARD:
        yield node.attributes.get("content") or ""
    elif (node.attributes.get("http-equiv") or "").lower() == "refresh":
        found = _REFRESH.match(node.attributes.get("content") or "")
        yield found[1] if found else ""
