"""Texts that would hold the Markdown library for minutes, known by one look over their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.markup.source import indent

MAX_BYTES = 300_000  # of Markdown; a lesson of 1,200 characters has 4,000
_MAX_OPEN = 100  # brackets open at once in a paragraph; people write fewer than ten
_MAX_QUOTES = 30
_MAX_INDENT = 200  # columns before a list's item
_MAX_RUNS = 40  # lengths of backtick runs in a paragraph
_MAX_LINE = 60_000  # characters of a line with marks in it

_BRACKET = re.compile(r"\\.|[\[\]]")
_CALL = re.compile(r"\]\(|\)")
_TAG = re.compile(r"</?[A-Za-z]")
_RUN = re.compile(r"`+")
_QUOTES = re.compile(r"[> ]*")
_MARKS = re.compile(r"[*_`<\[\]|~=$]")


class TooDeepError(ValueError):
    """A text is nested too deeply: `line` is that in the file, `what` names the signs."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(line, what)
        self.line = line
        self.what = what


def refuse_deep(text: str, lines: Sequence[str], code: set[int], first_line: int) -> None:
    """
    Refuse texts on which the library's cost grows with the square of their length or worse.

    Raises:
        TooDeepError: With the line where the paragraph starts.
    """
    if _is_harmless(text):
        return
    for start, paragraph in _paragraphs(lines, code):
        what = _fault(paragraph)
        if what:
            raise TooDeepError(first_line + start, what)


def _is_harmless(text: str) -> bool:
    """Whether the whole text has too few signs for a fault in any of its paragraphs."""
    return (
        len(text) <= _MAX_LINE
        and text.count("[") <= _MAX_OPEN
        and text.count("<") <= _MAX_OPEN
        and text.count("`") <= _MAX_RUNS
        and text.count(">") <= _MAX_QUOTES
        and " " * (_MAX_INDENT + 1) not in text
    )


def _paragraphs(lines: Sequence[str], code: set[int]) -> Iterator[tuple[int, list[str]]]:
    paragraph: list[str] = []
    start = 0
    for index, line in enumerate(lines):
        if line.strip() and index not in code:
            start = start if paragraph else index
            paragraph.append(line)
        elif paragraph:
            yield start, paragraph
            paragraph = []
    if paragraph:
        yield start, paragraph


def _fault(paragraph: Sequence[str]) -> str:
    """The sign of which there is too much, or nothing."""
    text = "\n".join(paragraph)
    faults = {
        "[": _deepest(_BRACKET, "[", "]", text) > _MAX_OPEN,
        "](": _deepest(_CALL, "](", ")", text) > _MAX_OPEN,
        "<": len(_TAG.findall(text)) - text.count(">") > _MAX_OPEN,
        "`": len({len(run) for run in _RUN.findall(text)}) > _MAX_RUNS,
        ">": any(line.count(">", 0, _quotes(line)) > _MAX_QUOTES for line in paragraph),
        "spaces before a line": any(indent(line) > _MAX_INDENT for line in paragraph),
        "signs in one line": any(
            len(line) > _MAX_LINE and _MARKS.search(line) for line in paragraph
        ),
    }
    return next((sign for sign, found in faults.items() if found), "")


def _quotes(line: str) -> int:
    found = _QUOTES.match(line)
    return found.end() if found else 0


def _deepest(signs: re.Pattern[str], opening: str, closing: str, text: str) -> int:
    """How many signs stand open at once, those never closed included."""
    depth = deepest = 0
    for found in signs.finditer(text):
        if found[0] == opening:
            depth += 1
            deepest = max(deepest, depth)
        elif found[0] == closing:
            depth = max(0, depth - 1)
    return deepest
