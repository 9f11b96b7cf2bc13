"""Questions, parsed from the lines of Markdown; their rules are those of docs/writing.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder.load.question_build import build
from builder.load.question_lines import comment_lines, heading, is_rule, read
from builder.markup.source import code_lines
from builder.model.question import Question
from builder.problems import Problems
from builder.text import fold

MediaHash = Callable[[str], str]
SECTION_NAMES = frozenset({"小测", "quiz"})


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
    section: str
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
    inside = sections(lines, first_line, path, problems)
    if not inside:
        return ParsedQuestions((), list(lines))
    body = ["" if index in inside else line for index, line in enumerate(lines)]
    only = [line if inside.get(index) else "" for index, line in enumerate(lines)]
    known = len(problems)
    questions = parse_bank(only, first_line, path, problems, media_hash)
    if not questions and len(problems) == known:
        problems.add(
            path,
            first_line + min(inside),
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
        question = build(
            block.heading, block.lines, block.line, path, problems, media_hash, block.section
        )
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


def sections(
    lines: Sequence[str], first_line: int, path: str, problems: Problems
) -> dict[int, bool]:
    """The indexes of lines in sections 小测 or Quiz; False for those of their headings."""
    found: dict[int, bool] = {}
    if not any(_is_named(one[1]) for line in lines if (one := heading(line))):
        return found  # whatever code and comments hide
    inside = False
    for index, level, words in _headings(lines):
        named = level < 7 and _is_named(words)
        if named and level != 2:
            problems.add(
                path,
                first_line + index,
                "question-section",
                f"{'#' * level} {words} opens no questions, since its level is not 2",
                f"write it as ## {words}",
                leaves_out=True,
            )
        if level < 3:
            inside = named and level == 2
        if inside:
            found[index] = level > 2
    return found


def _is_named(words: str) -> bool:
    return fold(words) in SECTION_NAMES


def _blocks(lines: Sequence[str], first_line: int, path: str, problems: Problems) -> list[_Block]:
    """Split at level-3 headings; level-1 and level-2 headings end a question."""
    blocks: list[_Block] = []
    current: _Block | None = None
    section = ""
    stray = False
    for index, level, words in _headings(lines):
        if level == 3:
            current = _Block(words, section, first_line + index, [])
            blocks.append(current)
        elif level < 3:
            section, current = words, None
        elif current:
            current.lines.append(lines[index])
        elif not stray and lines[index].strip() and not is_rule(lines[index]):
            stray = True
            _judge_stray(lines[index], first_line + index, path, problems)
    return blocks


def _judge_stray(line: str, number: int, path: str, problems: Problems) -> None:
    """The first line that stands under no question."""
    answers = read(line).shape in {"choice", "pair", "answer", "letter"}
    if answers:
        message = "answers without a question"
        mend = "write the question as a heading before them: ### your question"
        problems.add(path, number, "question-no-heading", message, mend, leaves_out=True)
    else:
        message = "a text that belongs to no question is not shown"
        mend = "write it below a question's heading ###, or delete it"
        problems.add(path, number, "question-outside", message, mend)


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Every line that readers see: its index, its level or 7, and the words of a heading."""
    code = code_lines(lines)
    comments = comment_lines(lines, code)
    for index, line in enumerate(lines):
        if index not in comments:
            level, words = (None if index in code else heading(line)) or (7, "")
            yield index, level, words
