"""Questions as their template shows them: shuffled, with what counts as right."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.exam.key import ExamKey
from builder.model.answers import number
from builder.model.bank import BankQuestion
from builder.model.exam import Section
from builder.model.question import Blank, Choice, Question
from builder.site.blank_pattern import pattern
from builder.text import fold


@dataclass(frozen=True)
class QuestionView:
    """
    One question for the template.

    Attributes:
        question: As written.
        number: In the page, from 1.
        html: Markdown to resolved HTML.
        answer: For the script: a regular expression of what the controls hold
            when all is right, joined by commas.
        choices: As shown: by a hash of their words, so that a change of places
            in the lesson leaves what a phone remembers true; or as written.
        order: Of order questions: positions in which the items are shown.
        rights: Of match questions: right sides as shown.
        letters: Whether right sides hold more than words, so that the
            choice is by letter.
    """

    question: Question
    number: int
    html: Mapping[str, Any]
    answer: str
    choices: tuple[Choice, ...] = ()
    order: tuple[int, ...] = ()
    rights: tuple[str, ...] = ()
    letters: bool = False

    @staticmethod
    def digits(blank: Blank) -> bool:
        """Whether a keypad of digits is enough; that of some phones has no minus."""
        if blank.ranges:
            return min(low for low, _ in blank.ranges) >= 0
        found = number(blank.shown)
        return bool(found and not found[1] and not found[0].startswith("-"))


def exam_sections(
    key: ExamKey, html: Mapping[str, Any]
) -> list[tuple[Section, int, list[QuestionView]]]:
    """Each section of an exam: what it says, how many are drawn, its views without answers."""
    views = [
        _sheet(question, order, number, html)
        for number, (question, order) in enumerate(zip(key.questions, key.orders, strict=True), 1)
    ]
    return [
        (section, count, [views[at] for at in pool])
        for section, (pool, count, _) in zip(key.sections, key.pools, strict=True)
    ]


def _sheet(
    question: Question, order: tuple[int, ...], number: int, html: Mapping[str, Any]
) -> QuestionView:
    if question.kind == "match":
        rights = question.rights
        return _matching(question, number, html, "", tuple(rights[at] for at in order))
    choices = tuple(question.choices[at] for at in order) if question.choices else ()
    return QuestionView(question, number, html, "", choices=choices, order=order)


def question_views(
    questions: Sequence[Question], html: Mapping[str, Any], first: int = 1
) -> list[QuestionView]:
    """Views of questions whose Markdown is resolved in `html`, numbered from `first`."""
    return [_view(question, number, html) for number, question in enumerate(questions, first)]


def short_ids(questions: Sequence[BankQuestion]) -> list[str]:
    """Each question's id, cut to as few characters (at least 4) as tell those of a page apart."""
    ids = [one.question.id for one in questions]
    size = next(size for size in range(4, 11) if len({id_[:size] for id_ in ids}) == len(ids))
    return [id_[:size] for id_ in ids]


def _view(question: Question, number: int, html: Mapping[str, Any]) -> QuestionView:
    if question.kind == "order":
        order = _shuffled(question, len(question.items))
        answer = ",".join(str(position + 1) for position in order)
        return QuestionView(question, number, html, answer, order=order)
    if question.kind == "match":
        rights = question.rights
        order = _shuffled(question, len(rights))
        answer = ",".join(str(order.index(index) + 1) for index in range(len(question.pairs)))
        return _matching(question, number, html, answer, tuple(rights[at] for at in order))
    if question.kind == "fill":
        return QuestionView(question, number, html, pattern(question.blanks))
    choices = _mixed(question) if question.shuffle else question.choices
    answer = ",".join(str(int(choice.right)) for choice in choices)
    return QuestionView(question, number, html, answer, choices=choices)


def _matching(
    question: Question, number: int, html: Mapping[str, Any], answer: str, rights: tuple[str, ...]
) -> QuestionView:
    rich = any("<" in str(html.get(right, right)) for right in rights)
    return QuestionView(question, number, html, answer, rights=rights, letters=rich)


def _mixed(question: Question) -> tuple[Choice, ...]:
    """Choices in an order that follows from their words alone."""

    def place(choice: Choice) -> bytes:
        return hashlib.sha256(f"{question.id} {fold(choice.text)}".encode()).digest()

    return tuple(sorted(question.choices, key=place))


def _shuffled(question: Question, count: int) -> tuple[int, ...]:
    """The same shuffle in every build, and never the order as written."""
    order = list(range(count))
    chance = random.Random(question.id)  # noqa: S311 - no secret
    while count > 1 and order == sorted(order):
        chance.shuffle(order)
    return tuple(order)
