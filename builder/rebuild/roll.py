"""Every lesson of a school as lists of lessons name it, so that most need not be read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from builder.model.cost import minutes
from builder.model.course import Course, Lesson
from builder.model.school import School

Roll = Mapping[str, Sequence[Sequence[Any]]]  # by folder of the course, in its order
_KEYS = ("path", "number", "slug", "language", "title", "summary", "minutes")


def roll(courses: Iterable[Course]) -> Roll:
    """The roll of some courses; the minutes are those that are shown, estimated or not."""
    return {course.path: [_entry(one) for one in course.lessons] for course in courses}


def _entry(lesson: Lesson) -> list[Any]:
    return [minutes(lesson) if key == "minutes" else getattr(lesson, key) for key in _KEYS]


def titles(known: Roll) -> dict[str, str]:
    """The title of each lesson by its path."""
    place = _KEYS.index("title")
    return {one[0]: one[place] for course in known.values() for one in course}


def enrolled(school: School, known: Roll, read: Collection[str]) -> School:
    """
    A school of which some courses alone were read, with the others' lessons in name.

    Args:
        school: As read.
        known: Of the whole school.
        read: Folders of the courses whose lessons were read.
    """

    def whole(course: Course) -> Course:
        if course.path in read:
            return course
        lessons = (Lesson(**dict(zip(_KEYS, one, strict=True))) for one in known[course.path])
        return replace(course, lessons=tuple(lessons))

    tracks = (replace(one, courses=tuple(map(whole, one.courses))) for one in school.tracks)
    return replace(school, tracks=tuple(tracks))
