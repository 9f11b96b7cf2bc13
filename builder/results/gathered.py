"""Claims become attempts; what cannot be read is said, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from builder.exam.attempt import Answered, Attempt, read
from builder.exam.code import CodeError
from builder.exam.kept import Keys
from builder.exam.symbols import folded
from builder.results.chat import Claim, unquoted

Which = Literal["first", "best", "last"]


@dataclass(frozen=True)
class Fault:
    """A code that could not be read: where, why, and codes that may be meant."""

    file: str
    line: int
    name: str
    code: str
    message: str
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        who = f"{self.name}: " if self.name else ""
        meant = f"; is it {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"{self.file}:{self.line}: {who}{self.code}: {self.message}{meant}"


@dataclass(frozen=True)
class Taken:
    """
    One learner's attempt that counts.

    Attributes:
        name: As written.
        attempt: With the points of its open questions where they were given.
        file, line: Where its code stands.
        tries: How many attempts this learner sent.
    """

    name: str
    attempt: Attempt
    file: str
    line: int
    tries: int = 1

    @property
    def points(self) -> float:
        """Points earned so far."""
        return round(sum(one.earned or 0 for one in self.attempt.answers), 2)

    @property
    def possible(self) -> float:
        """Points that its questions are worth."""
        return round(sum(one.possible for one in self.attempt.answers), 2)

    @property
    def unmarked(self) -> float:
        """Points of open questions that nobody has marked."""
        return sum(
            one.possible for one in self.attempt.answers if one.earned is None and one.chosen
        )

    @property
    def passed(self) -> bool | None:
        """Whether it passed; None while that depends on open questions."""
        need = self.attempt.exam.points_to_pass(self.possible)
        if self.points >= need:
            return True
        return None if self.points + self.unmarked >= need else False

    @property
    def remarks(self) -> list[str]:
        """What an instructor should look at."""
        found = []
        if not self.attempt.name_fits:
            found.append("the code was made for another name")
        if self.attempt.changed_lines:
            numbers = ", ".join(map(str, self.attempt.changed_lines))
            found.append(f"written answers missing or changed: {numbers}")
        if self.unmarked:
            found.append(f"{self.unmarked:g} points to be marked")
        return found


@dataclass
class Gathered:
    """Everything that a chat gave: attempts that count, faults, repeated codes."""

    taken: list[Taken] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    repeated: int = 0


def gather(
    claims: Iterable[Claim],
    keys: Keys,
    *,
    which: Which = "first",
    pins: Mapping[str, str] | None = None,
    marks: Mapping[tuple[str, int], float] | None = None,
) -> Gathered:
    """
    Read every claim.

    Args:
        claims: In the order of the chat, each code once.
        keys: Every version of every exam.
        which: Of several attempts of one name at one exam, the one that counts.
        pins: Name to PIN.
        marks: (name or folded code, number of the question) to points.
    """
    result = Gathered()
    by_learner: dict[tuple[str, str], list[Taken]] = {}
    for claim in claims:
        written = unquoted(claim.written)
        try:
            attempt = read(claim.code, claim.name, written, keys, pins=pins)
        except CodeError as fault:
            result.faults.append(
                Fault(
                    claim.file, claim.line, claim.name, claim.code, fault.message, fault.suggestions
                )
            )
            continue
        attempt = _marked(attempt, claim.name, marks or {})
        taken = Taken(claim.name, attempt, claim.file, claim.line)
        learner = attempt.exam.course, re.sub(r"\s", "", claim.name) or attempt.code
        by_learner.setdefault(learner, []).append(taken)
    result.taken = [_counting(tries, which) for tries in by_learner.values()]
    return result


def _counting(tries: Sequence[Taken], which: Which) -> Taken:
    if which == "best":
        chosen = max(tries, key=lambda one: one.points)
    else:
        chosen = tries[0 if which == "first" else -1]
    return replace(chosen, tries=len(tries))


def _marked(attempt: Attempt, name: str, marks: Mapping[tuple[str, int], float]) -> Attempt:
    """The attempt with the points that a person gave for open questions."""

    def with_mark(one: Answered) -> Answered:
        given = marks.get((name, one.number), marks.get((folded(attempt.code), one.number)))
        if one.earned is not None or given is None:
            return one
        return replace(one, earned=min(given, one.possible))

    return replace(attempt, answers=tuple(map(with_mark, attempt.answers)))
