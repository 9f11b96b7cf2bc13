"""When what a learner typed counts as right."""

from __future__ import annotations

import re
import unicodedata

from builder.model.question import Blank
from builder.text import fold

_NUMBER = re.compile(r"^[¥$]?(-?\d+(?:\.\d+)?)(.*)$")


def accepts(blank: Blank, given: str) -> bool:
    """
    Whether `given` is right in `blank`.

    Width, case, spaces and closing punctuation make no difference; numbers
    count as numbers, with or without thousands commas, with no unit or one
    that the author listed (`questions.md` C2).
    """
    if fold(given) in {fold(answer) for answer in blank.answers}:
        return True
    number = _number(given)
    if number is None or number[1] not in {"", *units(blank)}:
        return False
    listed = [one[0] for answer in blank.answers if (one := _number(answer))]
    return number[0] in listed or any(low <= number[0] <= high for low, high in blank.ranges)


def units(blank: Blank) -> tuple[str, ...]:
    """The units, folded, that the alternatives of a blank name after a number."""
    found = (_number(answer) for answer in blank.answers)
    return tuple(dict.fromkeys(one[1] for one in found if one and one[1]))


def _number(text: str) -> tuple[float, str] | None:
    """A number and what stands behind it, folded; None when the text starts with no number."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    found = _NUMBER.match(plain)
    return (float(found[1]), fold(found[2])) if found else None
