"""
WeChat's content filter: what is left of an article after it was saved and opened once.

Its rules are data (`filter.toml`). It was written from what is known of WeChat,
not from the article builder, so that it tests that honestly.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

Door = Literal["api", "paste"]

RULES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("filter.toml").read_text("utf-8"))
VOID = frozenset(["br", "hr", "img"])
LISTS = frozenset({"ul", "ol"})
_SPACE = re.compile(r"[ \t\r\n]+")
_INNER_NEWLINE = re.compile(r"(?<=\S)[ \t]*\r?\n\s*(?=\S)")
_DECLARATION = re.compile(r"((?:[^;(]|\([^)]*\))+)")


@dataclass(frozen=True)
class Place:
    """Where the writer stands."""

    folds: bool = False  # inside `pre` or `code`
    svg: bool = False
    chain: int = 0  # ancestors like the parent, each the only child of its own


def filtered(html: str, door: Door, pictures: Collection[str] | None = None) -> str:
    """
    The article as WeChat keeps it.

    Args:
        html: The fragment that was sent (`api`) or lay on the clipboard (`paste`).
        door: Which way it came in; pasting is stricter.
        pictures: Addresses that WeChat gave for uploads; others are dropped.
            None: every address on WeChat's picture hosts counts.
    """
    tree = LexborHTMLParser(html, is_fragment=True)
    return _Filter(door, pictures).nodes(_siblings(tree.root), Place())


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _siblings(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.next


def _children(node: LexborNode) -> list[LexborNode]:
    return list(_siblings(node.first_child))


def _is_blank(node: LexborNode) -> bool:
    return node.is_text_node and not _text(node).strip(" \t\r\n")


def _text(node: LexborNode) -> str:
    return node.text_content or ""


def _alike(one: LexborNode, other: LexborNode) -> bool:
    return (one.tag, one.attributes.get("style")) == (other.tag, other.attributes.get("style"))


def _only_element(node: LexborNode) -> bool:
    rest = [one for one in _children(node) if not one.is_comment_node and not _is_blank(one)]
    return len(rest) == 1 and rest[0].is_element_node


def _is_empty(node: LexborNode) -> bool:
    """An element without text, picture or rule; a lone line break does not fill it."""
    if not node.is_element_node or node.tag in VOID or node.tag in {"svg", "td", "th"}:
        return False
    return not any(map(_fills, _children(node)))


def _fills(node: LexborNode) -> bool:
    if node.is_text_node:
        return not _is_blank(node)
    return node.tag in {"img", "svg", "hr"} or any(map(_fills, _children(node)))


class _Filter:
    def __init__(self, door: Door, pictures: Collection[str] | None) -> None:
        tags, editor, svg = RULES["tags"], RULES["editor"], RULES["svg"]
        pasted = _names(RULES["paste"]["gone"]) if door == "paste" else frozenset()
        self._door = door
        self._uploaded = None if pictures is None else {_bare(one) for one in pictures}
        self._keep = _names(tags["keep"])
        self._gone = _names(tags["gone"])
        self._svg = _names(svg["keep"]) - pasted
        self._folds = _names(editor["fold_in"])
        self._lost = _names(RULES["style"]["lost"])
        self._unstyled = _names(RULES["paste"]["unstyled"]) if door == "paste" else frozenset()

    def nodes(self, nodes: Iterator[LexborNode] | list[LexborNode], place: Place) -> str:
        return "".join(self._node(node, place) for node in nodes)

    def _node(self, node: LexborNode, place: Place) -> str:
        if node.is_text_node:
            return self._words(_text(node), place)
        if not node.is_element_node or not node.tag:
            return ""
        if place.svg or node.tag == "svg":
            return self._drawing(node, place)
        return self._element(node, node.tag, place)

    def _words(self, text: str, place: Place) -> str:
        if place.folds:
            text = _SPACE.sub(" ", text)
        written = escape(text, quote=False).replace("\xa0", "&nbsp;")
        if place.folds or place.svg or not RULES["editor"]["newline_breaks"]:
            return written
        return _INNER_NEWLINE.sub("<br>", written)

    def _element(self, node: LexborNode, tag: str, place: Place) -> str:
        if tag in self._gone:
            return ""
        below = self._below(node, place)
        if tag not in self._keep or self._too_deep(node, place):
            return self.nodes(self._kept_children(node), below)
        if tag == "img" and not self._may_show(node.attributes.get("src") or ""):
            return ""
        open_tag = f"<{tag}{self._attributes(node)}>"
        if tag in VOID:
            return open_tag
        inner = self._item(node, below) if tag == "li" else None
        if inner is None:
            inner = self.nodes(self._kept_children(node), below)
        return f"{open_tag}{inner}</{tag}>"

    def _below(self, node: LexborNode, place: Place) -> Place:
        parent = node.parent
        goes_on = parent is not None and _alike(parent, node) and _only_element(parent)
        chain = place.chain + 1 if goes_on else 1
        return replace(place, folds=place.folds or node.tag in self._folds, chain=chain)

    def _too_deep(self, node: LexborNode, place: Place) -> bool:
        limit: int = RULES["editor"]["chain"]
        return place.chain >= limit and self._below(node, place).chain > 1 and _only_element(node)

    def _kept_children(self, node: LexborNode) -> list[LexborNode]:
        children, editor = _children(node), RULES["editor"]
        elements = [one for one in children if one.is_element_node]
        empty = [one for one in elements if _is_empty(one)]
        if len(elements) <= editor["children"] or len(empty) <= editor["empty"]:
            return children
        return [one for one in children if not _is_empty(one)]

    def _item(self, node: LexborNode, place: Place) -> str | None:
        """The inside of an `li`, its tail wrapped, its lists in items of their own."""
        units = [one for one in _children(node) if not one.is_comment_node and not _is_blank(one)]
        lists = [one for one in units if one.tag in LISTS]
        if not RULES["editor"]["nested_lists_doubled"]:
            lists = []
        units = [one for one in units if not any(one == other for other in lists)]
        inner = self.nodes(units, place)
        if len(units) > 1 and RULES["editor"]["wrap_item_tails"]:
            tail = self.nodes(units[1:], place)
            inner = f"{self._node(units[0], place)}<section>{tail}</section>"
        return inner + "".join(f"</li><li>{self._node(one, place)}" for one in lists)

    def _attributes(self, node: LexborNode) -> str:
        of = RULES["attributes"]["of"]
        kept = _names(RULES["attributes"]["keep"]) | _names(of.get(node.tag, ""))
        found = {name: value or "" for name, value in node.attributes.items() if name in kept}
        if "href" in found and urlsplit(found["href"]).hostname not in RULES["links"]["hosts"]:
            del found["href"]
        if "style" in found:
            found["style"] = self._style(found["style"], node.tag or "")
        return _written({name: value for name, value in found.items() if value or name != "style"})

    def _style(self, style: str, tag: str) -> str:
        if tag in self._unstyled:
            return ""
        declared = (one.split(":", 1) for one in _DECLARATION.findall(style) if ":" in one)
        pairs = ((name.strip().lower(), value.strip()) for name, value in declared)
        bare = tag in _names(RULES["style"]["no_background"])
        return ";".join(
            f"{name}:{value.replace('!important', '').strip()}"
            for name, value in pairs
            if self._survives(name, value) and not (bare and name.startswith("background"))
        )

    def _survives(self, name: str, value: str) -> bool:
        if name in self._lost or any(
            re.fullmatch(rule["property"], name) and re.fullmatch(rule["value"], value)
            for rule in RULES["style"]["values"]
        ):
            return False
        addresses = re.findall(r"url\(\s*['\"]?([^'\")]*)", value)
        return all(self._may_show(address) for address in addresses)

    def _may_show(self, address: str) -> bool:
        if self._door == "paste":
            return address.startswith(tuple(RULES["pictures"]["pasted"]))
        if self._uploaded is not None:
            return _bare(address) in self._uploaded
        return urlsplit(address).hostname in RULES["pictures"]["hosts"]

    def _drawing(self, node: LexborNode, place: Place) -> str:
        tag, rules = node.tag or "", RULES["svg"]
        attributes = {name: value or "" for name, value in node.attributes.items()}
        targets, types = rules["targets"].get(tag), rules["types"].get(tag)
        if tag not in self._svg:
            return ""
        if targets is not None and attributes.get("attributeName") not in _names(targets):
            return ""
        if types is not None and attributes.get("type") not in _names(types):
            return ""
        if "style" in attributes:
            attributes["style"] = self._style(attributes["style"], tag)
        lost = _names(rules["lost_attributes"])
        kept = {
            name: value
            for name, value in attributes.items()
            if name not in lost
            and not name.startswith("on")
            and not re.search(rules["lost_value"], value)
        }
        inner = self.nodes(_children(node), replace(place, svg=True))
        return f"<{tag}{_written(kept)}>{inner}</{tag}>"


def _bare(address: str) -> str:
    """An address without its scheme: WeChat names its pictures by http, articles by https."""
    return address.split(":", 1)[-1]


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
