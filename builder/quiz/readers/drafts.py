"""What a reader of a foreign format found: questions that are not yet checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.model.question import Blank, Choice, Kind, Question


@dataclass(frozen=True)
class Remark:
    """Something that was not taken over: the line in the source, from 1, and what to do."""

    line: int
    message: str


@dataclass
class Draft:
    """
    A question as its source says it, in plain words.

    Attributes:
        line: In the source, from 1.
        text: What is asked.
        kind: When the source names it, or it is clear.
        choices: Words, in order.
        right: Letters or words of the right answer, as written.
        feedback: To each choice, "" where there is none.
        blanks: Of fill questions: per blank what `= …` holds.
        pairs, distractors: Of matching questions.
        explanation: Or "".
        points: 1 when the source says nothing.
    """

    line: int
    text: str
    kind: Kind | None = None
    choices: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)
    blanks: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    distractors: list[str] = field(default_factory=list)
    model_answer: str = ""
    explanation: str = ""
    points: float = 1.0

    def question(self) -> Question:
        """The question, with its Markdown still to be escaped by `write_markdown`."""
        choices = tuple(
            Choice(text, at in self.right, self.feedback[at] if at < len(self.feedback) else "")
            for at, text in enumerate(self.choices)
        )
        is_order = self.kind == "order"
        return Question(
            id="",
            kind=self.kind or "open",
            text=self.text,
            choices=() if is_order else choices,
            blanks=tuple(Blank((one,), shown=one) for one in self.blanks),
            items=tuple(self.choices[at] for at in self.right) if is_order else (),
            pairs=tuple(self.pairs),
            distractors=tuple(self.distractors),
            explanation=self.explanation,
            model_answer=self.model_answer,
            points=self.points,
        )


@dataclass(frozen=True)
class Found:
    """Everything in one file."""

    drafts: Sequence[Draft]
    remarks: Sequence[Remark]
