"""A course's questions in the order and form in which they leave the school."""

from __future__ import annotations

from dataclasses import dataclass

from builder.exam.key import exam_key
from builder.exam.lettered import Lettered
from builder.model.bank import bank
from builder.model.course import Course
from builder.model.document import Document
from builder.model.question import Question


@dataclass(frozen=True)
class Entry(Lettered):
    """
    One question of a booklet.

    Attributes:
        number: From 1.
        question: As written.
        document: Holds the converted Markdown of the question's fragments.
        lesson: Slug of the lesson it stands in, or "".
        group: Title of its lesson, or of its section of the exam, or "".
    """

    number: int
    question: Question
    document: Document
    lesson: str = ""
    group: str = ""

    @property
    def page(self) -> str:
        """The file it stands in, relative to `content/`: what its links count from."""
        return self.question.path.removeprefix("content/")


@dataclass(frozen=True)
class Booklet:
    """
    The practice questions or the exam of a course.

    Attributes:
        course: Whose.
        title: Of the course, or of course and exam.
        exam: Whether it is the exam.
        entries: In order, numbered through.
        passing: Points needed to pass the exam when all its questions are
            asked; 0 of practice questions.
    """

    course: Course
    title: str
    exam: bool
    entries: tuple[Entry, ...]
    passing: float = 0.0

    @property
    def points(self) -> float:
        """What all questions together are worth."""
        return sum(entry.question.points for entry in self.entries)


def practice(course: Course) -> Booklet:
    """The course's practice questions: those of its lessons and of `quiz.md`."""
    entries = tuple(
        Entry(
            number,
            one.question,
            one.document,
            one.lesson.slug if one.lesson else "",
            one.lesson.title if one.lesson else "",
        )
        for number, one in enumerate(bank(course), 1)
    )
    return Booklet(course, course.title, exam=False, entries=entries)


def examination(course: Course) -> Booklet:
    """All questions of the course's exam, section after section, whatever number is drawn."""
    key = exam_key(course, partial=False)
    titles = {section.heading: section.title for section in key.sections}
    entries = tuple(
        Entry(number, question, course.exam_text, group=titles[question.section])
        for number, question in enumerate(key.questions, 1)
    )
    points = sum(question.points for question in key.questions)
    title = f"{course.title}　{key.title}"
    return Booklet(course, title, exam=True, entries=entries, passing=key.points_to_pass(points))
