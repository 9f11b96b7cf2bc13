"""A course's questions in the order and form in which they leave the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.exam.key import exam_key, shown_order
from builder.model.bank import bank
from builder.model.course import Course
from builder.model.document import Document
from builder.model.question import Choice, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Entry:
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

    @property
    def order(self) -> tuple[int, ...]:
        """
        Positions, as written, of the choices, items or right sides that are listed.

        They say nothing about what is right: authors like to write it first.
        """
        return shown_order(self.question)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices in the order listed; none of other kinds of question."""
        choices = self.question.choices
        return tuple(choices[at] for at in self.order) if choices else ()

    @property
    def listed(self) -> tuple[str, ...]:
        """Markdown of what is listed by letter: choices, items, or right sides."""
        question = self.question
        if question.kind == "match":
            texts: Sequence[str] = question.rights
        else:
            texts = question.items or [choice.text for choice in question.choices]
        return tuple(texts[at] for at in self.order)

    @property
    def letters(self) -> tuple[str, ...]:
        """
        The letters that are right.

        Of choices the right ones; of items theirs in the right order; of
        pairs that of each left side; none of fill and open questions.
        """
        question = self.question
        if question.choices:
            right = [at for at, choice in enumerate(self.choices) if choice.right]
        else:
            right = [self.order.index(at) for at in range(len(question.items or question.pairs))]
        return tuple(LETTERS[at] for at in right)


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
