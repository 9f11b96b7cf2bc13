"""The rendition of all courses for instructors and their programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from builder.model.course import Course
from builder.quiz.booklet import practice
from builder.quiz.formats.questions_json import JSON, questions_json

if TYPE_CHECKING:
    from builder.prepared import Prepared

FOLDER = "quizzes"  # below build/; never published


def build_quizzes(prepared: Prepared, folder: Path) -> None:
    """
    Write `questions.json` of every course with practice questions into `folder`.

    Nothing of an exam is in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for course in prepared.school.courses:
        for path, data in quiz_files(course).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


def quiz_files(course: Course) -> dict[str, bytes]:
    """The files of one course by path below the folder of all; none without such questions."""
    booklet = practice(course)
    return {f"{course.path}/{JSON}": questions_json(booklet)} if booklet.entries else {}
