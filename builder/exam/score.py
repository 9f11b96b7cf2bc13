"""Points for an answer, by the rules of docs/results.md."""

from __future__ import annotations

from builder.model.answers import accepts
from builder.model.question import Question

SEPARATOR = "|"  # between the blanks of a written line


def score(
    question: Question, chosen: tuple[int, ...] | str | None, *, partial: bool
) -> float | None:
    """
    The points that an answer earns; None for an open question, which a person marks.

    Args:
        question: As written.
        chosen: Positions as `builder.exam.answers.read` gives them, the
            written line of a fill question, or None.
        partial: Whether multiple choice and blanks earn their part: right
            less wrong ones, never below 0. Without it all must be right.
            Matching always counts by pair.
    """
    if question.kind == "open":
        return None
    if chosen is None:
        return 0.0
    return round(question.points * _share(question, chosen, partial=partial), 2)


def _share(question: Question, chosen: tuple[int, ...] | str, *, partial: bool) -> float:
    if isinstance(chosen, str):
        return _blanks(question, chosen, partial=partial)
    if question.kind == "match":
        hits = sum(at == place for place, at in enumerate(chosen))
        return hits / len(question.pairs)
    if question.kind == "order":
        return float(chosen == tuple(range(len(question.items))))
    right = {at for at, choice in enumerate(question.choices) if choice.right}
    if question.kind == "multiple" and partial:
        hits = len(right & set(chosen)) - len(set(chosen) - right)
        return max(0.0, hits / len(right))
    return float(set(chosen) == right)


def _blanks(question: Question, line: str, *, partial: bool) -> float:
    written = line.split(SEPARATOR) if len(question.blanks) > 1 else [line]
    if len(written) > len(question.blanks):
        return 0.0
    hits = sum(accepts(blank, one) for blank, one in zip(question.blanks, written, strict=False))
    return hits / len(question.blanks) if partial else float(hits == len(question.blanks))
