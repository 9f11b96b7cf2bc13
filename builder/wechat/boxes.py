"""Notes, folded texts, tabs, quotes, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.wechat.inline import inline
from builder.wechat.nodes import Node, children, elements, has_class, named

if TYPE_CHECKING:
    from builder.wechat.flow import Flow

_GRAVE = ("warning", "danger", "caution", "attention", "important", "failure", "error", "bug")


def admonition(node: Node, flow: Flow) -> str:
    """HTML of a `!!!` note."""
    titles = [one for one in elements(node) if has_class(one, "admonition-title")]
    title = " ".join(inline(children(one), flow) for one in titles)
    rest = [one for one in children(node) if not has_class(one, "admonition-title")]
    return flow.boxed(rest, _named(node), title)


def folded(node: Node, flow: Flow) -> str:
    """HTML of `<details>`, a tab among them: open, since nothing in an article opens."""
    title = " ".join(inline(children(one), flow) for one in elements(node, "summary"))
    rest = [one for one in children(node) if one.tag != "summary"]
    return flow.boxed(rest, _named(node), title)


def _named(node: Node) -> str:
    classes = named(node, "class").split()
    return "box grave" if any(one in classes for one in _GRAVE) else "box"


def quote(node: Node, flow: Flow) -> str:
    """HTML of a quotation."""
    return flow.boxed(children(node), "quote")


def definitions(node: Node, flow: Flow) -> str:
    """HTML of a list of terms and what they mean."""
    parts: list[str] = []
    for one in elements(node):
        if one.tag == "dt":
            parts.append(f'<p class="term">{inline(children(one), flow)}</p>')
        else:
            parts.append(flow.boxed(children(one), "meaning"))
    return "".join(parts)
