"""Authors' HTML that spans lines: where it ends, and whether Markdown stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

RAW = re.compile(r"<(!--|pre\b|script\b|style\b|textarea\b)", re.I)
_OPENING = re.compile(
    r"<([a-z][a-z0-9]*)(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,500})(?<!/)>", re.I
)
_NEVER_CLOSED = (  # or not always, in good HTML
    "area br col embed hr img input link meta param source track wbr "
    "colgroup dd dt li option tbody td tfoot th thead tr"
)
_UNCLOSED = frozenset(_NEVER_CLOSED.split())
_HOLDS_MARKDOWN = frozenset(["details", "div"])


class HtmlBlocks:
    """
    Knows where the tags of one text are closed.

    Args:
        lines: The text.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._closed: dict[str, list[int]] = {}

    def end_of_raw(self, index: int) -> int | None:
        """The last line of a comment or of preformatted text that starts at `index`."""
        found = RAW.match(self._lines[index].lstrip(" "))
        assert found
        return self._end(found[1].lower(), index)

    def line(self, index: int) -> str:
        """
        A line without its indentation, its block of HTML made as git hosts read it.

        Python-Markdown takes all that follows a tag that is never closed for
        HTML: close it at once. Git hosts read Markdown in `<details>` and
        `<div>` where an empty line stands in them: say so to the library.
        """
        text = self._lines[index].lstrip(" ")
        found = _OPENING.match(text)
        if not found or found[1].lower() in _UNCLOSED:
            return text
        name, rest = found[1].lower(), text[found.end() :]
        end = self._end(name, index)
        if end is None:
            return f"{found[0]}</{found[1]}>{rest}"
        if name not in _HOLDS_MARKDOWN or "markdown" in found[2] or all(self._lines[index:end]):
            return text
        return f'<{found[1]} markdown="block"{found[2]}>{rest}'

    def _end(self, name: str, index: int) -> int | None:
        """The line of the next closing tag of that name."""
        if name not in self._closed:
            mark = "-->" if name == "!--" else f"</{name}"
            ends = [at for at, line in enumerate(self._lines) if mark in line.lower()]
            self._closed[name] = ends[::-1]
        ends = self._closed[name]
        while ends and ends[-1] < index:
            ends.pop()
        return ends[-1] if ends else None
