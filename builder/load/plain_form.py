"""The plain form of what the loader forgives: the same questions and keys, as others write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from builder.load.decode import NotUtf8Error, decode, recoded
from builder.load.files import walk
from builder.load.layout import Role, layout
from builder.load.line_ends import even_ends, wanted_end
from builder.load.plain_keys import plain_keys
from builder.load.question_lines import Line, comment_lines, heading, read
from builder.load.questions import parse_bank, parse_lesson, sections
from builder.load.schema import COURSE, PAGE, SCHOOL, TEXTS, Kind
from builder.markup.source import code_lines
from builder.problems import Problems

_SETTINGS: Mapping[str, Mapping[str, Kind]] = {"school.yml": SCHOOL, "course.yml": COURSE}
# Settings files that the loader reads.
_READ = re.compile(
    r"^(?:school|survey|certificates)\.yml$|^(?:cities|companies|people)/[^/]+\.yml$|/course\.yml$"
)
_ENDS = re.compile(r"(\r\n|\r|\n)")
_FENCE = re.compile(r"^---+\s*$")
_NUMBER = re.compile(r"^\s*(\d{1,2})")
_BLANK_LINE = re.compile(r"^[ \t　]*$")
_QUESTIONS: frozenset[Role] = frozenset({"lesson", "quiz", "exam"})


def plain_files(root: Path, *, recode: bool = False) -> Iterator[tuple[str, bytes, int]]:
    """
    Files whose plain form differs.

    Byte-order marks, line ends that are all alike, and every line that means
    something else stay as they are.

    Args:
        root: The folder that holds `content/`.
        recode: Whether files saved as GBK or UTF-16 become UTF-8 too; else
            they are left to `check`.

    Yields:
        Path relative to `content/`, its new bytes, how many lines changed.
    """
    content, end = root / "content", wanted_end(root)
    paths = walk(content, Problems())
    roles = layout(paths, Problems()).roles
    for path in sorted({*roles, *filter(_READ.search, paths)}):
        data = (content / path).read_bytes()
        text = _text(data, recode=recode)
        if text is None:
            continue
        role = roles.get(path)
        plain = plain_text(even_ends(text, end), role, _SETTINGS.get(path.rpartition("/")[2]))
        new = plain.encode()
        if new != data:
            yield path, new, _changed(text, plain) or plain.count("\n")


def _text(data: bytes, *, recode: bool) -> str | None:
    try:
        decode(data)
    except NotUtf8Error:
        return recoded(data) if recode else None
    return data.decode()


def _changed(old: str, new: str) -> int:
    pairs = zip(_ENDS.split(old), _ENDS.split(new), strict=True)  # lines and their ends by turns
    words = [a != b for a, b in pairs]
    return sum(any(words[at : at + 2]) for at in range(0, len(words), 2))


def plain_text(text: str, role: Role | None, schema: Mapping[str, Kind] | None = None) -> str:
    """
    The plain form of a file; the same text where there is nothing to do.

    Args:
        text: With its line ends.
        role: What a Markdown file is; None of a settings file.
        schema: The keys of a settings file, if they are known.
    """
    ends = _ENDS.split(text)
    lines = ends[::2]
    ends[::2] = _plain_lines(lines, role) if role else _plain_settings(lines, schema)
    return "".join(ends)


def _plain_settings(lines: list[str], schema: Mapping[str, Kind] | None) -> list[str]:
    mark = "\ufeff" if lines[0].startswith("\ufeff") else ""
    plain = plain_keys([lines[0].removeprefix(mark), *lines[1:]], schema)
    return [mark + plain[0], *plain[1:]]


def _plain_lines(lines: list[str], role: Role) -> list[str]:
    start = _front_end(lines)
    head, body = lines[:start], lines[start:]
    if head:
        first = next(at for at, line in enumerate(head) if line.strip("\ufeff \t")) + 1
        head[first:-1] = plain_keys(head[first:-1], TEXTS.get(role, PAGE))
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
