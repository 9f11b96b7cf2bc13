"""Questions as plain data: their kinds, choices, blanks and pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["single", "multiple", "truefalse", "fill", "order", "match", "open"]


@dataclass(frozen=True)
class Choice:
    """
    One choice of a question.

    Attributes:
        text: Markdown of the choice; may hold a picture or a recording.
        right: Whether choosing it is right.
        feedback: Markdown said when it is chosen, or "".
        line: Line in the file, from 1.
    """

    text: str
    right: bool
    feedback: str = ""
    line: int = 1


@dataclass(frozen=True)
class Blank:
    """
    What counts as right in one blank.

    Attributes:
        answers: Alternatives as written, less tolerances and intervals.
        ranges: Closed intervals (low, high) that a number may lie in; from
            `1850 ± 10` or `10–20`.
        shown: The first alternative as written: what a learner is shown.
    """

    answers: tuple[str, ...]
    ranges: tuple[tuple[float, float], ...] = ()
    shown: str = ""


@dataclass(frozen=True)
class Question:
    """
    A question of a lesson, a course quiz or an exam.

    Attributes:
        id: Hash of the content (kind, words, choices, media), so that moves
            and reordering keep a learner's progress. 10 base-32 characters.
        kind: Follows from the shape of what stands under the heading.
        text: Markdown of the question's heading without its labels `（2分）`.
        body: Markdown between the heading and the answers: pictures,
            recordings, a situation; or "".
        choices: Of single, multiple and truefalse questions, as written.
        blanks: Of fill questions, one per blank, in order.
        items: Of order questions, in the right order.
        pairs: Of match questions, (left, right).
        distractors: Extra right sides of match questions.
        explanation: Markdown shown after answering, or "".
        hints: Markdown, in order.
        model_answer: Of open questions: Markdown of `参考：`.
        points: Weight, 1 unless the heading says otherwise.
        shuffle: Whether choices may be shuffled.
        section: Words of the level-2 heading above it in `quiz.md` or
            `exam.md`, or "".
        path: File relative to the school's folder (`content/…`).
        line: Line of the heading, from 1.
    """

    id: str
    kind: Kind
    text: str
    body: str = ""
    choices: tuple[Choice, ...] = ()
    blanks: tuple[Blank, ...] = ()
    items: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    distractors: tuple[str, ...] = ()
    explanation: str = ""
    hints: tuple[str, ...] = ()
    model_answer: str = ""
    points: float = 1.0
    shuffle: bool = True
    section: str = ""
    path: str = ""
    line: int = 1

    @property
    def rights(self) -> tuple[str, ...]:
        """Right sides of a match question as written: those of its pairs, then the extra ones."""
        return (*(right for _, right in self.pairs), *self.distractors)

    @property
    def fragments(self) -> tuple[str, ...]:
        """Every piece of Markdown in the question, to be converted to HTML."""
        parts = [self.text, self.body, self.explanation, self.model_answer, *self.hints]
        parts += [piece for choice in self.choices for piece in (choice.text, choice.feedback)]
        parts += [*self.items, *self.distractors]
        parts += [side for pair in self.pairs for side in pair]
        return tuple(dict.fromkeys(part for part in parts if part))
