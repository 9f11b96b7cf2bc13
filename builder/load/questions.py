"""Questions, parsed from the lines of Markdown; their rules are those of docs/writing.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.load.question_build import build
from builder.markup.source import code_lines
from builder.model.question import Question
from builder.problems import Problems
from builder.text import fold

MediaHash = Callable[[str], str]
SECTION_NAMES = frozenset({"小测", "quiz"})

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?!#)\s*(.*?)\s*#*\s*$")


@dataclass(frozen=True)
class ParsedQuestions:
    """
    What a lesson's lines hold.

    Attributes:
        questions: In order.
        body_lines: The lines with the questions' section blanked out, so that
            line numbers stay true.
    """

    questions: tuple[Question, ...]
    body_lines: list[str]


@dataclass(frozen=True)
class _Block:
    heading: str
    line: int
    lines: list[str]


def _no_media(_: str) -> str:
    return ""


def parse_lesson(
    lines: Sequence[str],
    first_line: int,
    path: str,
    problems: Problems,
    media_hash: MediaHash = _no_media,
) -> ParsedQuestions:
    """
    Take the questions out of a lesson.

    Args:
        lines: Of the body, without front matter.
        first_line: Line of `lines[0]` in the file, from 1.
        path: File relative to the school's folder.
        problems: Takes every mistake.
        media_hash: Hash of the file that a target names, or "".
    """
    section = _section(lines)
    body = [("" if index in section else line) for index, line in enumerate(lines)]
    if not section:
        return ParsedQuestions((), body)
    inside = [lines[index] for index in section][1:]
    questions = parse_bank(inside, first_line + section.start + 1, path, problems, media_hash)
    if not questions and not problems.left_out & {path}:
        problems.add(
            path,
            first_line + section.start,
            "question-none",
            "the section of questions holds none",
            "write each question as a heading ### with its answers below, or delete the section",
        )
    return ParsedQuestions(questions, body)


def parse_bank(
    lines: Sequence[str],
    first_line: int,
    path: str,
    problems: Problems,
    media_hash: MediaHash = _no_media,
) -> tuple[Question, ...]:
    """Parse lines that hold nothing but questions: `quiz.md`, `exam.md`, a section of a lesson."""
    questions: list[Question] = []
    seen: dict[str, int] = {}
    for block in _blocks(lines, first_line, path, problems):
        question = build(block.heading, block.lines, block.line, path, problems, media_hash)
        if question is None:
            continue
        if question.id in seen:
            problems.add(
                path,
                block.line,
                "question-twice",
                f"the same question stands in line {seen[question.id]}",
                "delete one of the two, or change its words",
            )
            continue
        seen[question.id] = block.line
        questions.append(question)
    return tuple(questions)


def _section(lines: Sequence[str]) -> range:
    """The indexes of the section 小测 or Quiz, its heading included."""
    code = code_lines(lines)
    start = None
    for index, line in enumerate(lines):
        found = None if index in code else _HEADING.match(line)
        if not found or len(found[1]) > 2:
            continue
        if start is not None:
            return range(start, index)
        if len(found[1]) == 2 and fold(found[2]) in SECTION_NAMES:
            start = index
    return range(0) if start is None else range(start, len(lines))


def _blocks(lines: Sequence[str], first_line: int, path: str, problems: Problems) -> list[_Block]:
    """Split at level-3 headings; level-1 and level-2 headings end a question."""
    code = code_lines(lines)
    blocks: list[_Block] = []
    current: _Block | None = None
    stray = False
    for index, line in enumerate(lines):
        found = None if index in code else _HEADING.match(line)
        if found and len(found[1]) == 3:
            current = _Block(found[2], first_line + index, [])
            blocks.append(current)
        elif found and len(found[1]) < 3:
            current = None
        elif current:
            current.lines.append(line)
        elif line.strip() and not stray and _looks_like_answer(line):
            stray = True
            problems.add(
                path,
                first_line + index,
                "question-no-heading",
                "answers without a question",
                "write the question as a heading before them: ### your question",
                leaves_out=True,
            )
    return blocks


def _looks_like_answer(line: str) -> bool:
    return bool(re.match(r"^\s*(?:[-*+]\s*[\[［【].?[\]］】]|[=＝]\s*\S)", line))
