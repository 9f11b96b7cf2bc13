"""The gate: no answer, explanation or key of an exam in what is about to be published."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from builder.exam.kept import FOLDER
from builder.exam.key import ExamKey
from builder.exam.secrets import Secret, secrets_of, visible, visible_and_hidden
from builder.model.question import Question
from builder.model.school import School
from builder.problems import Problem

if TYPE_CHECKING:
    from builder.exam.finder import Finder

TEXTS = frozenset({".html", ".htm", ".js", ".json", ".xml", ".txt", ".md", ".csv", ".svg", ".css"})
_MARKED = re.compile(r"<input[^<>]*\bchecked\b|\bdata-a=")
_PROGRAMS = (".js", ".css")
_FOR_STAFF = frozenset({"quizzes", "desk"})


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
    if not exams:
        return []
    watch = Watch(school, exams.values())
    found: list[Problem] = []
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in TEXTS and file.is_file():
            name = file.relative_to(folder).as_posix()
            text = _read(file)
            told = watch.given_away(name, text, watch.found(text))
            found += (_exposed(name, one) for one in told)
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


class Watch:
    """
    Knows the secrets of exams and finds them in texts, however many there are.

    Args:
        school: Which holds the texts of the exams.
        exams: Whose secrets are kept.
        is_public: Whether a folded text that a file (its name) shows is taught
            by lessons, and so no secret; by the texts of `school` if None.
    """

    def __init__(
        self,
        school: School,
        exams: Iterable[ExamKey],
        is_public: Callable[[str, str], bool] | None = None,
    ) -> None:
        self._is_public = is_public or Public(school).holds
        self._secrets: dict[str, dict[str, Secret]] = defaultdict(dict)
        fragments = {one.path: one.exam_text.fragments for one in school.courses}
        for key in exams:
            for question in key.questions:
                for secret in secrets_of(question, fragments.get(key.course, {})):
                    self._secrets[key.course].setdefault(secret.text, secret)

    def found(self, text: str) -> frozenset[str]:
        """Secrets that may stand in a file; few files hold any."""
        if not self._secrets:
            return frozenset()
        raw, told = self._finders
        return frozenset(raw.found(text) | told.found(visible_and_hidden(text)))

    @cached_property
    def _finders(self) -> tuple[Finder, Finder]:
        """Of what stands in the source of a page, and of what is told in it."""
        from builder.exam.finder import Finder  # noqa: PLC0415 (numpy, slow to import)

        known = [one for of_course in self._secrets.values() for one in of_course.values()]
        raw = Finder(one.text for one in known if one.where == "raw")
        return raw, Finder(one.text for one in known if one.where != "raw")

    def given_away(self, name: str, text: str, found: frozenset[str]) -> Iterator[Question]:
        """
        A question of each exam that a text gives away.

        Args:
            name: Of the file, relative to its rendition: the page of an exam
                is held against that exam alone, for exams may ask alike.
            text: Its characters.
            found: In it.
        """
        if not found and "/exam/" not in name:
            return
        own = [path for path in self._secrets if name.startswith(f"{path}/exam/")]
        for path in own or self._secrets:
            of_course = self._secrets[path]
            hits = [of_course[one] for one in of_course.keys() & found]
            told = [
                one.question
                for one in hits
                if _tells(name, text, one) and not self._taught(one, name)
            ]
            hit = min(told, key=lambda one: (one.path, one.line), default=None)
            if hit:
                yield hit
            elif name.startswith(f"{path}/exam/") and _MARKED.search(text):
                yield next(iter(of_course.values())).question

    def _taught(self, secret: Secret, name: str) -> bool:
        return secret.where != "raw" and self._is_public(secret.text, name)


class Public:
    """What readers may know: the text of everything but exams, joined when it is asked for."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._text = ""

    def holds(self, text: str, _: str) -> bool:
        """Whether a folded text stands in a lesson or page."""
        self._text = self._text or self._joined()
        return text in self._text

    def _joined(self) -> str:
        parts = []
        for path, document in self._school.texts:
            if not path.endswith("/exam.md"):
                parts += [document.html, *document.fragments.values()]
        return visible("\n".join(parts))


def _tells(name: str, text: str, secret: Secret) -> bool:
    """
    Whether a secret that was found stands where it counts.

    An `=1` in a tag or a program is no answer: Markdown shows in pages.
    """
    if secret.where != "text":
        return True
    return not name.endswith(_PROGRAMS) and secret.text in visible(text)


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


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
