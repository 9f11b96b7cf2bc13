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
    found = dict.fromkeys(one for one in _neighbours(text) if _holds(one))
    return [text_of(values_of(one)) for one in found if one != text]


def _neighbours(text: str) -> Iterable[str]:
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        yield from (before + symbol + after[1:] for symbol in ALPHABET if after)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield before + after[1:]
        yield from (before + symbol + after for symbol in ALPHABET)


def _holds(text: str) -> bool:
    return all(one in _VALUES for one in text) and is_whole(values_of(text))
