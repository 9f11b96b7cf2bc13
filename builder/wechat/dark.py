"""
An article in dark mode: the colours that WeChat's client gives it (§7.7).

The client goes through the elements in their order and changes the colours
of inline styles: light grounds become dark, text and lines keep a distance
of brightness to what they lie on. Pictures and SVG stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from builder import wechat_limits as limits
from builder.wechat.colours import Colour, colour, colours
from builder.wechat.fault import Fault, shown
from builder.wechat.tree import children, declarations, elements, has_own_text, has_text, parsed

_LINES = re.compile(
    r"border(-(top|right|bottom|left))?(-color)?|outline(-color)?|box-shadow|column-rule(-color)?"
)
_INK = re.compile(r"text-decoration(-color)?|text-emphasis-color|-webkit-text-stroke(-color)?")


def _given(text: str) -> Colour:
    found = colour(text)
    assert found
    return found


_LIGHT_PAGE, _LIGHT_TEXT = _given(limits.LIGHT_PAGE), _given(limits.LIGHT_TEXT)
_DARK_PAGE, _DARK_TEXT = _given(limits.DARK_PAGE), _given(limits.DARK_TEXT)
# Text on the dark page is never farther from it than text without a colour.
_FARTHEST = _DARK_TEXT.brightness - _DARK_PAGE.brightness


@dataclass(frozen=True)
class Shade:
    """
    The colours around an element.

    Attributes:
        light_ground, ground: What it lies on, before and after.
        light_ink, ink: Of its text, before and after.
        on_picture: Whether it lies on a background picture, where text keeps its colour.
    """

    light_ground: Colour = _LIGHT_PAGE
    ground: Colour = _DARK_PAGE
    light_ink: Colour = _LIGHT_TEXT
    ink: Colour = _DARK_TEXT
    on_picture: bool = False


def darkened(html: str) -> str:
    """The article with the colours of dark mode in its styles."""
    tree = parsed(html)
    for node, style, _ in _converted(tree.root):
        if style:
            node.attrs["style"] = style
    return tree.html or ""


def dark_faults(html: str) -> Iterator[Fault]:
    """Text that is hard to read after the conversion, gradients that lie behind text."""
    tree = parsed(html)
    places = {
        node.mem_id: (number, heading) for number, (node, heading) in enumerate(elements(tree))
    }
    for node, _, shade in _converted(tree.root):
        ignored = (node.attributes.get("data-ignore-dm") or "").split()
        found = []
        if "low-contrast" not in ignored:
            found.append(_contrast(node, shade))
        if "text-bg-gradient" not in ignored:
            found.append(_gradient(node))
        for rule, message, mend in filter(None, found):
            place = places[node.mem_id]
            yield Fault(rule, message, mend, shown(node), *place, scheme="dark")


def ground_in_the_dark(light: Colour, below: Colour) -> Colour:
    """What a ground of this colour becomes on an opaque dark ground."""
    mixed = light.over(below)
    if (mixed.is_grey and mixed.lightness > limits.PALE_GREY) or (
        mixed.brightness > limits.WHITE_LIKE
    ):
        grey = (100 + _DARK_PAGE.lightness - mixed.lightness) * 2.55
        return Colour(*[min(255.0, grey)] * 3)
    if mixed.brightness > limits.BRIGHTEST_GROUND:
        return mixed.with_brightness(limits.BRIGHTEST_GROUND)
    if mixed.lightness < limits.DARKEST_GROUND:
        return mixed.with_lightness(limits.DARKEST_GROUND)
    return mixed


def ink_in_the_dark(light: Colour, ground: Colour) -> Colour:
    """What text or a line of this colour becomes on a ground that was converted."""
    ink, below = light.over(ground), ground.brightness
    distance = abs(below - ink.brightness)
    if ink.brightness >= limits.WHITE_LIKE:
        return ink
    if distance > _FARTHEST and below <= _DARK_PAGE.brightness + 2:
        return ink.with_brightness(below + _FARTHEST)
    if distance >= limits.TEXT_OFFSET:
        return ink
    # First the lightness is turned over, which keeps the hue; then the brightness is set.
    is_light = below >= limits.LIGHT_GROUND
    pale = ink.lightness > 90 - limits.PALE_GREY if is_light else ink.lightness <= limits.PALE_GREY
    if pale:
        return ink_in_the_dark(ink.with_lightness(90 - ink.lightness), ground)
    offset = -limits.TEXT_OFFSET if is_light else limits.TEXT_OFFSET
    return ink.with_brightness(min(_FARTHEST, below + offset))


def _converted(root: LexborNode | None) -> Iterator[tuple[LexborNode, str, Shade]]:
    """Each element that the client looks at, its new style, and its colours."""
    stack = [(node, Shade()) for node in _roots(root)][::-1]
    while stack:
        node, around = stack.pop()
        style = dict(declarations(node.attributes.get("style") or ""))
        if node.tag == "svg" or style.get("display") == "none":
            continue
        shade = around
        if "data-no-dark" not in node.attributes:
            style, shade = _restyled(style, around)
        yield node, ";".join(f"{name}:{value}" for name, value in style.items()), shade
        stack += [(one, shade) for one in children(node)][::-1]


def _roots(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        if node.is_element_node:
            yield node
        node = node.next


def _restyled(style: dict[str, str], around: Shade) -> tuple[dict[str, str], Shade]:
    new, shade = dict(style), around
    for name in ("background-color", "background-image", "background"):
        if name in style:
            shade = _laid(name, style[name], new, shade)
    if "color" in style:
        shade = _inked(style["color"], new, shade)
    elif shade is not around:
        shade = _inked(shade.light_ink.css, new, shade)
    for name, value in style.items():
        if name == "text-shadow":
            new[name] = _each(value, lambda one: ground_in_the_dark(one, shade.ground))
        elif _LINES.fullmatch(name):
            new[name] = _each(value, lambda one: ink_in_the_dark(one, _DARK_PAGE))
        elif _INK.fullmatch(name) and not shade.on_picture:
            new[name] = _each(value, lambda one: ink_in_the_dark(one, shade.ground))
    return new, shade


def _laid(name: str, value: str, new: dict[str, str], shade: Shade) -> Shade:
    """Convert a background; a gradient becomes one colour, a picture keeps the light ground."""
    if "url(" in value:
        new["background-color"] = shade.light_ground.css
        return replace(shade, on_picture=True)
    found = [one for _, one in colours(value)]
    if not found:
        return shade
    light = _mean(found)
    if light.alpha < limits.SEE_THROUGH:
        return shade
    ground = ground_in_the_dark(light, shade.ground)
    new.pop(name)
    new["background" if name == "background" else "background-color"] = ground.css
    return replace(
        shade, light_ground=light.over(shade.light_ground), ground=ground, on_picture=False
    )


def _inked(value: str, new: dict[str, str], shade: Shade) -> Shade:
    light = colour(value)
    if light is None or light.alpha < limits.SEE_THROUGH:
        return shade
    ink = light.over(shade.ground) if shade.on_picture else ink_in_the_dark(light, shade.ground)
    new["color"] = value if shade.on_picture else ink.css
    return replace(shade, light_ink=light, ink=ink)


def _each(value: str, convert: Callable[[Colour], Colour]) -> str:
    for token, one in colours(value):
        if one.alpha >= limits.SEE_THROUGH:
            value = value.replace(token, convert(one).css)
    return value


def _mean(found: list[Colour]) -> Colour:
    return Colour(*(sum(parts) / len(found) for parts in zip(*found, strict=True)))


def _contrast(node: LexborNode, shade: Shade) -> tuple[str, str, str] | None:
    if shade.on_picture or not has_own_text(node):
        return None
    contrast = shade.ink.contrast(shade.ground)
    if contrast >= limits.CONTRAST:
        return None
    message = f"text is hard to read in dark mode: contrast {contrast:.2f}"
    return "contrast", message, "set its colour and its ground on the same element"


def _gradient(node: LexborNode) -> tuple[str, str, str] | None:
    style = dict(declarations(node.attributes.get("style") or ""))
    behind = any("gradient(" in style.get(name, "") for name in ("background", "background-image"))
    if not behind or not has_text(node):
        return None
    return "gradient", "a gradient lies behind text", "take one colour"
