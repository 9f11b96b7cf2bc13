"""A teacher's advice on lessons that are right and yet hard to learn from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from builder.check.advice.blocked import check_blocked
from builder.check.advice.place import Places
from builder.check.advice.prose import Advice, Prose
from builder.check.advice.screens import check_screens
from builder.check.advice.texts import advice, lessons_of
from builder.check.probed import Probed
from builder.model.course import Course, Lesson
from builder.model.school import School
from builder.problems import Problem
from builder.remembered import Remembered
from builder.shares import in_shares

_FILE = "advice.json"
Placed = tuple[Course | None, Lesson]  # a lesson, and its course unless it is a company's


def check_advice(school: School, probed: Probed, folder: Path | None = None) -> Iterator[Problem]:
    """
    Every rule once for each lesson, at its first place.

    Args:
        school: Loaded.
        probed: Has looked into the pictures.
        folder: In which to remember advice on texts that have not changed.
    """
    lessons = list(lessons_of(school))
    for (_, lesson), found in zip(lessons, _advice(lessons, folder), strict=True):
        places = Places(school.content, lesson.path)
        for one in found:
            yield places.problem(one)
        yield from check_screens(lesson, probed)
    yield from check_blocked(school)


def _advice(lessons: Sequence[Placed], folder: Path | None) -> Iterator[Sequence[Advice]]:
    """What the rules for texts say of each lesson, as remembered where its text is as it was."""
    remembered = Remembered(folder / _FILE if folder else None, _rules())
    marks = [remembered.mark(one[1].path, Prose(*one).digest()) for one in lessons]
    notes = [remembered.note(mark) for mark in marks]
    new = [one for one, note in zip(lessons, notes, strict=True) if note is None]
    made = iter(in_shares(new, lambda part: [advice(Prose(*one)) for one in part]))
    for mark, note in zip(marks, notes, strict=True):
        if note is None:
            found = next(made)
            remembered.keep(mark, found)
            yield found
        else:
            yield [Advice(*one) for one in note]
    remembered.save()


@cache
def _rules() -> str:
    """A hash of the rules themselves and their lists."""
    files = sorted(file for file in Path(__file__).parent.iterdir() if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
