"""A teacher's advice on lessons that are right and yet hard to learn from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from builder.check.advice.blocked import check_blocked
from builder.check.advice.characters import check_characters
from builder.check.advice.foreign import check_foreign_words
from builder.check.advice.parts import check_asks, check_minutes, check_summary
from builder.check.advice.place import Places
from builder.check.advice.prose import Advice, Prose
from builder.check.advice.reading import check_paragraphs, check_sentences
from builder.check.advice.screens import check_screens
from builder.check.probed import Probed
from builder.model.advice import ADVICE
from builder.model.course import Course, Lesson
from builder.model.school import School
from builder.problems import Problem
from builder.remembered import Remembered

_FILE = "advice.json"
OF_PROSE = frozenset(  # what a lesson is told for its own words, whatever else the school holds
    {
        "sentence-long",
        "paragraph-long",
        "character-rare",
        "word-foreign",
        "summary-missing",
        "question-none",
        "lesson-long",
    }
)
_ALWAYS = (check_summary, check_asks, check_minutes)
_IN_CHINESE = (check_sentences, check_paragraphs, check_characters, check_foreign_words)


def check_advice(school: School, probed: Probed, folder: Path | None = None) -> Iterator[Problem]:
    """
    Every rule once for each lesson, at its first place.

    Args:
        school: Loaded.
        probed: Has looked into the pictures.
        folder: In which to remember advice on texts that have not changed.
    """
    remembered = Remembered(folder / _FILE if folder else None, _rules())
    for course, lesson in _lessons(school):
        prose = Prose(course, lesson)
        found = _remembered(remembered, prose)
        places = Places(school.content, lesson.path)
        for one in found:
            yield places.problem(one)
        yield from check_screens(lesson, probed)
    remembered.save()
    yield from check_blocked(school)


def advice_on_prose(school: School, paths: Collection[str]) -> list[Problem]:
    """
    The advice of `OF_PROSE` on a few lessons, less what is switched off.

    Args:
        school: Which holds these lessons.
        paths: Of the lessons, relative to `content/`.
    """
    found: list[Problem] = []
    for course, lesson in _lessons(school):
        if lesson.path in paths:
            places = Places(school.content, lesson.path)
            found += map(places.problem, _advice(Prose(course, lesson)))
    return list(wanted(school, found))


def _remembered(remembered: Remembered, prose: Prose) -> list[Advice]:
    mark = remembered.mark(prose.lesson.path, prose.digest())
    note = remembered.note(mark)
    if note is None:
        found = _advice(prose)
        remembered.keep(mark, found)
        return found
    return [Advice(*one) for one in note]


def _advice(prose: Prose) -> list[Advice]:
    rules: tuple[Callable[[Prose], Iterator[Advice]], ...] = _ALWAYS
    rules += _IN_CHINESE if prose.is_chinese else ()
    return [one for rule in rules for one in rule(prose)]


@cache
def _rules() -> str:
    """A hash of the rules themselves and their lists."""
    files = sorted(file for file in Path(__file__).parent.iterdir() if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def wanted(school: School, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without the advice that the school or a lesson has switched off."""
    off = {f"content/{lesson.path}": lesson.advice_off for _, lesson in _lessons(school)}
    for one in problems:
        names = school.settings.advice_off | off.get(one.path, frozenset())
        if not (one.severity == "advice" and one.code in names and one.code in ADVICE):
            yield one


def _lessons(school: School) -> Iterator[tuple[Course | None, Lesson]]:
    yield from school.lessons
    for company in school.companies:
        yield from ((None, lesson) for lesson in company.lessons)
