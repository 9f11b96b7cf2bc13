"""A teacher's advice on lessons that are right and yet hard to learn from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from builder.check.advice.blocked import check_blocked
from builder.check.advice.place import Places
from builder.check.advice.prose import Advice, Prose
from builder.check.advice.screens import check_screens
from builder.check.advice.texts import advice, lessons_of
from builder.check.probed import Probed
from builder.model.school import School
from builder.problems import Problem
from builder.remembered import Remembered

_FILE = "advice.json"


def check_advice(school: School, probed: Probed, folder: Path | None = None) -> Iterator[Problem]:
    """
    Every rule once for each lesson, at its first place.

    Args:
        school: Loaded.
        probed: Has looked into the pictures.
        folder: In which to remember advice on texts that have not changed.
    """
    remembered = Remembered(folder / _FILE if folder else None, _rules())
    content = school.content
    for course, lesson in lessons_of(school):
        prose = Prose(course, lesson)
        found = _remembered(remembered, prose)
        places = Places(content, lesson.path)
        for one in found:
            yield places.problem(one)
        yield from check_screens(lesson, probed)
    remembered.save()
    yield from check_blocked(school)


def _remembered(remembered: Remembered, prose: Prose) -> list[Advice]:
    mark = remembered.mark(prose.lesson.path, prose.digest())
    note = remembered.note(mark)
    if note is None:
        found = advice(prose)
        remembered.keep(mark, found)
        return found
    return [Advice(*one) for one in note]


@cache
def _rules() -> str:
    """A hash of the rules themselves and their lists."""
    files = sorted(file for file in Path(__file__).parent.iterdir() if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
