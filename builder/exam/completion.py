"""Completion codes: which lessons of a company's programme somebody went through."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from builder.exam.answers import digest
from builder.exam.attempt import day_of
from builder.exam.code import COMPLETION, DAY, DAYS, NAME, CodeError, values_of_length
from builder.exam.key import FINGERPRINT, fingerprint
from builder.exam.symbols import (
    CHECK,
    checked,
    digits_of,
    number_of,
    places,
    text_of,
    values_of,
)  # fmt: skip
from builder.model.company import Company
from builder.model.course import Lesson

_HEAD = 1 + FINGERPRINT


@dataclass(frozen=True)
class Programme:
    """
    One version of a programme: what its codes speak of.

    Attributes:
        company: The company's slug.
        title: Its name.
        fingerprint: 4 symbols that name this version in every code.
        lessons: In order, (file relative to `content/`, title).
    """

    company: str
    title: str
    fingerprint: str
    lessons: tuple[tuple[str, str], ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of its lessons, in order."""
        return tuple(path for path, _ in self.lessons)


@dataclass(frozen=True)
class Completion:
    """
    One code, read.

    Attributes:
        code: In groups of four.
        programme: The version that it speaks of.
        day: By the phone's clock; the last day that fits.
        done: Files of the lessons gone through, in order.
        name_fits: Whether the code was made for this name.
    """

    code: str
    programme: Programme
    day: date
    done: tuple[str, ...]
    name_fits: bool


def programme(company: Company, lessons: Sequence[Lesson], revision: int = 0) -> Programme:
    """
    The programme of a company as it stands.

    The fingerprint follows from the lessons and their order; `revision`
    tells apart two programmes that would have the same one.
    """
    named = tuple((lesson.path, lesson.title) for lesson in lessons)
    seen = {"company": company.slug, "lessons": [path for path, _ in named]}
    mark = fingerprint(json.dumps(seen, ensure_ascii=False, sort_keys=True), revision)
    return Programme(company.slug, company.title, mark, named)


def completion_length(version: Programme) -> int:
    """Symbols of every code of a version."""
    return _HEAD + DAY + _size(version) + NAME + CHECK


def _size(version: Programme) -> int:
    return places(1 << len(version.lessons))


def write_completion(version: Programme, done: Collection[str], day: int, name: str) -> str:
    """The code in groups of four; `day` is counted from 2026-01-01."""
    packed = 0
    for path in version.paths:
        packed = 2 * packed + (path in done)
    head = [*values_of(COMPLETION + version.fingerprint), *digits_of(day % DAYS, DAY)]
    body = digits_of(packed, _size(version))
    return text_of(checked([*head, *body, *digits_of(digest(name) % DAYS, NAME)]))


def read_completion(code: str, name: str, version: Programme | None, today: date) -> Completion:
    """
    Read one code.

    Args:
        code: As people wrote it.
        name: That stands with it.
        version: That its fingerprint names, or None for one that nobody kept.
        today: No code is of a later day than the one after it.

    Raises:
        CodeError: It cannot be read; says why.
    """
    values = values_of_length(code, completion_length(version) if version else None)
    if version is None:
        mark = text_of(values[1:_HEAD])
        raise CodeError(
            "unknown-exam", f"no programme {mark} is known; its file is missing in keys/"
        )
    body, bound = values[_HEAD:-CHECK][:-NAME], number_of(values[:-CHECK][-NAME:])
    return Completion(
        code=text_of(values),
        programme=version,
        day=day_of(number_of(body[:DAY]), today),
        done=_done(version, number_of(body[DAY:])),
        name_fits=bound == digest(name) % DAYS,
    )


def _done(version: Programme, packed: int) -> tuple[str, ...]:
    count = len(version.lessons)
    if packed >> count:
        raise CodeError("check", "it names lessons that the programme does not have")
    bits = (packed >> (count - 1 - at) & 1 for at in range(count))
    return tuple(path for path, bit in zip(version.paths, bits, strict=True) if bit)
