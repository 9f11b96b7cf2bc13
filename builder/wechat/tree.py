"""Articles as trees: what the rules ask of an element."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DECLARATION = re.compile(r"(?:[^;(]|\([^)]*\))+")


def parsed(html: str) -> LexborHTMLParser:
    """An article's fragment as a tree."""
    return LexborHTMLParser(html, is_fragment=True)


def elements(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Every element in its order, with the words of the last heading before it."""
    heading = ""
    stack = [*_siblings(tree.root)][::-1]
    while stack:
        node = stack.pop()
        if not node.is_element_node:
            continue
        if node.tag in HEADINGS:
            heading = " ".join(text(node).split())
        yield node, heading
        stack += [*_siblings(node.first_child)][::-1]


def children(node: LexborNode) -> list[LexborNode]:
    """The elements directly in an element."""
    return [one for one in _siblings(node.first_child) if one.is_element_node]


def descendants(node: LexborNode) -> Iterator[LexborNode]:
    """The elements in an element, at every depth."""
    # A selector of the tree's first node would look into its siblings too.
    for child in children(node):
        yield child
        yield from descendants(child)


def text(node: LexborNode) -> str:
    """The words in an element, at every depth."""
    if node.is_text_node:
        return node.text_content or ""
    return "".join(map(text, _siblings(node.first_child)))


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around an element, from the inside."""
    above = node.parent
    while above is not None and above.is_element_node:
        yield above
        above = above.parent


def is_only_child(node: LexborNode) -> bool:
    """Whether nothing else stands in an element's parent, no words either."""
    parent = node.parent
    if parent is None:
        return True
    beside = (one for one in _siblings(parent.first_child) if one != node)
    return not any(one.is_element_node or _has_words(one) for one in beside)


def has_text(node: LexborNode) -> bool:
    """Whether there are words somewhere in an element."""
    return bool(text(node).strip())


def has_own_text(node: LexborNode) -> bool:
    """Whether there are words directly in an element."""
    return any(_has_words(one) for one in _siblings(node.first_child))


def style(node: LexborNode) -> dict[str, str]:
    """The declarations of an element's `style`, names in small letters, later ones win."""
    return dict(declarations(node.attributes.get("style") or ""))


def declarations(css: str) -> Iterator[tuple[str, str]]:
    """Name and value of each declaration of a `style`."""
    for declaration in _DECLARATION.findall(css):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip().lower(), value.replace("!important", "").strip()


def _siblings(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.next


def _has_words(node: LexborNode) -> bool:
    return bool(node.is_text_node and (node.text_content or "").strip())
