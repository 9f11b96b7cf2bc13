"""A learner's attempt: a code read back and scored by the key of its time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from builder.exam.answers import Given, digest, line_value
from builder.exam.answers import read as read_answer
from builder.exam.code import (
    DAYS,
    EXAM,
    EXAM_PIN,
    MINUTES,
    CodeError,
    Fields,
    fingerprint_of,
    unpack,
    whole_values,
)  # fmt: skip
from builder.exam.draw import drawn
from builder.exam.kept import Keys
from builder.exam.key import ExamKey
from builder.exam.score import score
from builder.exam.symbols import folded, text_of
from builder.model.question import Question

EPOCH = date(2026, 1, 1)


@dataclass(frozen=True)
class Answered:
    """
    One question of an attempt.

    Attributes:
        question: As it stood then.
        number: As shown to the learner, from 1.
        chosen: Positions (`builder.exam.answers.read`), a written line, or None.
        earned: Points, or None where a person must mark.
        possible: Points that it is worth.
        wrong: What was chosen, in short, when it earned less than all; or "".
    """

    question: Question
    number: int
    chosen: tuple[int, ...] | str | None
    earned: float | None
    possible: float
    wrong: str = ""


@dataclass(frozen=True)
class Attempt:
    """
    One code, read.

    Attributes:
        code: In groups of four.
        exam: The version of the exam that it answers.
        seed: Of its draw.
        day: By the phone's clock; the last day that fits.
        minutes: About how long it took.
        answers: In the order shown.
        name_fits: Whether the code was made for this name.
        changed_lines: Numbers of written answers that are missing or are not
            those that the code was made for; they earn nothing.
    """

    code: str
    exam: ExamKey
    seed: int
    day: date
    minutes: float
    answers: tuple[Answered, ...]
    name_fits: bool
    changed_lines: tuple[int, ...]


def read(
    code: str,
    name: str,
    written: Mapping[int, str],
    keys: Keys,
    *,
    pins: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Attempt:
    """
    Read one code.

    Args:
        code: As people wrote it.
        name: That stands with it.
        written: Number as shown to the learner, to the written line.
        keys: Every version known.
        pins: Name to PIN, for exams with PINs.
        today: No attempt is later than the day after it; today when None.

    Raises:
        CodeError: It cannot be read; says why.
        KeyFileError: The key file of its version is damaged.
    """
    key = keys.get(fingerprint_of(code))
    values = whole_values(code, key)
    kind = folded(code)[0]
    if kind not in {EXAM, EXAM_PIN}:
        raise CodeError("version", f"codes that begin with {kind} are no results of an exam")
    if key is None:
        message = f"no exam {fingerprint_of(code)} is known; its file is missing in keys/"
        raise CodeError("unknown-exam", message)
    fields, fits = _unpacked(key, values, name, pins or {})
    answers, changed = _answers(key, fields, written)
    return Attempt(
        code=text_of(values),
        exam=key,
        seed=fields.seed,
        day=day_of(fields.day, today or date.today()),
        minutes=round(MINUTES**fields.minutes),
        answers=tuple(answers),
        name_fits=fits,
        changed_lines=tuple(changed),
    )


def _unpacked(
    key: ExamKey, values: list[int], name: str, pins: Mapping[str, str]
) -> tuple[Fields, bool]:
    """The fields, and whether the code fits its name; with PINs it fits or is refused."""
    if not key.pin:
        fields = unpack(key, values, name=name)
        return fields, fields.name == digest(name) % DAYS
    if name not in pins:
        raise CodeError("pin", f"no PIN is known for {name or 'a learner without a name'}")
    return unpack(key, values, name=name, pin=pins[name]), True


def day_of(count: int, today: date) -> date:
    """The day that a code counts from 2026-01-01 modulo 961: no later than the day after today."""
    latest = (today - EPOCH).days + 1
    return EPOCH + timedelta(days=latest - (latest - count) % DAYS)


def _answers(
    key: ExamKey, fields: Fields, written: Mapping[int, str]
) -> tuple[list[Answered], list[int]]:
    answers, changed = [], []
    places = drawn(key, fields.seed)
    for number, (at, value) in enumerate(zip(places, fields.values, strict=True), 1):
        question = key.questions[at]
        chosen: Given | str = read_answer(value, question, key.orders[at])
        if isinstance(chosen, int):
            line = written.get(number, "")
            if line_value(line) != value:
                changed.append(number)
            chosen = line if line_value(line) == value else None
        answers.append(_answered(question, number, chosen, partial=key.partial))
    return answers, changed


def _answered(
    question: Question, number: int, chosen: tuple[int, ...] | str | None, *, partial: bool
) -> Answered:
    earned = score(question, chosen, partial=partial)
    full = earned is None or earned >= question.points
    wrong = "" if full else " / ".join(_said(question, chosen))
    return Answered(question, number, chosen, earned, question.points, wrong)


def _said(question: Question, chosen: tuple[int, ...] | str | None) -> Iterator[str]:
    """What was chosen, in words."""
    if chosen is None:
        yield "—"
    elif isinstance(chosen, str):
        yield chosen
    elif question.kind == "order":
        yield from (question.items[at] for at in chosen)
    elif question.kind == "match":
        for (left, _), at in zip(question.pairs, chosen, strict=True):
            yield f"{left} = {question.rights[at] if at >= 0 else '—'}"
    else:
        yield from (question.choices[at].text for at in chosen)
