"""The gate: no answer, explanation or key of an exam in what is about to be published."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.exam.kept import FOLDER
from builder.exam.key import ExamKey
from builder.model.course import Course
from builder.model.question import Question
from builder.model.school import School
from builder.problems import Problem
from builder.text import fold

_TEXTS = frozenset({".html", ".htm", ".js", ".json", ".xml", ".txt", ".md", ".csv", ".svg", ".css"})
_TAG = re.compile(r"<[^<>]*>")
_MARKED = re.compile(r"<input[^<>]*\bchecked\b|\bdata-a=")
_FOR_STAFF = frozenset({"quizzes", "desk"})
_SHORTEST = 4  # characters that say enough to be an explanation


@dataclass(frozen=True)
class Secret:
    """Something that only instructors may read: folded, or as it stands when `raw`."""

    text: str
    question: Question
    raw: bool = False


def gate(build: Path, school: School, exams: Mapping[str, ExamKey]) -> list[Problem]:
    """Every problem of a build's renditions, of which all but the quizzes are for readers."""
    site = build / "site"
    found = unsealed(site, exams) if site.is_dir() else []
    for rendition in sorted(build.iterdir()):
        if rendition.is_dir() and rendition.name not in _FOR_STAFF:
            found += exposed(rendition, school, exams)
    return found


def exposed(folder: Path, school: School, exams: Mapping[str, ExamKey]) -> list[Problem]:
    """
    Look through a rendition, such as `build/site`, before it is put in place.

    Args:
        folder: Of the rendition.
        school: What was rendered.
        exams: By course folder (`builder.exam.kept.current_exams`).

    Returns:
        A problem for each file that gives an exam away, at the line of the
        question in its `exam.md`.
    """
    courses = [course for course in school.courses if course.path in exams]
    secrets = {course.path: list(_secrets(course)) for course in courses}
    if not secrets:
        return []
    public = _Public(school)
    found: list[Problem] = []
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in _TEXTS and file.is_file():
            name = file.relative_to(folder).as_posix()
            found += _in_file(file, name, secrets, public)
    return found


def unsealed(site: Path, exams: Mapping[str, ExamKey]) -> list[Problem]:
    """Exams whose page is missing or not ours: an engine built the site that ignored the plugin."""
    return [
        Problem(
            path=f"content/{path}/exam.md",
            line=1,
            column=1,
            severity="error",
            code="exam-engine",
            message="the page of this exam was not made by renlearn, so it may give answers away",
            mend="name the plugin renlearn in mkdocs.yml and build with renlearn build",
        )
        for path, key in exams.items()
        if f"data-f={key.fingerprint}" not in _read(site / path / "exam" / "index.html")
    ]


class _Public:
    """What readers may know: the text of everything but exams, joined when it is asked for."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._text = ""

    def holds(self, secret: Secret) -> bool:
        self._text = self._text or self._joined()
        return not secret.raw and secret.text in self._text

    def _joined(self) -> str:
        parts = []
        for path, document in self._school.texts:
            if not path.endswith("/exam.md"):
                parts += [document.html, *document.fragments.values()]
        return _visible("\n".join(parts))


def _in_file(
    file: Path, name: str, secrets: Mapping[str, list[Secret]], public: _Public
) -> Iterator[Problem]:
    text = _read(file)
    visible = _visible(text)
    own = [path for path in secrets if name.startswith(f"{path}/")]
    for path in own or secrets:
        hit = next(
            (
                one
                for one in secrets[path]
                if one.text in (text if one.raw else visible) and not public.holds(one)
            ),
            None,
        )
        if hit:
            yield _exposed(name, hit.question)
        elif name.startswith(f"{path}/exam/") and _MARKED.search(text):
            yield _exposed(name, secrets[path][0].question)


def _exposed(name: str, question: Question) -> Problem:
    return Problem(
        path=question.path,
        line=question.line,
        column=1,
        severity="error",
        code="exam-exposed",
        message=f"the built file {name} gives away what only instructors may know of it",
        mend=f"take it out of what shows it; exam.md and {FOLDER}/ are never published",
    )


def _secrets(course: Course) -> Iterator[Secret]:
    html_of = course.exam_text.fragments
    for question in course.exam:
        yield Secret(question.id, question, raw=True)
        told = [question.explanation, question.model_answer, *question.hints]
        told += [choice.feedback for choice in question.choices]
        for words in filter(None, told):
            visible = _visible(html_of.get(words, words))
            if len(visible) >= _SHORTEST:
                yield Secret(visible, question)
        yield from (Secret(fold(form), question) for form in _source_forms(question))


def _source_forms(question: Question) -> Iterator[str]:
    """Answers as they stand in Markdown: what an engine shows that knows no questions."""
    yield from (f"[x]{choice.text}" for choice in question.choices if choice.right)
    yield from (f"={' | '.join(blank.answers)}" for blank in question.blanks if blank.answers)
    yield from (f"{left}::{right}" for left, right in question.pairs)
    if question.items:
        yield "".join(question.items)


def _visible(text: str) -> str:
    return fold(html.unescape(_TAG.sub("", text)))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
