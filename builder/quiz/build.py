"""The rendition of all courses for instructors and their programs."""

from __future__ import annotations

from pathlib import Path

from builder.prepared import Prepared
from builder.quiz.booklet import practice
from builder.quiz.formats.questions_json import JSON, questions_json

FOLDER = "quizzes"  # below build/; never published


def build_quizzes(prepared: Prepared, folder: Path) -> None:
    """
    Write `questions.json` of every course with practice questions into `folder`.

    Nothing of an exam is in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for course in prepared.school.courses:
        booklet = practice(course)
        if booklet.entries:
            place = folder / course.path
            place.mkdir(parents=True)
            (place / JSON).write_bytes(questions_json(booklet))
