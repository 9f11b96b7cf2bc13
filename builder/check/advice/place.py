"""Where in its file a passage of a lesson begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from builder.check.advice.prose import Advice
from builder.load.files import read_text
from builder.markup.limits import MAX_BYTES
from builder.markup.source import prose
from builder.problems import Problem, Problems

_SIGNS = re.compile(r"[*_~`]|</?\w[^<>]{0,200}>|!?\[|\]\([^()]{0,200}\)")
_STARTS = (14, 7, 4)  # characters by which a passage is looked for, the surest first


class Places:
    """
    Finds passages in a lesson's file, which is read only when one is looked for.

    Args:
        content: The folder `content/`.
        path: Of the file, relative to it.
    """

    def __init__(self, content: Path, path: str) -> None:
        self._content = content
        self._path = path

    def problem(self, one: Advice) -> Problem:
        """Advice at the line where its passage begins, else at the top."""
        line = self._line(one.passage) if one.passage else 1
        place = f"content/{self._path}"
        return Problem(place, line, 1, "advice", one.code, one.message, one.mend)

    def _line(self, passage: str) -> int:
        for size in _STARTS:
            start = passage[:size]
            found = next((number for number, line in self._lines if start in line), 0)
            if found:
                return found
        return 1

    @cached_property
    def _lines(self) -> Sequence[tuple[int, str]]:
        """Lines that hold words, by number, without the signs of Markdown."""
        source = read_text(self._content, self._path, MAX_BYTES, Problems())
        lines = (source or "").split("\n")
        return [(index + 1, _SIGNS.sub("", line)) for index, line in prose(lines)]
