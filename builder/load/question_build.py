"""One question from its heading and lines: its kind by their shape, with every mistake said."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from builder.i18n import translations
from builder.load.question_blanks import blank, gaps
from builder.load.question_collect import collect
from builder.load.question_identity import identity
from builder.load.question_labels import Labels, labels
from builder.load.question_parts import BOX_FORM, Fault, Parts
from builder.model.question import Choice, Kind, Question
from builder.problems import Problems, Severity
from builder.text import fold

_TRUE_FALSE = (
    {"对", "不对"}, {"正确", "错误"}, {"正确", "不正确"}, {"√", "×"}, {"✓", "✗"},
)  # fmt: skip
MOST = 26  # choices, items, pairs or blanks of one question: as many as letters
_KEEP_ORDER = re.compile(
    r"以上(?:都|全|均|皆|各项|选项|两项|三项)|(?:都|均|皆)不?(?:对|正确|是|选)[。.]?$"
    r"|(?:all|none|both|neither) of (?:the above|these)",
    re.IGNORECASE,
)


def build(
    heading: str,
    lines: Sequence[str],
    line: int,
    path: str,
    problems: Problems,
    media_hash: Callable[[str], str],
    section: str = "",
) -> Question | None:
    """
    Build the question under `heading`; None, and a problem, when it is malformed.

    Args:
        heading: Words of the level-3 heading, labels included.
        lines: What stands below it.
        line: Line of the heading in the file, from 1.
        path: File relative to the school's folder.
        problems: Takes every mistake.
        media_hash: Hash of the file that a target names, or "".
        section: Words of the level-2 heading above it in a bank.
    """
    label = labels(heading)
    parts = collect(lines, line + 1)
    question = None if parts.faults else _shape(label, parts, line)
    for fault in parts.faults:
        severity: Severity = "advice" if fault.advice else "error"
        problems.add(
            path, fault.line, fault.code, fault.message, fault.mend,
            severity=severity, leaves_out=not fault.advice,
        )  # fmt: skip
    if question is None or not all(fault.advice for fault in parts.faults):
        return None
    mark = identity(question, media_hash)
    return replace(question, id=mark, points=label.points, path=path, line=line, section=section)


class _Shaper:
    """Says what is wrong with a question whose lines are sorted, at the line of its heading."""

    def __init__(self, parts: Parts, line: int) -> None:
        self.parts = parts
        self.line = line

    def fault(self, code: str, message: str, mend: str, *, advice: bool = False) -> None:
        self.parts.faults.append(Fault(self.line, code, message, mend, advice))


def _shape(label: Labels, parts: Parts, line: int) -> Question | None:
    """Tell the kind from the shape and check what the shape asks for."""
    shaper = _Shaper(parts, line)
    question = Question(
        id="",
        kind="open",
        text=label.text,
        body="\n".join(parts.body).strip("\n"),
        explanation="\n\n".join(parts.said("plain")),
        hints=tuple(parts.said("hint")),
        model_answer="\n\n".join(parts.said("model")),
        shuffle=label.shuffle,
    )
    if not label.text:
        shaper.fault("question-heading", "a question without words", "write them after the ###")
    if len(parts.shapes) > 1:
        message = f"{parts.shapes[0]} and {parts.shapes[1]} under one question"
        shaper.fault("question-mixed", message, "make it two questions")
        return None
    question = _with_answers(question, parts, shaper)
    if label.kind and label.kind != question.kind:
        shaper.fault(
            "question-label",
            f"the heading says {label.kind}, but what stands below is {question.kind}",
            "correct the heading or the answers",
        )
    return question


def _with_answers(question: Question, parts: Parts, shaper: _Shaper) -> Question:
    for name, found in (
        ("choices", parts.choices), ("pairs", parts.pairs),
        ("items", parts.items), ("blanks", parts.answers),
    ):  # fmt: skip
        if len(found) > MOST:
            message = f"{len(found)} {name} in one question, {MOST} are the most"
            shaper.fault("question-many", message, "make it several questions")
    if parts.choices:
        return _with_choices(question, parts, shaper)
    if parts.pairs:
        return _with_pairs(question, parts, shaper)
    if parts.items:
        return _with_items(question, parts, shaper)
    if parts.answers:
        return _with_blanks(question, parts, shaper)
    if not question.model_answer:
        mend = f"{BOX_FORM}; or = answer; or > 参考：a model answer"
        shaper.fault("question-no-answer", "the question has no answers", mend)
    return question


def _with_choices(question: Question, parts: Parts, shaper: _Shaper) -> Question:
    choices = tuple(
        Choice(entry.text, entry.right, entry.feedback, entry.line) for entry in parts.choices
    )
    right = sum(choice.right for choice in choices)
    words = {fold(choice.text) for choice in choices}
    true_false = len(choices) == 2 and _is_true_false(words)
    if not all(choice.text for choice in choices):
        shaper.fault("question-choice", "a choice without words", "write them after its box")
    if right == 0:
        shaper.fault("question-no-right", "no choice is ticked as right", BOX_FORM)
    if len(choices) < 2:
        shaper.fault("question-few", "a question with one choice", "write at least two choices")
    if true_false and right == 2:
        shaper.fault("question-truefalse", "both true and false are ticked", "tick one of them")
    if _twice([choice.text for choice in choices]):
        shaper.fault("question-choices-equal", "two choices say the same", "change or delete one")
    elif len(words) < len(choices):
        message = "two choices differ only in capitals, spaces or a closing sign"
        mend = "change one of them, unless that difference is what is asked"
        shaper.fault("question-choices-alike", message, mend, advice=True)
    kind: Kind = "truefalse" if true_false else "single" if right < 2 else "multiple"
    keep = true_false or any(_KEEP_ORDER.search(choice.text) for choice in choices)
    return replace(question, kind=kind, choices=choices, shuffle=question.shuffle and not keep)


def _is_true_false(words: set[str]) -> bool:
    """Whether two choices, folded, say true and false, or yes and no, in one of our languages."""
    if words in _TRUE_FALSE:
        return True
    pairs = ((translations("对"), translations("错")), (translations("是"), translations("否")))
    return any(words & right and words & wrong for right, wrong in pairs)


def _with_pairs(question: Question, parts: Parts, shaper: _Shaper) -> Question:
    pairs = tuple(pair for pair in parts.pairs if pair[0])
    distractors = tuple(right for left, right in parts.pairs if not left)
    if len(pairs) < 2:
        shaper.fault("question-match", "one pair is no question", "write at least two pairs")
    if _twice([left for left, _ in pairs]):
        message = "two pairs have the same left side"
        shaper.fault("question-match", message, "change one of them")
    if _twice([right for _, right in parts.pairs]):
        shaper.fault("question-match", "two right sides are the same", "change one of them")
    return replace(question, kind="match", pairs=pairs, distractors=distractors)


def _with_items(question: Question, parts: Parts, shaper: _Shaper) -> Question:
    items = tuple(entry.text for entry in parts.items)
    if len(items) < 2:
        shaper.fault("question-order", "one item cannot be put in order", "write at least two")
    if _twice(items):
        shaper.fault("question-order", "two items say the same", "change or delete one")
    return replace(question, kind="order", items=items)


def _with_blanks(question: Question, parts: Parts, shaper: _Shaper) -> Question:
    wanted = gaps(f"{question.text}\n{question.body}")
    lines = len(parts.answers)
    if wanted != lines and not (wanted == 0 and lines == 1):
        shaper.fault(
            "question-blanks",
            f"{wanted} blanks ____ but {lines} lines of = answers",
            "write one line = answer for each blank, alternatives in one line with |",
        )
    return replace(question, kind="fill", blanks=tuple(map(blank, parts.answers)))


def _twice(texts: Collection[str]) -> bool:
    return len(set(texts)) < len(texts)
