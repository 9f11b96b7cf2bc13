"""When what a learner typed counts as right; `builder/site/blank_pattern.py` tells pages so."""

from __future__ import annotations

import re

from builder.model.question import Blank
from builder.text import fold

# Up to 15 digits are exact as floating-point numbers; longer ones are compared as words.
_NUMBER = re.compile(r"[¥$€]?(-?\d{1,15}(?!\d)(?:\.\d{1,15})?)(.*)", re.DOTALL)
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")


def accepts(blank: Blank, given: str) -> bool:
    """
    Whether `given` is right in `blank`.

    Width, case, spaces and closing punctuation make no difference; numbers
    count as numbers, with or without thousands commas, with no unit or one
    that the author listed (`questions.md` C2). Of `1.5 kg | 1500 g` each
    number has its own unit.
    """
    if fold(given) in {fold(answer) for answer in blank.answers}:
        return True
    found = number(given)
    if found is None or found[1] not in {"", *units(blank)}:
        return False
    value, unit = float(found[0]), found[1]
    if any(low <= value <= high for low, high in blank.ranges):
        return True
    listed = filter(None, map(number, blank.answers))
    return any(value == float(one) and (not unit or own in {"", unit}) for one, own in listed)


def units(blank: Blank) -> tuple[str, ...]:
    """The units, folded, that the alternatives of a blank name after a number."""
    found = (number(answer) for answer in blank.answers)
    return tuple(dict.fromkeys(one[1] for one in found if one and one[1]))


def number(text: str) -> tuple[str, str] | None:
    """
    A number and what stands behind it, folded; None when the text starts with no number.

    The number is returned in digits, as `float` and `Decimal` read it.
    """
    found = _NUMBER.match(_THOUSANDS.sub("", fold(text)))
    return (found[1], found[2]) if found else None
