"""Translated lessons: what there is, what is missing, and which originals changed since."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.model.course import Course, Lesson
from builder.model.school import School
from builder.problems import Problem

_LETTERS = 8


@dataclass(frozen=True)
class Translated:
    """
    A course in another language than its own.

    Attributes:
        course: Its folder, relative to `content/`.
        language: BCP 47 tag.
        lessons: How many the course has in its own language.
        done: Slugs of lessons that are there in `language`.
        stale: Of these, whose original changed since.
        missing: Slugs of the others.
    """

    course: str
    language: str
    lessons: int
    done: tuple[str, ...]
    stale: tuple[str, ...]
    missing: tuple[str, ...]


def state_of(original: Path) -> str:
    """What a translation's `translated` holds when it is of this file as it is: 8 letters."""
    text = original.read_bytes().replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
    digest = base64.b32encode(hashlib.sha256(text).digest()).decode().lower()
    # Letters alone, which YAML takes for nothing but a word.
    return "".join(filter(str.isalpha, digest))[:_LETTERS]


def check_translations(school: School) -> Iterator[Problem]:
    """Advise on translations that may not say what their original says now, or have none."""
    for course in school.courses:
        for lesson, original in _pairs(course):
            now = state_of(school.content / original.path)
            if lesson.translated != now:
                yield _behind(lesson, _name(original), now)
        for lesson, other in _alone(course):
            yield _renamed(lesson, _name(other))


def _behind(lesson: Lesson, original: str, now: str) -> Problem:
    code, message = "translation-stale", f"{original} changed after this translation was made"
    if not lesson.translated:
        code = "translation-state"
        message = f"nothing says which state of {original} this translates"
    return _advice(
        lesson, code, message, f"when it says the same again, write at its top translated: {now}"
    )


def _renamed(lesson: Lesson, other: str) -> Problem:
    name = other.removesuffix(".md") + f".{lesson.language}.md"
    return _advice(
        lesson,
        "translation-alone",
        f"this translates no lesson: lesson {lesson.number} is {other}",
        f"if it is the same lesson, name the file {name} and write was: [{lesson.slug}]",
    )


def _advice(lesson: Lesson, code: str, message: str, mend: str) -> Problem:
    return Problem(f"content/{lesson.path}", 1, 1, "advice", code, message, mend)


def _name(lesson: Lesson) -> str:
    return lesson.path.rpartition("/")[2]


def translations(school: School) -> Iterator[Translated]:
    """Each course in each language that any lesson of the school is translated into."""
    languages = {lesson.language for course in school.courses for lesson, _ in _pairs(course)}
    for course in school.courses:
        for language in sorted(languages - {course.language}):
            yield _translated(school, course, language)


def _translated(school: School, course: Course, language: str) -> Translated:
    slugs = [one.slug for one in course.lessons if one.language == course.language]
    own = [(lesson, of) for lesson, of in _pairs(course) if lesson.language == language]
    done = {lesson.slug for lesson, _ in own}
    stale = [
        lesson.slug
        for lesson, original in own
        if lesson.translated != state_of(school.content / original.path)
    ]
    return Translated(
        course=course.path,
        language=language,
        lessons=len(slugs),
        done=tuple(slug for slug in slugs if slug in done),
        stale=tuple(stale),
        missing=tuple(slug for slug in slugs if slug not in done),
    )


def _alone(course: Course) -> Iterator[tuple[Lesson, Lesson]]:
    """Each lesson in another language whose number, but not its name, is another lesson's."""
    own = [one for one in course.lessons if one.language == course.language]
    slugs, numbers = {one.slug for one in own}, {one.number: one for one in own}
    for lesson in course.lessons:
        if lesson.slug not in slugs and lesson.number in numbers:
            yield lesson, numbers[lesson.number]


def _pairs(course: Course) -> Iterator[tuple[Lesson, Lesson]]:
    """Each lesson in another language with the one that it translates."""
    originals = {one.slug: one for one in course.lessons if one.language == course.language}
    for lesson in course.lessons:
        if lesson.language != course.language and lesson.slug in originals:
            yield lesson, originals[lesson.slug]
