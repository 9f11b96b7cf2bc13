"""What `exam.md` says about the exam besides its questions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """
    A part of an exam: a level-2 heading.

    Attributes:
        heading: As `Question.section` has it; "" for questions before the first.
        title: Without its labels `（抽 5 题，不打乱）`.
        draw: How many of its questions each learner gets, or None for all.
        shuffle: Whether each learner gets them in another order.
    """

    heading: str
    title: str
    draw: int | None = None
    shuffle: bool = True


@dataclass(frozen=True)
class ExamRules:
    """
    How an exam is held.

    Attributes:
        title: Of the exam, or "" for 结业考试.
        summary: Said before it begins, or "".
        passing: Points needed, or a share of all points when `percent`.
        percent: Whether `passing` is percent.
        minutes: Time advised, or None.
        pin: Whether each learner has a PIN of their own (docs/results.md).
        sections: In order.
    """

    title: str = ""
    summary: str = ""
    passing: float = 60.0
    percent: bool = True
    minutes: int | None = None
    pin: bool = False
    sections: tuple[Section, ...] = ()
