"""A course's practice questions: those of its lessons and of `quiz.md`."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.question import Question


@dataclass(frozen=True)
class BankQuestion:
    """
    One practice question and where it comes from.

    Attributes:
        question: As written.
        lesson: Where it stands, or None for one of `quiz.md`.
        document: Holds the converted Markdown of the question's fragments.
    """

    question: Question
    lesson: Lesson | None
    document: Document


def bank(course: Course) -> tuple[BankQuestion, ...]:
    """Questions of the lessons in the course's language, in order, then of `quiz.md`; each once."""
    found: dict[str, BankQuestion] = {}
    for lesson in course.lessons:
        if lesson.language == course.language:
            for question in lesson.questions:
                found.setdefault(question.id, BankQuestion(question, lesson, lesson.body))
    for question in course.quiz:
        found.setdefault(question.id, BankQuestion(question, None, course.quiz_text))
    return tuple(found.values())
