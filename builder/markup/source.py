"""The lines of a Markdown source: which of them are code, and where a word stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

_FENCE = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LONG_LINE = 20_000  # characters; no search for code spans beyond, it costs their square

# Python-Markdown keeps its own placeholders between two of these characters.
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFEFF], None)


def clean(text: str) -> str:
    """Drop control characters and lone surrogates, and end every line the same way."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    return plain.encode("utf-8", "replace").decode("utf-8")


def indent(line: str) -> int:
    """The number of blanks before a line's first sign; tabs are blanks already."""
    return len(line) - len(line.lstrip(" "))


def code_lines(lines: Sequence[str]) -> set[int]:
    """The indexes of lines inside code fences, the fences included."""
    inside: set[int] = set()
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


def prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every line that is not code, with its index; `code` spans are blanked out."""
    code = code_lines(lines)
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
        numbers, texts = [], []
        for index, line in lines:
            numbers.append(index)
            texts.append(line)
        self._first = first_line
        self._numbers = numbers
        self._text = "\n".join(texts)
        self._starts = [0]
        for text in texts[:-1]:
            self._starts.append(self._starts[-1] + len(text) + 1)
        self._found: dict[str, tuple[int, ...]] = {}
        self._seen: dict[str, int] = {}

    def next(self, *spellings: str) -> int:
        """The line in the file where one of the spellings stands next; the last one for ever."""
        count = self._seen.get(spellings[0], 0)
        self._seen[spellings[0]] = count + 1
        for spelling in dict.fromkeys(filter(None, spellings)):
            lines = self._lines(spelling)
            if lines:
                return lines[min(count, len(lines) - 1)]
        return self._first

    def _lines(self, word: str) -> tuple[int, ...]:
        if word not in self._found:
            before = r"(?<![\w/.%-])" if re.match(r"[\w/.%-]", word) else ""
            after = r"(?![\w/%-]|\.\w)" if re.search(r"[\w/%-]$", word) else ""
            pattern = re.compile(before + re.escape(word) + after)
            self._found[word] = tuple(
                self._line(found.start()) for found in pattern.finditer(self._text)
            )
        return self._found[word]

    def _line(self, offset: int) -> int:
        return self._first + self._numbers[bisect_right(self._starts, offset) - 1]
