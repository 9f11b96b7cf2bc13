"""Finds which of many words stand in a text, in time that grows with the text, not the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

_BITS = 20  # of the table of starts: 1 MB, so that few starts share a place by chance
_FACTOR = np.uint32(0x9E3779B1)  # odd and near 2³² / golden ratio: spreads neighbouring characters
_STARTS = (4, 2, 1)  # characters by which words of at least that length are found


class Finder:
    """
    Finds words.

    A table tells, for the characters at every place of a text at once,
    whether a word may start there; only those places are looked at.

    Args:
        words: Not empty ones; case and spaces count.
    """

    def __init__(self, words: Iterable[str]) -> None:
        kinds: dict[int, set[str]] = defaultdict(set)
        for word in words:
            kinds[next(size for size in _STARTS if len(word) >= size)].add(word)
        self._starts = [_Start(size, kinds[size]) for size in _STARTS if kinds[size]]

    def found(self, text: str) -> set[str]:
        """Those of the words that stand in `text`."""
        if not self._starts:
            return set()
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return {word for start in self._starts for word in start.found(text, codes)}


class _Start:
    """The words that are found by their first `size` characters."""

    def __init__(self, size: int, words: Iterable[str]) -> None:
        self._size = size
        self._words: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._words[word[:size]].append(word)
        starts = "".join(self._words)
        codes = np.frombuffer(starts.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._table = np.zeros(1 << _BITS, dtype=np.bool_)
        self._table[self._slots(codes)[::size]] = True

    def found(self, text: str, codes: np.typing.NDArray[np.uint32]) -> Iterator[str]:
        if len(codes) < self._size:
            return
        for at in np.flatnonzero(self._table[self._slots(codes)]).tolist():
            for word in self._words.get(text[at : at + self._size], ()):
                if text.startswith(word, at):
                    yield word

    def _slots(self, codes: np.typing.NDArray[np.uint32]) -> np.typing.NDArray[np.uint32]:
        places = len(codes) - self._size + 1
        mixed = np.zeros(places, dtype=np.uint32)
        for step in range(self._size):
            mixed = (mixed ^ codes[step : step + places]) * _FACTOR  # overflow is meant
        return mixed >> np.uint32(32 - _BITS)
