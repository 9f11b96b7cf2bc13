"""Notes at the end of an article: where links lead, and the author's footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator


class Notes:
    """Numbers notes as the text names them, each once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._writers: list[Callable[[], str]] = []

    def mark(self, key: str, write: Callable[[], str]) -> str:
        """
        HTML of a note's number.

        Args:
            key: What makes it the same note.
            write: Gives its HTML; called when all marks of the text are set,
                since a note may name notes itself.
        """
        if key not in self._numbers:
            self._writers.append(write)
            self._numbers[key] = len(self._writers)
        return f"<sup>[{self._numbers[key]}]</sup>"

    def written(self) -> Iterator[tuple[int, str]]:
        """Number and HTML of each note."""
        number = 0
        while number < len(self._writers):
            number += 1
            yield number, self._writers[number - 1]()
