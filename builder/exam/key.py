"""An exam as it stood when a page was built: what learners saw, and what is right."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from builder.exam.symbols import ALPHABET, BASE
from builder.model.course import Course
from builder.model.exam import Section
from builder.model.question import Question
from builder.text import fold

FINGERPRINT = 4  # symbols
_ENDING = "结业考试"


@dataclass(frozen=True)
class ExamKey:
    """
    One version of an exam.

    Attributes:
        course: Folder of the course, `<track>/<slug>`.
        course_title, title: Of the course and of the exam.
        fingerprint: 4 symbols that name this version in every code.
        passing, percent, pin, sections: As in `ExamRules`.
        partial: Whether a multiple choice answered in part earns its part.
        questions: Section after section.
        orders: Of each question, the positions, as written, of what its page
            lists: its choices, its items or its right sides. Follows from
            their words alone, never from what is right.
    """

    course: str
    course_title: str
    title: str
    fingerprint: str
    passing: float
    percent: bool
    pin: bool
    partial: bool
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    orders: tuple[tuple[int, ...], ...]

    @property
    def pass_points(self) -> float:
        """Points needed of a learner who was drawn the heaviest questions."""
        return self.points_to_pass(sum(self.most_points))

    @property
    def most_points(self) -> tuple[float, ...]:
        """Of each section, the most points that a draw may hold."""
        return tuple(
            sum(sorted((self.questions[at].points for at in pool), reverse=True)[:count])
            for pool, count, _ in self.pools
        )

    def points_to_pass(self, total: float) -> float:
        """Points needed when the questions drawn are worth `total`."""
        return total * self.passing / 100 if self.percent else self.passing

    @property
    def pools(self) -> tuple[tuple[tuple[int, ...], int, bool], ...]:
        """Of each section: positions of its questions, how many are drawn, whether mixed."""
        pools = []
        for section in self.sections:
            pool = tuple(
                at for at, one in enumerate(self.questions) if one.section == section.heading
            )
            pools.append((pool, section.draw or len(pool), section.shuffle))
        return tuple(pools)

    def same_as(self, other: ExamKey) -> bool:
        """Whether both show and score the same, whatever their fingerprints and lines."""
        return public(self) == public(other) and _scored(self) == _scored(other)


def exam_key(course: Course, *, partial: bool) -> ExamKey:
    """The exam of a course as it stands now, its fingerprint left open."""
    rules = course.exam_rules
    places = {section.heading: at for at, section in enumerate(rules.sections)}
    questions = tuple(sorted(course.exam, key=lambda one: places[one.section]))
    return ExamKey(
        course=course.path,
        course_title=course.title,
        title=rules.title or _ENDING,
        fingerprint="",
        passing=rules.passing,
        percent=rules.percent,
        pin=rules.pin,
        partial=partial,
        sections=rules.sections,
        questions=questions,
        orders=tuple(map(shown_order, questions)),
    )


def shown_order(question: Question) -> tuple[int, ...]:
    """
    The order in which a page lists choices, items or right sides.

    By a hash of the question's and their own words: an order that says
    nothing about which is right. Choices that must not be mixed stay.
    """
    if question.choices and not question.shuffle:
        return tuple(range(len(question.choices)))
    texts = _listed(question)

    def place(at: int) -> bytes:
        return hashlib.sha256(fold(f"{question.text}\n{texts[at]}").encode()).digest()

    return tuple(sorted(range(len(texts)), key=place))


def _listed(question: Question) -> list[str]:
    if question.kind == "order":
        return list(question.items)
    if question.kind == "match":
        return list(question.rights)
    return [choice.text for choice in question.choices]


def public(key: ExamKey) -> dict[str, Any]:
    """What a page of the exam says, as plain JSON: no answer, and no hash of one."""
    return {
        "course": key.course,
        "title": key.title,
        "pin": key.pin,
        "sections": [[one.title, one.draw, one.shuffle] for one in key.sections],
        "questions": [
            {
                "section": [one.heading for one in key.sections].index(question.section),
                "kind": question.kind,
                "text": question.text,
                "body": question.body,
                "listed": [_listed(question)[at] for at in order],
                "left": [left for left, _ in question.pairs],
                "blanks": len(question.blanks),
                "points": question.points,
                "shuffle": question.shuffle,
            }
            for question, order in zip(key.questions, key.orders, strict=True)
        ],
    }


def _scored(key: ExamKey) -> tuple[Any, ...]:
    """What decides about points; a question's id covers what is right in it."""
    return key.passing, key.percent, key.partial, [one.id for one in key.questions]


def fingerprint(seen: str, revision: int) -> str:
    """
    Four symbols of SHA-256 over what learners see (JSON) and the number of a revision.

    Answers do not enter it: from 31⁴ values a guesser could tell a part of
    them. Two versions that differ in answers alone differ in `revision`.
    """
    digest = hashlib.sha256(f"{revision}\n{seen}".encode()).digest()
    number = int.from_bytes(digest[:8])
    return "".join(ALPHABET[number // BASE**at % BASE] for at in range(FINGERPRINT))
