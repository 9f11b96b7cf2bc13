"""WeChat's structure rules (§7.6) that can be read from the HTML alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from builder import wechat_limits as limits
from builder.wechat.colours import colour
from builder.wechat.fault import Fault, shown
from builder.wechat.tree import (
    ancestors,
    children,
    descendants,
    elements,
    has_text,
    is_only_child,
    style,
)
from builder.wechat.tree import parsed as parse

Rule = Callable[[LexborNode], tuple[str, str] | None]
_BLOCKS = frozenset(
    "section p div h1 h2 h3 h4 h5 h6 ul ol li blockquote table pre figure hr".split()  # noqa: SIM905
)
_ANIMATIONS = frozenset({"animate", "animateTransform", "animateMotion"})
_MEDIA = re.compile(r"img|svg|iframe|video|audio|hr|br|mp[\w-]*|qqmusic")
_COMPONENT = re.compile(r"img|iframe|video|mp[\w-]*|qqmusic")


def static_faults(html: str) -> Iterator[Fault]:
    """The faults of an article that need no browser."""
    for number, (node, heading) in enumerate(elements(parse(html))):
        for name, rule in RULES.items():
            if found := rule(node):
                yield Fault(name, *found, shown(node), number, heading)


def _text_align(node: LexborNode) -> tuple[str, str] | None:
    value = style(node).get("text-align", "").lower()
    if value not in {"start", "end"}:
        return None
    return f"text-align:{value} is not the same on every phone", "write left or right"


def _begin(node: LexborNode) -> tuple[str, str] | None:
    begin = (node.attributes.get("begin") or "").lower()
    if node.tag not in _ANIMATIONS or "touchstart" not in begin or "click" in begin:
        return None
    return "an animation begins by touch alone", 'write begin="click"'


def _opacity(node: LexborNode) -> tuple[str, str] | None:
    value = style(node).get("opacity", "").rstrip("%")
    if node.tag != "img" or not re.fullmatch(r"0+\.?0*|\.0+", value):
        return None
    return "a picture is invisible (opacity 0)", "show it, or leave it out"


def _caret(node: LexborNode) -> tuple[str, str] | None:
    value = style(node).get("caret-color", "")
    if value.lower() != "transparent" and ((ink := colour(value)) is None or ink.alpha):
        return None
    return "the caret cannot be seen while editing", "leave caret-color out"


def _font(node: LexborNode) -> tuple[str, str] | None:
    value = " ".join(re.sub(r"[\"']", "", style(node).get("font-family", "")).split())
    if not value or re.sub(r"\s*,\s*", ", ", value).startswith(limits.FONTS):
        return None
    return "a font is set", "leave font-family out"


def _height(node: LexborNode) -> tuple[str, str] | None:
    inside = any(one.tag == "svg" for one in ancestors(node))
    if inside or not re.fullmatch(r"0(px)?", style(node).get("height", "")) or not has_text(node):
        return None
    return "height:0 around text hides it", "leave the height out"


def _span_leaf(node: LexborNode) -> tuple[str, str] | None:
    if node.tag != "span" or "leaf" not in node.attributes:
        return None
    if not any(one.tag in _BLOCKS for one in descendants(node)):
        return None
    return "a block stands in a span[leaf]", "put nothing but words and inline elements there"


def _node_leaf(node: LexborNode) -> tuple[str, str] | None:
    if node.tag != "section" or "nodeleaf" not in node.attributes:
        return None
    held = children(node)
    if len(held) == 1 and _COMPONENT.fullmatch(held[0].tag or "") and not has_text(node):
        return None
    return "a section[nodeleaf] holds something else than one picture", "put one picture there"


def _empty_nodes(node: LexborNode) -> tuple[str, str] | None:
    held = children(node)
    if len(held) <= limits.CHILDREN or sum(map(_is_empty, held)) <= limits.EMPTY_CHILDREN:
        return None
    return f"more than {limits.EMPTY_CHILDREN} empty elements stand in one", "leave them out"


def _is_empty(node: LexborNode) -> bool:
    if node.tag in {"br", "td", "th"} or has_text(node):
        return False
    return not any(one.tag != "br" and _is_media(one) for one in (node, *descendants(node)))


def _is_media(node: LexborNode) -> bool:
    return bool(_MEDIA.fullmatch(node.tag or ""))


def _nesting(node: LexborNode) -> tuple[str, str] | None:
    if _is_media(node) or any(one.tag == "svg" for one in ancestors(node)):
        return None
    if _chain(node) == limits.CHAIN + 1 or _wrapped_for_nothing(node):
        return "elements alike are nested too deep; the editor cuts them", "take wrappers away"
    return None


def _chain(node: LexborNode) -> int:
    """How many elements alike end in this one, each the only child of the one before."""
    length = 1
    for above in ancestors(node):
        if not is_only_child(node) or _likeness(above) != _likeness(node):
            break
        node, length = above, length + 1
    return length


def _wrapped_for_nothing(node: LexborNode) -> bool:
    """At WeChat's limit of depth: whether a wrapper around repeats one further out."""
    around = list(ancestors(node))
    if len(around) + 1 != limits.NESTING:
        return False
    inside = [node, *around]
    wrappers = (above for above, below in zip(around, inside, strict=False) if is_only_child(below))
    likenesses = [_likeness(one) for one in wrappers]
    return len(set(likenesses)) < len(likenesses)


def _likeness(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, node.attributes.get("style") or ""


RULES: dict[str, Rule] = {
    "text-align": _text_align,
    "begin": _begin,
    "opacity": _opacity,
    "caret-color": _caret,
    "font-family": _font,
    "height": _height,
    "span-leaf": _span_leaf,
    "section-nodeleaf": _node_leaf,
    "empty-nodes": _empty_nodes,
    "nesting": _nesting,
}
