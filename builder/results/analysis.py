"""What a group's answers say about the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation

from builder.model.question import Question
from builder.results.gathered import Taken

FEW = 8  # learners: with fewer, figures say little
_HARD, _EASY = 0.25, 0.95
_BLANK = "—"


@dataclass(frozen=True)
class QuestionFigures:
    """
    One question over everyone who was asked it.

    Attributes:
        question: As it stood for them; `path` and `line` as it stands now.
        asked: How many were asked.
        share: Mean share of its points that was earned, 0 to 1.
        discrimination: Correlation of its points with those of the rest of
            the exam, -1 to 1; None where it cannot be told.
        wrong: The wrong answer most given, or "".
        wrong_count: How many gave it.
        right_count: How many earned all of its points.
        remarks: Why it should be looked at; empty for most.
    """

    question: Question
    asked: int
    share: float
    discrimination: float | None
    wrong: str
    wrong_count: int
    right_count: int
    remarks: tuple[str, ...]

    @property
    def place(self) -> str:
        """`path:line` of the question."""
        return f"{self.question.path}:{self.question.line}"


def figures(taken: Sequence[Taken], now: Mapping[str, Question]) -> list[QuestionFigures]:
    """
    Figures of every scored question, in the order of the exam.

    Args:
        taken: Attempts at one exam, of any version.
        now: Questions of the exam as it stands, by id: their lines are shown.
    """
    shares: dict[str, list[tuple[float, float]]] = {}
    wrong: dict[str, Counter[str]] = {}
    known: dict[str, Question] = {}
    for one in taken:
        for answered in one.attempt.answers:
            if answered.earned is None or answered.possible == 0:
                continue
            id_ = answered.question.id
            known[id_] = now.get(id_, answered.question)
            share = answered.earned / answered.possible
            rest = one.possible - answered.possible
            others = (one.points - answered.earned) / rest if rest else 0.0
            shares.setdefault(id_, []).append((share, others))
            if answered.wrong:
                wrong.setdefault(id_, Counter())[answered.wrong] += 1
    found = [_figures(known[id_], shares[id_], wrong.get(id_, Counter())) for id_ in shares]
    return sorted(found, key=lambda one: (one.question.path, one.question.line))


def _figures(
    question: Question, pairs: Sequence[tuple[float, float]], wrong: Counter[str]
) -> QuestionFigures:
    share = sum(one for one, _ in pairs) / len(pairs)
    given = [(words, count) for words, count in wrong.most_common() if words != _BLANK]
    top, count = given[0] if given else ("", 0)
    right = sum(one >= 1 for one, _ in pairs)
    power = _discrimination(pairs)
    remarks = tuple(_remarks(len(pairs), share, power, top, count, right))
    return QuestionFigures(question, len(pairs), share, power, top, count, right, remarks)


def _discrimination(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Item-rest correlation; None for few learners, or where all did alike."""
    if len(pairs) < FEW:
        return None
    try:
        return correlation([one for one, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:
        return None


def _remarks(
    asked: int, share: float, power: float | None, wrong: str, count: int, right: int
) -> Iterable[str]:
    if asked < FEW:
        return
    if count > right and count >= asked / 2:
        yield f"most chose “{wrong}”: is the key right, is the question clear?"
    elif power is not None and power < 0:
        yield "those who do well elsewhere get it wrong more often: is the key right?"
    elif share < _HARD:
        yield "few got it right: is it in the lessons?"
    elif power is not None and power < 0.1 and share < _EASY:
        yield "it hardly tells who knows the course"
    if share > _EASY:
        yield "nearly everyone got it right: it could be harder"


def distribution(taken: Sequence[Taken]) -> list[int]:
    """How many learners got 0–9 %, 10–19 %, … 90–100 % of the points."""
    bins = [0] * 10
    for one in taken:
        if one.possible:
            bins[min(9, int(10 * one.points / one.possible))] += 1
    return bins
