"""Blanks as a regular expression for scripts: what `builder.model.answers.accepts`."""

from __future__ import annotations

import re

from builder.model.answers import number, units
from builder.model.question import Blank
from builder.site.interval_pattern import MINUS, interval
from builder.text import fold

_SPECIAL = re.compile(r"([\\^$.*+?()\[\]{}|])")
_CLOSING = "[。、.,;:!?]*"  # of `builder.text.fold`, less what NFKC leaves none of
_NUMBER = re.compile(r"(-?)0*(\d+?)(?:\.(\d*?)0*)?")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_MONEY = "[¥$€]?"


def pattern(blanks: tuple[Blank, ...]) -> str:
    """
    A regular expression (ECMAScript, without regard to case) of what blanks take.

    It fits what was typed, in NFKC and without white space, with a comma
    between one blank and the next.
    """
    return ",".join(f"({'|'.join(_alternatives(blank))}){_CLOSING}" for blank in blanks)


def _alternatives(blank: Blank) -> dict[str, None]:
    """Each once, in order."""
    listed = units(blank)
    found: dict[str, None] = {}
    for low, high in blank.ranges:
        found[_MONEY + interval(low, high) + _behind(listed)] = None
    for answer in blank.answers:
        if read := number(answer):
            digits, unit = read
            if not unit and any(low <= float(digits) <= high for low, high in blank.ranges):
                continue
            found[_digits(digits) + _behind((unit,) if unit else listed)] = None
        else:
            found[_escaped(fold(answer))] = None
    return found


def _behind(allowed: tuple[str, ...]) -> str:
    """One of the units, or none."""
    if not allowed:
        return ""
    if len(allowed) == 1 and len(allowed[0]) == 1:
        return f"{_escaped(allowed[0])}?"
    return f"({'|'.join(map(_escaped, allowed))})?"


def _digits(text: str) -> str:
    """A number in all its ways of writing: `[¥$€]?0*1,?850(\\.0+)?` of `1850`."""
    found = _NUMBER.fullmatch(text)
    assert found
    sign, whole, decimals = found.groups()
    tail = rf"\.{decimals}0*" if decimals else r"(\.0+)?"
    return f"{_MONEY}{MINUS if sign else ''}0*{_THOUSANDS.sub(',?', whole)}{tail}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("-", MINUS)
