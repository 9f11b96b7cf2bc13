"""Completion codes of a chat: who went through which lessons of a company's programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.exam.code import COMPLETION, CodeError, fingerprint_of
from builder.exam.completion import Completion, Programme, read_completion
from builder.exam.programmes import Programmes
from builder.exam.symbols import folded
from builder.results.chat import Claim
from builder.results.gathered import Fault

COMPLETIONS = ("name", "done", "of", "complete", "day", "missing", "codes", "remarks")


@dataclass(frozen=True)
class Learner:
    """
    What one person went through, all their codes together.

    Attributes:
        name: As written.
        codes: In the order of the chat.
        lessons: Of the programme, as in `Programme.lessons`.
        file, line: Where the first code stands.
    """

    name: str
    codes: tuple[Completion, ...]
    lessons: tuple[tuple[str, str], ...]
    file: str
    line: int

    @property
    def done(self) -> tuple[str, ...]:
        """Files of the lessons gone through, in the programme's order."""
        gone = {path for code in self.codes for path in code.done}
        return tuple(path for path, _ in self.lessons if path in gone)

    @property
    def missing(self) -> tuple[str, ...]:
        """Titles of the other lessons."""
        done = self.done
        return tuple(title for path, title in self.lessons if path not in done)

    @property
    def day(self) -> date:
        """Of the latest code, by the phone's clock."""
        return max(code.day for code in self.codes)

    @property
    def remarks(self) -> list[str]:
        """What the company should look at."""
        fits = all(code.name_fits for code in self.codes)
        return [] if fits else ["a code was made for another name"]


@dataclass(frozen=True)
class CompanyResults:
    """A company's programme and those who sent codes, in the order of the chat."""

    programme: Programme
    learners: tuple[Learner, ...]


def is_completion(claim: Claim) -> bool:
    """Whether a claim speaks of a programme, not of an exam."""
    return folded(claim.code).startswith(COMPLETION)


def gather_completions(
    claims: Iterable[Claim], known: Programmes, current: Mapping[str, Programme], today: date
) -> tuple[list[CompanyResults], list[Fault]]:
    """
    Read every completion code.

    Args:
        claims: In the order of the chat, each code once.
        known: Every version of every programme.
        current: Those of today by company: what is counted is their lessons.
        today: No code is of a later day than the one after it.
    """
    found: dict[str, dict[str, list[tuple[Claim, Completion]]]] = {}
    faults = []
    for claim in claims:
        try:
            version = known.get(fingerprint_of(claim.code))
            read = read_completion(claim.code, claim.name, version, today)
        except CodeError as fault:
            said = fault.message, fault.suggestions
            faults.append(Fault(claim.file, claim.line, claim.name, claim.code, *said))
            continue
        learners = found.setdefault(read.programme.company, {})
        learners.setdefault(re.sub(r"\s", "", claim.name) or read.code, []).append((claim, read))
    return [_results(learners, current.get(slug)) for slug, learners in found.items()], faults


def _results(
    learners: Mapping[str, Sequence[tuple[Claim, Completion]]], current: Programme | None
) -> CompanyResults:
    """Counted by the programme of today; by that of the last code, where there is none today."""
    counted = current or [read for codes in learners.values() for _, read in codes][-1].programme
    people = []
    for codes in learners.values():
        first = codes[0][0]
        read = tuple(one for _, one in codes)
        people.append(Learner(first.name, read, counted.lessons, first.file, first.line))
    return CompanyResults(counted, tuple(people))


def completion_rows(results: CompanyResults) -> list[tuple[Any, ...]]:
    """A row for each learner, as `COMPLETIONS` heads them; those who are done first."""
    rows = [
        (
            one.name,
            len(one.done),
            len(one.lessons),
            "no" if one.missing else "yes",
            one.day.isoformat(),
            "; ".join(one.missing),
            len(one.codes),
            "; ".join(one.remarks),
        )
        for one in results.learners
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def completion_record(results: CompanyResults) -> dict[str, Any]:
    """One company as plain JSON."""
    return {
        "company": results.programme.company,
        "title": results.programme.title,
        "lessons": [{"path": path, "title": title} for path, title in results.programme.lessons],
        "learners": [
            {
                "name": one.name,
                "done": list(one.done),
                "complete": not one.missing,
                "missing": list(one.missing),
                "day": one.day.isoformat(),
                "codes": [code.code for code in one.codes],
                "file": one.file,
                "line": one.line,
                "remarks": one.remarks,
            }
            for one in results.learners
        ],
    }
