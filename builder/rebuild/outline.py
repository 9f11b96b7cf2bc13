"""What the rest of a school can see of a lesson: its words may change, and no other page does."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from builder.model.company_course import chosen
from builder.model.cost import minutes
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.question import Question
from builder.model.school import School


def outlines(school: School) -> dict[str, str]:
    """
    A hash of the outline of every lesson that may be built anew alone, by its path.

    A lesson with versions in other languages is not among them: they are
    told when it changes. Nor is one that a partner company has chosen, which
    stands on pages of its programme too.
    """
    elsewhere = {
        one.original.path for company in school.companies for one in chosen(school, company)
    }
    return {
        lesson.path: outline(lesson)
        for course in school.courses
        for lesson in course.lessons
        if lesson.path not in elsewhere and not _has_versions(course, lesson)
    }


def outline(lesson: Lesson) -> str:
    """
    A hash of everything in a lesson but its words.

    The course page shows its minutes and weight, the quiz its questions; texts
    elsewhere link to its headings; the media that it names are encoded.
    """
    body = lesson.body
    bare = replace(lesson, body=Document(), questions=tuple(map(_without_lines, lesson.questions)))
    parts = (
        bare,
        minutes(lesson),
        [(one.level, one.id, one.text) for one in body.headings],
        [(one.kind, one.target, one.text) for one in body.references],
        sorted(body.fragments.items()),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _without_lines(question: Question) -> Question:
    choices = tuple(replace(one, line=1) for one in question.choices)
    return replace(question, line=1, choices=choices)


def _has_versions(course: Course, lesson: Lesson) -> bool:
    return lesson.language != course.language or any(
        one.slug == lesson.slug and one.path != lesson.path for one in course.lessons
    )
