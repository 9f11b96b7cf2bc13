"""The style sheet written into each element, as short as it gets."""

from __future__ import annotations

import re
from dataclasses import dataclass

import css_inline

_TAG = re.compile(r'<([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'\s+([\w:-]+)(?:="([^"]*)")?')
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*((?:[^;(]|\([^)]*\))+)")
_LONG_HEX = re.compile(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3\b", re.I)
_ZERO = re.compile(r"(?<![\w.#-])0(?:px|em|rem|%)\b")
_OURS = frozenset({"class", "data-line"})


@dataclass(frozen=True)
class Styled:
    """
    HTML with its styles.

    Attributes:
        html: Without classes.
        starts: Line in the lesson and offset in `html` of each heading that has one.
    """

    html: str
    starts: tuple[tuple[int, int], ...]


class Style:
    """
    A style sheet.

    Args:
        css: Selectors may be whatever a browser knows.
    """

    def __init__(self, css: str) -> None:
        self._css = css

    def applied(self, html: str) -> Styled:
        """HTML whose styles stand in its elements; nothing is loaded."""
        inlined = css_inline.inline_fragment(html, self._css, load_remote_stylesheets=False)
        return _shortened(inlined)


def _shortened(html: str) -> Styled:
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    end = length = 0
    for found in _TAG.finditer(html):
        attributes = dict(_ATTRIBUTE.findall(found[2]))
        before = html[end : found.start()]
        end, length = found.end(), length + len(before)
        if "data-line" in attributes:
            starts.append((int(attributes["data-line"]), length))
        tag = f"<{found[1]}{_written(attributes)}>"
        parts += [before, tag]
        length += len(tag)
    return Styled("".join([*parts, html[end:]]), tuple(starts))


def _written(attributes: dict[str, str]) -> str:
    kept = {name: value for name, value in attributes.items() if name not in _OURS}
    if "style" in kept:
        kept["style"] = minified(kept["style"])
    return "".join(f' {name}="{value}"' for name, value in kept.items() if value or name != "style")


def minified(style: str) -> str:
    """A `style` as short as it gets: the last of declarations alike, `#333`, `0`."""
    last: dict[str, str] = {}
    for name, value in _DECLARATION.findall(style):
        last.pop(name, None)
        last[name] = _ZERO.sub("0", _LONG_HEX.sub(r"#\1\2\3", " ".join(value.split())))
    return ";".join(f"{name}:{value}" for name, value in last.items())
