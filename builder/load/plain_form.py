"""The plain form of what the loader forgives: the same questions and keys, as others write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from builder.load.decode import NotUtf8Error, decode
from builder.load.files import walk
from builder.load.layout import Role, layout
from builder.load.question_lines import Line, comment_lines, heading, read
from builder.load.questions import parse_bank, parse_lesson, sections
from builder.markup.source import code_lines
from builder.problems import Problems

_KEY = re.compile(r"^([A-Za-z_]+)[ \t]*：[ \t　]*(.*)$")
_FENCE = re.compile(r"^---+\s*$")
_NUMBER = re.compile(r"^\s*(\d{1,2})")
_BLANK_LINE = re.compile(r"^[ \t　]*$")
_QUESTIONS: frozenset[Role] = frozenset({"lesson", "quiz", "exam"})


def plain_files(content: Path) -> Iterator[tuple[str, bytes, int]]:
    """
    Files whose plain form differs.

    Line ends, byte-order marks and every line that means something else stay
    as they are. A file in another encoding than UTF-8 is left to `check`.

    Args:
        content: The folder `content/`.

    Yields:
        Path relative to `content/`, its new bytes, how many lines changed.
    """
    found = layout(walk(content, Problems()), Problems())
    for path, role in sorted(found.roles.items()):
        data = (content / path).read_bytes()
        new = plain_bytes(data, role)
        changed = sum(a != b for a, b in zip(data.splitlines(), new.splitlines(), strict=True))
        if changed:
            yield path, new, changed


def plain_bytes(data: bytes, role: Role) -> bytes:
    """The plain form of a Markdown file; the same bytes where there is nothing to do."""
    try:
        decode(data)
    except NotUtf8Error:
        return data
    ends = re.split(r"(\r\n|\r|\n)", data.decode())
    lines = ends[::2]
    ends[::2] = _plain_lines(lines, role)
    return "".join(ends).encode()


def _plain_lines(lines: list[str], role: Role) -> list[str]:
    start = _front_end(lines)
    head = [_plain_key(line) for line in lines[:start]]
    body = lines[start:]
    if role not in _QUESTIONS:
        return head + body
    plain = _plain_questions(body, role)
    # The mends must not change what a question says.
    return head + (plain if _meaning(plain, role) == _meaning(body, role) else body)


def _front_end(lines: Sequence[str]) -> int:
    """The index below the front matter; 0 without it."""
    first = next((at for at, line in enumerate(lines) if line.strip("\ufeff \t")), 0)
    if not lines or not _FENCE.match(lines[first].lstrip("\ufeff")):
        return 0
    return next((at + 1 for at in range(first + 1, len(lines)) if _FENCE.match(lines[at])), 0)


def _plain_key(line: str) -> str:
    found = _KEY.match(line)
    if not found or ": " in found[2]:
        return line
    return f"{found[1]}: {found[2]}".rstrip()


def _meaning(lines: Sequence[str], role: Role) -> list[object]:
    """Everything that the parser gives and says, of the text as it stands."""
    problems = Problems()
    if role == "lesson":
        parsed = parse_lesson(lines, 1, "", problems)
        return [parsed.questions, parsed.body_lines, list(problems)]
    return [parse_bank(lines, 1, "", problems), list(problems)]


def _plain_questions(lines: Sequence[str], role: Role) -> list[str]:
    code = code_lines(lines)
    skipped = code | comment_lines(lines, code)
    inside = set(range(len(lines)))
    if role == "lesson":
        inside = set(sections(lines, 1, "", Problems()))
    return [
        line if at in skipped or at not in inside or _BLANK_LINE.match(line) else _plain(line)
        for at, line in enumerate(lines)
    ]


def _plain(line: str) -> str:
    titled = heading(line)
    if titled and titled[1]:
        level, words = titled
        return line if line.lstrip("#").startswith(" ") else f"{'#' * level} {words}"
    one = read(line)
    if one.shape == "choice" and not (one.mark and not one.right):
        return f"- [{'x' if one.right else ' '}] {one.text}"
    return _plain_answer(line, one)


def _plain_answer(line: str, one: Line) -> str:
    if one.shape == "pair" and one.other:
        return f"- {one.text} :: {one.other}" if one.text else f"- :: {one.other}"
    if one.shape == "answer" and one.text:
        return f"= {one.text.replace('｜', '|')}"
    number = _NUMBER.match(line)
    if one.shape == "item" and number:
        return f"{int(number[1])}. {one.text}"
    return line
