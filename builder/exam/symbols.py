"""
The alphabet of codes and its check, as docs/results.md specifies them.

31 symbols, a prime number, so that each is an element of the field GF(31) and
a polynomial check over the symbols themselves is exact: every error of one,
two or three symbols and every swap of neighbours is caught, in codes of up to
950 symbols.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O, no 1 I L
BASE = len(ALPHABET)
CHECK = 4  # symbols
MOST = 950  # symbols of data, so that prefix, data and check stay below 960 powers of x
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
# x⁴ + 14x³ + 28x² + 17x + 1: no two of the first 960 powers of x modulo it are
# proportional and no three dependent (tests/exam/test_symbols.py looks at all).
_GENERATOR = (14, 28, 17, 1)
_PREFIX = (_VALUES["R"], _VALUES["N"])  # not sent: a code of nothing but 2 must not pass
_SKIPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff.·_~—–‐‑‒―−-]")


class SymbolError(ValueError):
    """A character that no code holds; `.character` is it."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


def remainder(values: Iterable[int]) -> tuple[int, ...]:
    """What is left of data(x)·x⁴ divided by the generator: 4 values, the highest power first."""
    left = [0, 0, 0, 0]
    for value in values:
        head = (left[0] + value) % BASE
        left = [(low - head * g) % BASE for low, g in zip([*left[1:], 0], _GENERATOR, strict=True)]
    return tuple(left)


def checked(data: Sequence[int]) -> list[int]:
    """The data with its 4 check values behind it, so that the whole leaves no remainder."""
    return [*data, *((-value) % BASE for value in remainder([*_PREFIX, *data]))]


def is_whole(values: Sequence[int]) -> bool:
    """Whether the check of a whole code holds."""
    data, check = values[:-CHECK], values[-CHECK:]
    return len(values) > CHECK and checked(data)[-CHECK:] == list(check)


def folded(text: str) -> str:
    """A code as people write it, in capitals, half width, without blanks and hyphens."""
    return _SKIPPED.sub("", unicodedata.normalize("NFKC", text)).upper()


def values_of(text: str) -> list[int]:
    """
    The values of a folded code.

    Raises:
        SymbolError: At the first character that no code holds.
    """
    for character in text:
        if character not in _VALUES:
            raise SymbolError(character)
    return [_VALUES[character] for character in text]


def text_of(values: Iterable[int]) -> str:
    """Values as symbols, in groups of four with hyphens between."""
    symbols = "".join(ALPHABET[value] for value in values)
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


def digits_of(number: int, count: int) -> list[int]:
    """A number below 31 to the power of `count` as so many values, the highest first."""
    found = []
    for _ in range(count):
        number, digit = divmod(number, BASE)
        found.append(digit)
    return found[::-1]


def number_of(values: Iterable[int]) -> int:
    """The number that values make, the highest first."""
    number = 0
    for value in values:
        number = number * BASE + value
    return number


def places(count: int) -> int:
    """How many symbols hold any number below `count`."""
    needed = 0
    while BASE**needed < count:
        needed += 1
    return needed


def mends(text: str) -> list[str]:
    """
    Codes that differ from a folded one in a single slip and whose check holds.

    The slip may be a wrong, a doubled or a lost symbol, or two neighbours
    swapped. To be suggested, never taken: other codes may be as near.
    """
    strange = [at for at, symbol in enumerate(text) if symbol not in _VALUES]
    if len(strange) > 1:
        return []
    values = [_VALUES.get(symbol, 0) for symbol in text]
    search = _Search(values)
    found = search.wrong() if strange else search.any()
    mended = [one for one in found if not strange or one[1] == strange[0]]
    return [text_of(one) for one in dict.fromkeys(tuple(one) for one, _ in mended)]


class _Search:
    """Single slips that explain a remainder: each place is looked at in constant time."""

    def __init__(self, values: list[int]) -> None:
        self._own = values
        whole = [*_PREFIX, *values]
        self._powers = _powers(len(whole) + 1)
        self._sums = [_ZERO]
        for at, value in enumerate(whole):
            power = self._powers[len(whole) - 1 - at]
            self._sums.append(_plus(self._sums[-1], power, value))

    def any(self) -> Iterable[tuple[list[int], int]]:
        """Mended values with the place of the slip."""
        yield from self.wrong()
        for at in range(len(self._own)):
            yield from self._swapped(at)
            yield from self._doubled(at)
        for at in range(len(self._own) + 1):
            yield from self._lost(at)

    def wrong(self) -> Iterable[tuple[list[int], int]]:
        """One symbol is another."""
        for at, value in enumerate(self._own):
            off = _ratio(self._sums[-1], self._powers[len(self._own) - 1 - at])
            if off is not None:
                yield [*self._own[:at], (value - off) % BASE, *self._own[at + 1 :]], at

    def _swapped(self, at: int) -> Iterable[tuple[list[int], int]]:
        if at + 1 == len(self._own):
            return
        first, second = self._own[at : at + 2]
        place = len(self._own) - 1 - at
        left = _plus(self._sums[-1], self._powers[place], second - first)
        if first != second and _plus(left, self._powers[place - 1], first - second) == _ZERO:
            yield [*self._own[:at], second, first, *self._own[at + 2 :]], at

    def _doubled(self, at: int) -> Iterable[tuple[list[int], int]]:
        before, after = self._sums[at + 2], _plus(self._sums[-1], self._sums[at + 3], -1)
        if _plus(before, _times_x(after), 1) == _ZERO:
            yield [*self._own[:at], *self._own[at + 1 :]], at

    def _lost(self, at: int) -> Iterable[tuple[list[int], int]]:
        before = self._sums[at + 2]
        left = _plus(_times_x(before), _plus(self._sums[-1], before, -1), 1)
        value = _ratio(left, self._powers[len(self._own) - at])
        if value is not None:
            yield [*self._own[:at], -value % BASE, *self._own[at:]], at


_Row = tuple[int, int, int, int]
_ZERO: _Row = (0, 0, 0, 0)


def _times_x(row: _Row) -> _Row:
    head, *rest = row
    low = [(value - head * g) % BASE for value, g in zip([*rest, 0], _GENERATOR, strict=True)]
    return (low[0], low[1], low[2], low[3])


def _powers(count: int) -> list[_Row]:
    """The remainders of x⁰, x¹, …"""
    found: list[_Row] = [(0, 0, 0, 1)]
    while len(found) < count:
        found.append(_times_x(found[-1]))
    return found


def _plus(row: _Row, other: _Row, factor: int) -> _Row:
    a, b, c, d = ((one + factor * two) % BASE for one, two in zip(row, other, strict=True))
    return (a, b, c, d)


def _ratio(row: _Row, base: _Row) -> int | None:
    """The value that makes `base` into `row`, or None."""
    at = next(place for place, value in enumerate(base) if value)
    factor = row[at] * pow(base[at], -1, BASE) % BASE
    return factor if _plus(row, base, -factor) == _ZERO else None
