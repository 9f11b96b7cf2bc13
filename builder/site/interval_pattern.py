"""Numbers between two bounds as a regular expression."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

MINUS = "[-−]"
_ANY, _ZEROS = r"\d", "0"


def interval(low: float, high: float) -> str:
    """
    A regular expression of the numbers from `low` to `high`, written in digits.

    Zeros in front and behind, more decimals, and commas between thousands
    make no difference. It may take a point without decimals behind it.
    """
    first, last = Decimal(repr(low)), Decimal(repr(high))
    found = [f"{MINUS}{_from(max(-last, Decimal(0)), -first)}"] if first < 0 else []
    if last >= 0:
        found.append(_from(max(first, Decimal(0)), last))
    return f"({'|'.join(found)})" if len(found) > 1 else found[0]


def _from(low: Decimal, high: Decimal) -> str:
    """Of bounds that are not negative."""
    decimals = max(0, *(-int(one.normalize().as_tuple().exponent) for one in (low, high)))
    first, last = (int(one.scaleb(decimals)) for one in (low, high))
    # Behind any step but the last there may stand more digits.
    found = [_written(one, decimals, _ANY) for one in _steps(first, last - 1, decimals + 1)]
    found.append(_written(list(str(last).zfill(decimals + 1)), decimals, _ZEROS))
    return f"0*({'|'.join(found)})"


def _steps(first: int, last: int, least: int) -> Iterator[list[str]]:
    """The whole numbers of an interval, by length (`least` at least), as signs for their digits."""
    for length in range(least, max(least, len(str(last))) + 1):
        low = max(first, 10 ** (length - 1) if length > least else 0)
        high = min(last, 10**length - 1)
        if low <= high:
            yield from _same_length(str(low).zfill(length), str(high).zfill(length))


def _same_length(low: str, high: str) -> Iterator[list[str]]:
    if not low:
        yield []
        return
    first, last, more = int(low[0]), int(high[0]), len(low) - 1
    if first == last:
        for rest in _same_length(low[1:], high[1:]):
            yield [low[0], *rest]
        return
    if low[1:].strip("0"):
        for rest in _same_length(low[1:], "9" * more):
            yield [low[0], *rest]
        first += 1
    ends_whole = not high[1:].strip("9")
    if first <= last - (not ends_whole):
        yield [_digit(first, last - (not ends_whole)), *[_ANY] * more]
    if not ends_whole:
        for rest in _same_length("0" * more, high[1:]):
            yield [high[0], *rest]


def _digit(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return _ANY if (first, last) == (0, 9) else f"[{first}-{last}]"


def _written(digits: list[str], decimals: int, more: str) -> str:
    """Digits with a point before the last `decimals`; behind them any number of `more`."""
    whole, behind = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    text, may_end = f"{more}*", True
    for digit in reversed(behind):
        text = f"({text})?" if may_end and text != f"{more}*" else text
        text, may_end = digit + text, may_end and digit[:2] in {"0", "[0", _ANY}
    text = rf"\.{text}"
    return _with_commas(whole) + (f"({text})?" if may_end else text)


def _with_commas(digits: list[str]) -> str:
    """Whole digits, as a run where all are alike, with commas that may stand between thousands."""
    return "".join(
        f",?{digit}" if place and (len(digits) - place) % 3 == 0 else digit
        for place, digit in enumerate(digits)
    )
