"""Lists: the outer one WeChat's own, the inner ones typed, whose bullets it would double."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.wechat.nodes import Node, children, element, elements, has_class, named

if TYPE_CHECKING:
    from builder.wechat.flow import Flow

_BULLETS = "•◦–"
_BLOCK = re.compile(r"</(?:p|section|table)>")
_ALPHABET = 26
_ROMAN = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]


def items(node: Node, flow: Flow) -> str:
    """HTML of `<ul>` or `<ol>`."""
    if flow.level or not _is_plain(node):
        return _typed(node, flow)
    tag = node.tag or "ul"
    found = "".join(f"<li>{_item(one, flow)}</li>" for one in elements(node, "li"))
    return element(tag, found)


def _is_plain(node: Node) -> bool:
    """Whether WeChat's own marks would be right: 1, 2, 3 or bullets, and no boxes to tick."""
    odd = {"start", "type", "reversed"} & set(node.attributes)
    numbered = any("value" in one.attributes for one in elements(node, "li"))
    return not odd and not numbered and not has_class(node, "task-list")


def _item(node: Node, flow: Flow) -> str:
    """All of an item in one section: the editor would wrap what follows its first words."""
    inner = flow.item(children(node))
    return element("section", inner or "&nbsp;")


def _typed(node: Node, flow: Flow) -> str:
    found = elements(node, "li")
    marked = zip(_marks(node, flow.level), found, strict=False)
    inner = "".join(_marked(mark, flow.item(children(one))) for mark, one in marked)
    return inner if flow.level else element("section", inner, "items")


def _marked(mark: str, inner: str) -> str:
    """An item with its mark in front of its first words, hanging."""
    sign = element("span", mark, "mark-of-item")
    if inner.startswith("<p>"):
        first = f'<p class="first">{sign}{inner.removeprefix("<p>")}'
        return element("section", first, "item")
    return element("section", f"{sign}{inner}", "item" if _BLOCK.search(inner) else "item line")


def _marks(node: Node, level: int) -> Iterator[str]:
    """The mark of each item; a box to tick stands in the text already."""
    found = list(elements(node, "li"))
    if node.tag == "ul":
        bullet = _BULLETS[min(level, len(_BULLETS) - 1)]
        yield from ("" if has_class(one, "task-list-item") else bullet for one in found)
        return
    step = -1 if "reversed" in node.attributes else 1
    number = _number(named(node, "start"), len(found) if step < 0 else 1)
    for one in found:
        number = _number(named(one, "value"), number)
        yield f"{_in_type(number, named(node, 'type'))}."
        number += step


def _number(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 7 else default


def _in_type(number: int, kind: str) -> str:
    if kind in {"a", "A"} and 1 <= number <= _ALPHABET:
        return chr(ord(kind) + number - 1)
    if kind in {"i", "I"} and 1 <= number < 40:
        roman = ""
        for value, letters in _ROMAN:
            while number >= value:
                roman, number = roman + letters, number - value
        return roman.upper() if kind == "I" else roman
    return str(number)
