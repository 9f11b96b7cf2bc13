"""The lines of a Markdown source: which of them are code, and where a word stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

_FENCE = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_BEFORE = re.compile(r"[\w/.%-]")
_AFTER = re.compile(r"[\w/%-]|\.\w")
_AFTER_SIGN = re.compile(r"[\w/%-]$")
_LONG_LINE = 20_000  # characters; no search for code spans beyond, it costs their square

# Python-Markdown keeps its own placeholders between two of these characters.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


def clean(text: str) -> str:
    """Drop control characters and lone surrogates, and end every line the same way."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.encode("utf-8", "replace").decode("utf-8")


def indent(line: str) -> int:
    """The number of blanks before a line's first sign; tabs are blanks already."""
    return len(line) - len(line.lstrip(" "))


def code_lines(lines: Sequence[str]) -> set[int]:
    """The indexes of lines inside code fences, the fences included."""
    inside: set[int] = set()
    if not any("```" in line or "~~~" in line for line in lines):
        return inside
    fence = ""
    for index, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            inside.add(index)
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        elif found and not (found[1][0] == "`" and "`" in line[found.end() :]):
            fence = found[1]
            inside.add(index)
    return inside


def outside_spans(line: str, change: Callable[[str], str]) -> str:
    """Apply `change` to a line, leaving its `code` spans as they are."""
    if "`" not in line:
        return change(line)
    if len(line) > _LONG_LINE:
        return line
    parts: list[str] = []
    end = 0
    for span in _SPAN.finditer(line):
        parts += [change(line[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, change(line[end:])])


def prose(lines: Sequence[str], code: set[int] | None = None) -> Iterator[tuple[int, str]]:
    """Every line that is not code, with its index; `code` spans are blanked out."""
    code = code_lines(lines) if code is None else code
    for index, line in enumerate(lines):
        if index not in code:
            short = "`" in line and len(line) < _LONG_LINE
            yield index, _SPAN.sub("", line) if short else line


class Places:
    """
    Finds the line of the n-th occurrence of a word in prose.

    A word counts only where it is not part of a longer address: `a.png` does
    not stand in `aa.png` or `a.png2`.

    Args:
        lines: Index in the text and text of every line.
        first_line: Line in the file of the text's first line, from 1.
    """

    def __init__(self, lines: Iterable[tuple[int, str]], first_line: int) -> None:
        self._first = first_line
        self._lines = lines
        self._found: dict[str, tuple[int, ...]] = {}
        self._seen: dict[str, int] = {}

    def next(self, *spellings: str) -> int:
        """The line in the file where one of the spellings stands next; the last one for ever."""
        count = self._seen.get(spellings[0], 0)
        self._seen[spellings[0]] = count + 1
        for spelling in dict.fromkeys(filter(None, spellings)):
            lines = self._places(spelling)
            if lines:
                return lines[min(count, len(lines) - 1)]
        return self._first

    def knows(self, word: str) -> bool:
        """Whether a word, spelled so, stands in the text at all."""
        return bool(word and self._places(word))

    def _places(self, word: str) -> tuple[int, ...]:
        if word not in self._found:
            self._found[word] = tuple(map(self._line, self._offsets(word)))
        return self._found[word]

    def _offsets(self, word: str) -> Iterator[int]:
        """Where a word begins; a pattern for each word would cost more than the search."""
        before = _BEFORE if _BEFORE.match(word) else None
        after = _AFTER if _AFTER_SIGN.search(word) else None
        at = self._text.find(word)
        while at >= 0:
            end = at + len(word)
            is_part = (before and at and before.match(self._text, at - 1)) or (
                after and after.match(self._text, end)
            )
            if not is_part:
                yield at
            at = self._text.find(word, at + 1 if is_part else end)

    @cached_property
    def _numbered(self) -> tuple[list[int], list[str]]:
        """Most texts need no place, so that their lines are first looked at here."""
        lines = list(self._lines)
        return [number for number, _ in lines], [text for _, text in lines]

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._numbered[1])

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(text) + 1 for text in self._numbered[1][:-1]), initial=0))

    def _line(self, offset: int) -> int:
        return self._first + self._numbered[0][bisect_right(self._starts, offset) - 1]
