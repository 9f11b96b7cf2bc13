"""What a blank takes, for formats that ask for words or for numbers."""

from __future__ import annotations

from decimal import Decimal

from builder.model.answers import number
from builder.model.question import Blank


def digits(value: float) -> str:
    """A number as short as it is exact: `1850`, `0.5`."""
    return f"{Decimal(repr(value)).normalize():f}"


def intervals(blank: Blank) -> tuple[tuple[float, float], ...]:
    """
    The closed intervals (low, high) that a number may lie in; single numbers too.

    Empty when the blank takes words: other systems compare either.
    """
    found = [number(answer) for answer in blank.answers]
    if not blank.ranges and not all(one and not one[1] for one in found):
        return ()
    exact = [float(one[0]) for one in found if one and not one[1]]
    return (*((value, value) for value in exact), *blank.ranges)


def alternatives(blank: Blank) -> tuple[str, ...]:
    """Everything that is right, as words; an interval is `495~505`."""
    ranges = (f"{digits(low)}~{digits(high)}" for low, high in blank.ranges)
    words = (" ".join(answer.split()) for answer in blank.answers)
    return tuple(dict.fromkeys([*words, *ranges]))
