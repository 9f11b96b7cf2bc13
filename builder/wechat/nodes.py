"""Sanitised HTML as a tree: what the forms of an article ask of a node."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

Node = LexborNode

_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
_HAN_LINES = re.compile(rf"(?<={_HAN})[ \t]*\n[ \t\n]*(?={_HAN})")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def parsed(html: str) -> list[Node]:
    """The nodes of a fragment, words included."""
    body = LexborHTMLParser(f"<body>{html}").body
    return children(body) if body else []


def children(node: Node) -> list[Node]:
    """The nodes directly in an element, words included."""
    return [one for one in node.iter(include_text=True) if not one.is_comment_node]


def elements(node: Node, *tags: str) -> Iterator[Node]:
    """The elements directly in an element, only those of `tags` when some are given."""
    return (one for one in node.iter() if not tags or one.tag in tags)


def named(node: Node, attribute: str) -> str:
    """An attribute's value, or ""."""
    return node.attributes.get(attribute) or ""


def holds(node: Node, *tags: str) -> bool:
    """Whether an element of `tags` lies in an element, at any depth."""
    return any(one.tag in tags or holds(one, *tags) for one in node.iter())


def has_class(node: Node, name: str) -> bool:
    """Whether an element has a class."""
    return name in named(node, "class").split()


def raw(node: Node) -> str:
    """The words in a node as they stand, line ends included."""
    if node.is_text_node:
        return node.text_content or ""
    if node.tag == "br":
        return "\n"
    return "".join(map(raw, children(node)))


def words(node: Node) -> str:
    """The words in a node on one line."""
    return _SPACE.sub(" ", raw(node)).strip()


def is_blank(node: Node) -> bool:
    """Whether a node is white space between elements; a space that must not break is none."""
    return node.is_text_node and not raw(node).strip(" \t\r\n\f")


def flowing(text: str) -> str:
    """
    HTML of running words.

    WeChat makes a line break of every line end, and between two Chinese
    characters a space would show.
    """
    return written(_SPACE.sub(" ", _HAN_LINES.sub("", text)))


def written(text: str) -> str:
    """HTML of words as they stand."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def element(tag: str, inner: str, name: str = "") -> str:
    """HTML of an element with a class of the style sheet; "" around nothing."""
    if not inner:
        return ""
    return f'<{tag} class="{name}">{inner}</{tag}>' if name else f"<{tag}>{inner}</{tag}>"
