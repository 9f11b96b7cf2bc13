"""Markdown files read, split and converted together, each only once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.load.files import read_text
from builder.load.frontmatter import FrontMatter, read
from builder.load.layout import Layout, Role
from builder.load.limits import MAX_SUMMARY, MAX_TITLE
from builder.load.questions import parse_bank, parse_lesson
from builder.load.schema import PAGE, TEXTS, Keys
from builder.markup.convert import Job
from builder.markup.guard import Converter, Refusal
from builder.markup.limits import MAX_BYTES
from builder.model.address import parse
from builder.model.document import Document
from builder.model.question import Question
from builder.problems import Problems

_H1 = re.compile(r"^ {0,3}#(?=\s)")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}$")
_SIGNS = re.compile(r"[*_`]+")
_NUMBER = re.compile(r"^\d+-")
_NEAR = 80  # lines below a question's heading in which its parts are looked for


@dataclass(frozen=True)
class Text:
    """
    One Markdown file, split.

    Attributes:
        path: Relative to `content/`.
        front: Its keys, and its lines with the questions.
        title: From the keys or its first heading, else the file's name.
        body: Lines without the questions, as many as `front.body`.
        questions: Parsed.
    """

    path: str
    front: FrontMatter
    title: str
    body: list[str]
    questions: tuple[Question, ...]


class Reader:
    """
    Reads the Markdown files of one school.

    Args:
        content: The folder `content/`.
        layout: What each file is.
        problems: Takes what is wrong.
    """

    def __init__(self, content: Path, layout: Layout, problems: Problems) -> None:
        self._content = content
        self._layout = layout
        self._problems = problems
        self._hash = cache(self._hash_of)

    def texts(self) -> dict[str, Text]:
        """Every file that can be read, by its path."""
        read_all = ((path, self._text(path, role)) for path, role in self._layout.roles.items())
        return {path: text for path, text in read_all if text}

    def _text(self, path: str, role: Role) -> Text | None:
        source = read_text(self._content, path, MAX_BYTES, self._problems)
        if source is None:
            return None
        place = f"content/{path}"
        front = read(source, TEXTS.get(role, PAGE), place, self._problems)
        title = self._title(front, path, role)
        judge_lengths(title, front.keys, front.first_line, place, self._problems)
        arguments = (front.body, front.first_line, place, self._problems, self._media_hash(path))
        if role == "lesson":
            parsed = parse_lesson(*arguments)
            return Text(path, front, title, parsed.body_lines, parsed.questions)
        if role in {"quiz", "exam"}:
            return Text(path, front, title, [], parse_bank(*arguments))
        return Text(path, front, title, front.body, ())

    def _title(self, front: FrontMatter, path: str, role: Role) -> str:
        title = str(front.keys.get("title"))
        if title or role in {"quiz", "exam"}:
            return title
        heading = _first_heading(front.body)
        if role == "lesson" and front.readable and "title" not in front.keys.lines:
            message = "the lesson has no title"
            mend = f"write at the top of the file: --- then title: {heading or '…'} then ---"
            if front.first_line > 1:
                mend = f"write below the first ---: title: {heading or '…'}"
            self._problems.add(f"content/{path}", 1, "title-missing", message, mend)
        return heading or _NUMBER.sub("", Path(path).stem)

    def _media_hash(self, page: str) -> Callable[[str], str]:
        def media_hash(target: str) -> str:
            found = parse(page, target)
            return self._hash(found.path) if found.path in self._layout.files else ""

        return media_hash

    def _hash_of(self, path: str) -> str:
        try:
            with (self._content / path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""


def _first_heading(body: Sequence[str]) -> str:
    """The words of a level-1 heading that opens the text, or ""."""
    first = next((line for line in body if line.strip()), "")
    if not _H1.match(first):
        return ""
    words = _ATTRIBUTES.sub("", first.strip()).strip().strip("#").strip()
    return _SIGNS.sub("", words)


def judge_lengths(title: str, keys: Keys, first_line: int, place: str, problems: Problems) -> None:
    """Compare a title and the key `summary` with their limits."""
    for key, text, limit in (
        ("title", title, MAX_TITLE),
        ("summary", str(keys.get("summary")), MAX_SUMMARY),
    ):
        if len(text) > limit:
            message = f"the {key} has {len(text)} characters, {limit} are the most"
            line = keys.lines.get(key, first_line)
            problems.add(place, line, f"{key}-long", message, "shorten it")


def convert_texts(
    texts: Sequence[Text], cache_folder: Path | None, problems: Problems
) -> Mapping[str, Document]:
    """
    Convert all texts at once.

    Returns:
        Path to document; a text that was refused has none and is a problem.
    """
    outcomes = Converter(cache_folder).convert_all([_job(text) for text in texts])
    documents: dict[str, Document] = {}
    for text, outcome in zip(texts, outcomes, strict=True):
        place = f"content/{text.path}"
        if isinstance(outcome, Refusal):
            line = text.front.first_line
            message, mend = outcome.message, outcome.mend
            problems.add(place, line, "text-refused", message, mend, leaves_out=True)
            continue
        documents[text.path] = outcome
        for one in outcome.findings:
            problems.add(
                place, one.line, one.code, one.message, one.mend, leaves_out=one.leaves_out
            )
    return documents


def _job(text: Text) -> Job:
    pieces = [pair for question in text.questions for pair in _pieces(question, text.front)]
    return Job(
        body="\n".join(text.body),
        fragments=tuple(piece for piece, _ in pieces),
        first_line=text.front.first_line,
        title=text.title,
        fragment_lines=tuple(line for _, line in pieces),
    )


def _pieces(question: Question, front: FrontMatter) -> Iterator[tuple[str, int]]:
    """Each fragment of a question with the line where it stands in the file."""
    start = question.line - front.first_line
    lines = front.body[start : start + _NEAR]
    for piece in question.fragments:
        first = piece.partition("\n")[0].strip()
        offset = next((n for n, line in enumerate(lines) if first in line), 0)
        yield piece, question.line + offset
