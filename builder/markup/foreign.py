"""Blocks of other systems' Markdown: their marker lines are left out, their text stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.markup.source import outside_spans
from builder.model.document import Finding

_FOREIGN = "foreign-block"
_NOTE = 'write a note as !!! note "title" with its text indented by four spaces'

_COLONS = re.compile(r"^(?:> ?)* {0,3}:{3,}")
_SLASHES = re.compile(r"^(?:> ?)* {0,3}/{3,}(\s.*)?$")
_MYST = re.compile(r"^\s{0,3}(?:`{3,}|~{3,})\{(?![\s.#=])([\w:-]+)")
_CHUNK = re.compile(r"^(?:r|python|julia|ojs|bash|sh|sql|stan|js|css|code-block|code)$", re.I)
_QUIZ = re.compile(r"</?quiz\b[^<>]{0,500}>", re.I)
_DECLARATION = re.compile(r"<(?=!(?!--)|\?)")


_SIGNS = (":::", "///", "<", "{")  # every foreign block has one of them


def take_out(
    text: str, lines: Sequence[str], code: set[int], first_line: int
) -> tuple[Sequence[str], list[Finding]]:
    """
    Drop the marker lines of foreign blocks.

    Args:
        text: The text.
        lines: Its lines.
        code: Indexes of those that are code.
        first_line: Line in the file of the first of them.

    Returns:
        As many lines as came in, and what was found, with lines in the file.
    """
    if not any(sign in text for sign in _SIGNS):
        return lines, []
    out: list[str] = []
    findings: list[Finding] = []
    for index, line in enumerate(lines):
        judged = _code(line) if index in code else _prose(line)
        findings += [Finding(first_line + index, _FOREIGN, *judged)] if judged else []
        out.append(line if index in code else _without_markers(line))
    return out, findings


def _without_markers(line: str) -> str:
    if _COLONS.match(line) or _SLASHES.match(line):
        return ""
    return outside_spans(line, _plain) if "<" in line else line


def _plain(text: str) -> str:
    """Text without `<quiz>`; `<!DOCTYPE` and `<?xml` are words, not mark-up, in a lesson."""
    return _DECLARATION.sub("&lt;", _QUIZ.sub("", text))


def _prose(line: str) -> tuple[str, str] | None:
    if (_COLONS.match(line) or _SLASHES.match(line)) and line.strip("> :/"):
        sign = "///" if "/" in line[:8] else ":::"
        what = f"a {sign} block is not known here; the {sign} lines are left out, its text is shown"
        return what, _NOTE
    opening = _QUIZ.search(line) if "<" in line else None
    if opening and opening[0][1] != "/" and opening[0] in outside_spans(line, str):
        mend = "write the questions under a heading ## 小测: - [x] before right answers"
        return "a <quiz> block is not known here; its text is shown as it stands", mend
    return None


def _code(line: str) -> tuple[str, str] | None:
    found = _MYST.match(line)
    if not found or _CHUNK.match(found[1]):
        return None
    return f"a {{{found[1]}}} block is not known here; it is shown as code", _NOTE
