"""Advice on the words of lessons, and what of it is switched off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from builder.check.advice.characters import check_characters
from builder.check.advice.foreign import check_foreign_words
from builder.check.advice.parts import check_asks, check_minutes, check_summary
from builder.check.advice.place import Places
from builder.check.advice.prose import Advice, Prose
from builder.check.advice.reading import check_paragraphs, check_sentences
from builder.model.advice import ADVICE
from builder.model.course import Course, Lesson
from builder.model.school import School
from builder.problems import Problem

_ALWAYS = (check_summary, check_asks, check_minutes)
_IN_CHINESE = (check_sentences, check_paragraphs, check_characters, check_foreign_words)


def advice_on_prose(school: School, paths: Collection[str]) -> list[Problem]:
    """
    The advice of `OF_PROSE` on a few lessons, less what is switched off.

    Args:
        school: Which holds these lessons.
        paths: Of the lessons, relative to `content/`.
    """
    found: list[Problem] = []
    for course, lesson in lessons_of(school):
        if lesson.path in paths:
            places = Places(school.content, lesson.path)
            found += map(places.problem, advice(Prose(course, lesson)))
    return list(wanted(school, found))


def advice(prose: Prose) -> list[Advice]:
    """What the rules of `OF_PROSE` say of one lesson."""
    rules: tuple[Callable[[Prose], Iterator[Advice]], ...] = _ALWAYS
    rules += _IN_CHINESE if prose.is_chinese else ()
    return [one for rule in rules for one in rule(prose)]


def wanted(school: School, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without the advice that the school or a lesson has switched off."""
    off = {f"content/{lesson.path}": lesson.advice_off for _, lesson in lessons_of(school)}
    for one in problems:
        names = school.settings.advice_off | off.get(one.path, frozenset())
        if not (one.severity == "advice" and one.code in names and one.code in ADVICE):
            yield one


def lessons_of(school: School) -> Iterator[tuple[Course | None, Lesson]]:
    """Every lesson with its course, those of companies with None."""
    yield from school.lessons
    for company in school.companies:
        yield from ((None, lesson) for lesson in company.lessons)
