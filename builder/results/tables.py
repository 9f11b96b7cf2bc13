"""Results as rows: for the terminal, CSV and JSON."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from builder.results.analysis import QuestionFigures
from builder.results.gathered import Taken

LEARNERS = ("name", "points", "of", "percent", "passed", "minutes", "day", "tries", "remarks")
QUESTIONS = (
    "question",
    "asked",
    "right %",
    "discrimination",
    "most chosen wrong",
    "times",
    "remarks",
    "place",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SIGNS = re.compile(r"[*`]+")


def learner_rows(taken: Iterable[Taken]) -> list[tuple[Any, ...]]:
    """A row for each learner, as `LEARNERS` heads them; the best first."""
    rows = [
        (
            one.name,
            one.points,
            one.possible,
            round(100 * one.points / one.possible) if one.possible else 0,
            {True: "yes", False: "no", None: "open"}[one.passed],
            round(one.attempt.minutes),
            one.attempt.day.isoformat(),
            one.tries,
            "; ".join(one.remarks),
        )
        for one in taken
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def question_rows(figures: Iterable[QuestionFigures]) -> list[tuple[Any, ...]]:
    """A row for each question, as `QUESTIONS` heads them."""
    return [
        (
            plain(one.question.text),
            one.asked,
            round(100 * one.share),
            "" if one.discrimination is None else round(one.discrimination, 2),
            plain(one.wrong),
            one.wrong_count or "",
            "; ".join(one.remarks),
            one.place,
        )
        for one in figures
    ]


def plain(markdown: str) -> str:
    """Words without the signs of Markdown, in one line."""
    return " ".join(_SIGNS.sub("", markdown).split())


def write_csv(file: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """
    Write a table that Excel opens as it is: UTF-8 with its mark.

    A cell that a spreadsheet would take for a formula gets an apostrophe.
    """
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: Any) -> Any:
    risky = isinstance(cell, str) and cell.startswith(_FORMULA)
    return f"'{cell}" if risky else cell


def record(taken: Sequence[Taken], figures: Sequence[QuestionFigures]) -> dict[str, Any]:
    """One exam as plain JSON."""
    exam = taken[0].attempt.exam
    return {
        "course": exam.course,
        "title": f"{exam.course_title} {exam.title}",
        "learners": [_learner(one) for one in taken],
        "questions": [
            {
                "id": one.question.id,
                "text": one.question.text,
                "path": one.question.path,
                "line": one.question.line,
                "asked": one.asked,
                "share": round(one.share, 4),
                "discrimination": one.discrimination,
                "wrong": one.wrong,
                "wrong_count": one.wrong_count,
                "remarks": list(one.remarks),
            }
            for one in figures
        ],
    }


def _learner(one: Taken) -> dict[str, Any]:
    return {
        "name": one.name,
        "code": one.attempt.code,
        "fingerprint": one.attempt.exam.fingerprint,
        "points": one.points,
        "possible": one.possible,
        "passed": one.passed,
        "day": one.attempt.day.isoformat(),
        "minutes": one.attempt.minutes,
        "tries": one.tries,
        "file": one.file,
        "line": one.line,
        "remarks": one.remarks,
        "answers": [
            {
                "number": answer.number,
                "id": answer.question.id,
                "earned": answer.earned,
                "possible": answer.possible,
                "chosen": answer.chosen,
                "wrong": answer.wrong,
            }
            for answer in one.attempt.answers
        ],
    }
