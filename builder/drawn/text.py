"""Chinese and Latin words set in lines of a width in pixels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import ImageDraw

from builder.drawn.palette import Colour
from builder.fonts import REGULAR, drawable, face

_ELLIPSIS = "…"
_NOT_FIRST = frozenset("，。、．；：！？）》」』】〕〉”’…—～·,.;:!?)]}%°％℃")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{￥¥$#@")
_PAUSE = re.compile(r"(?<=[，。、；：！？])(?![，。、；：！？”’）》」』])\s*")
_TRIMMED = "，。、；：！？,.;:!?·—… "  # looks wrong in front of an ellipsis


@dataclass(frozen=True)
class Block:
    """
    Lines of one size.

    Attributes:
        lines: From the top.
        size: px of an em.
        weight: 100 to 900.
        leading: px from line to line.
    """

    lines: tuple[str, ...]
    size: int
    weight: int
    leading: int

    @property
    def height(self) -> int:
        """Height in px."""
        return self.leading * len(self.lines)

    @property
    def width(self) -> int:
        """Width in px of the longest line."""
        return round(max((_advance(one, self.size, self.weight) for one in self.lines), default=0))

    def draw(self, canvas: ImageDraw.ImageDraw, at: tuple[int, int], colour: Colour) -> int:
        """Draw with its upper left corner at `at`; returns the lower edge, px."""
        font = face(self.size, self.weight)
        left, top = at
        for number, line in enumerate(self.lines):
            middle = top + self.leading * number + self.leading / 2
            # "lm" would move with the letters' heights; the em box sits alike in all lines.
            canvas.text((left, middle + 0.38 * self.size), line, colour, font, "ls")
        return top + self.height


def block(
    text: str,
    size: int,
    width: int,
    most: int,
    *,
    weight: int = REGULAR,
    leading: float = 1.4,
    running: bool = False,
) -> Block:
    """
    A text in at most `most` lines of at most `width` px; what is over ends with an ellipsis.

    Args:
        text: Any; signs that the font lacks are dropped.
        size: px of an em.
        width: px.
        most: Lines.
        weight: 100 to 900.
        leading: Of the size.
        running: Whether it is a paragraph, not a title: full lines, but two may end at pauses.
    """
    plain = drawable(text)
    full = wrapped(plain, size, width, weight=weight)
    lines = _at_pauses(plain, size, width, weight)
    # Over three lines and more, pauses leave a margin that a paragraph does not have.
    if len(lines) > (min(len(full), 2) if running else most):
        lines = full
    if len(lines) > most:
        kept = _shortened(_joined(lines[most - 1 :]), size, width, weight)
        lines = [*lines[: most - 1], kept]
    return Block(tuple(lines), size, weight, round(size * leading))


def fitted(
    text: str,
    sizes: Iterable[int],
    box: tuple[int, int],
    *,
    weight: int = REGULAR,
    leading: float = 1.3,
) -> Block:
    """
    A text as large as it fits into a box, px; at the smallest size it is cut off.

    Args:
        text: Any.
        sizes: px of an em, largest first, at least one.
        box: Width and height in px.
        weight: 100 to 900.
        leading: Of the size.
    """
    width, height = box
    plain = drawable(text)
    for size in sizes:
        most = max(1, int(height / round(size * leading)))
        lines = _at_pauses(plain, size, width, weight)
        if len(lines) <= most and _whole(plain, size, width, weight):
            break
    return block(plain, size, width, most, weight=weight, leading=leading)


def wrapped(text: str, size: int, width: int, *, weight: int = REGULAR) -> list[str]:
    """Lines of at most `width` px; no closing sign begins one, no opening sign ends one."""
    lines: list[str] = []
    line = ""
    for unit in _units(text):
        if _advance((line + unit).rstrip(), size, weight) <= width:
            line += unit
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _cut(unit.lstrip(), size, width, weight)
        lines += full
    return [*lines, line.rstrip()] if line.strip() else lines


def _units(text: str) -> Iterator[str]:
    """What stays on one line: a Chinese character or a Latin word, with its punctuation."""
    unit = ""
    for char in text:
        if unit and _may_break(unit[-1], char):
            yield unit
            unit = ""
        unit += char
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}


def _cut(unit: str, size: int, width: int, weight: int) -> list[str]:
    """A word in parts that fit."""
    parts = [""]
    for char in unit:
        if parts[-1] and _advance((parts[-1] + char).rstrip(), size, weight) > width:
            parts.append("")
        parts[-1] += char
    return parts


def _whole(text: str, size: int, width: int, weight: int) -> bool:
    """Whether no word is cut at this size."""
    return all(_advance(unit.rstrip(), size, weight) <= width for unit in _units(text))


def _at_pauses(text: str, size: int, width: int, weight: int) -> list[str]:
    """Lines that end where a speaker pauses, as far as these parts fit on lines."""
    lines: list[str] = []
    for part in filter(None, _PAUSE.split(text)):
        joined = _joined([lines[-1], part]) if lines else part
        if lines and _advance(joined, size, weight) <= width:
            lines[-1] = joined
        else:
            lines += _balanced(part, size, width, weight)
    return lines


def _balanced(text: str, size: int, width: int, weight: int) -> list[str]:
    """As few lines as can be, but of about one length: no last line of one character."""
    best = wrapped(text, size, width, weight=weight)
    low, high = width // 2, width
    while len(best) > 1 and low < high:
        middle = (low + high) // 2
        tried = wrapped(text, size, middle, weight=weight)
        if len(tried) <= len(best) and _whole(text, size, middle, weight):
            best, high = tried, middle
        else:
            low = middle + 1
    return best


def _joined(lines: list[str]) -> str:
    text = ""
    for line in lines:
        text += (" " if text and not (_is_wide(text[-1]) or _is_wide(line[0])) else "") + line
    return text


def _shortened(text: str, size: int, width: int, weight: int) -> str:
    while text and _advance(text.rstrip(_TRIMMED) + _ELLIPSIS, size, weight) > width:
        text = text[:-1]
    return text.rstrip(_TRIMMED) + _ELLIPSIS


def _advance(line: str, size: int, weight: int) -> float:
    return face(size, weight).getlength(line)
