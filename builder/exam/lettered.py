"""Questions as paper lists them: by letter, in an order that says nothing about what is right."""

from __future__ import annotations

from collections.abc import Sequence

from builder.exam.key import shown_order
from builder.model.question import Choice, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Lettered:
    """
    What of a question is listed by letter; a base for classes that hold one.

    Attributes:
        question: As written.
    """

    question: Question

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
