"""Blanks in a question's words, and what the lines `= …` take in them."""

from __future__ import annotations

import re
from decimal import Decimal

from builder.model.answers import number
from builder.model.question import Blank

_BLANK = re.compile(r"(?:\\?_){2,}|[（(][ \t　]+[)）]")
_CODE = re.compile(r"`[^`\n]{1,500}`")
_TARGET = re.compile(r"\]\([^()\n]{1,500}\)")
_STRONG = re.compile(r"(?<![\w\\])__(?=[^\s_])[^_\n]{1,500}(?<=[^\s_])__(?!\w)")
_OFF = re.compile(r"±|[+＋]/?[-－]")
_TO = re.compile(r"[–—~～〜]")


def gaps(text: str) -> int:
    """Count the blanks `____` and `（　）`; code, addresses and `__strong__` words have none."""
    for other in (_CODE, _TARGET, _STRONG):
        text = other.sub("·", text)
    return len(_BLANK.findall(text))


def blank(text: str) -> Blank:
    """Read what stands behind `=`: alternatives by `|`, `± n`, `a–b`."""
    parts = [part for part in map(str.strip, re.split(r"[|｜]", text)) if part]
    answers: list[str] = []
    ranges: list[tuple[float, float]] = []
    for part in parts:
        found = _interval(part)
        if not found:
            answers.append(part)
            continue
        low, high, unit = found
        ranges.append((float(low), float(high)))
        if unit:
            answers.append(f"{low:f}{unit}")
    return Blank(tuple(answers), tuple(ranges), shown=parts[0] if parts else "")


def _interval(part: str) -> tuple[Decimal, Decimal, str] | None:
    """The lowest and the highest number of `500 ± 5 g` or `10–20`, and the unit."""
    for sign in (_OFF, _TO):
        ends = [number(end) for end in sign.split(part, maxsplit=1)]
        if len(ends) < 2 or not ends[0] or not ends[1] or ends[0][1] not in {"", ends[1][1]}:
            continue
        first, last = Decimal(ends[0][0]), Decimal(ends[1][0])
        if sign is _OFF:
            return first - abs(last), first + abs(last), ends[1][1]
        return min(first, last), max(first, last), ends[1][1]
    return None
