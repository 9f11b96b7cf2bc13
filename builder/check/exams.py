"""Exams whose result codes would be too long."""

from __future__ import annotations

from collections.abc import Iterator

from builder.exam.code import code_length
from builder.exam.key import exam_key
from builder.exam.symbols import MOST
from builder.model.school import School
from builder.problems import Problem

HANDY = 120  # symbols: more are too many to copy by hand


def check_exams(school: School) -> Iterator[Problem]:
    """Judge how long the codes of each exam are (docs/results.md)."""
    for course in school.courses:
        if not course.exam:
            continue
        length = code_length(exam_key(course, partial=school.settings.partial))
        if length > HANDY:
            yield Problem(
                path=f"content/{course.path}/exam.md",
                line=1,
                column=1,
                severity="error" if length > MOST else "advice",
                code="exam-long",
                message=f"the result codes of this exam have {length} characters",
                mend="let sections draw fewer: ## title（抽 5 题）",
            )
