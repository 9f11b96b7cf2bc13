"""The survey as its page shows it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from builder.model.course import Course
from builder.model.survey import Survey, SurveyChoice, SurveyQuestion, points


@dataclass(frozen=True)
class AskedQuestion:
    """
    A question of the survey.

    Attributes:
        id: Hash of its words, so that what a phone remembers fits an edited survey.
        question: As written.
        choices: Each with its points as the script reads them: `0:2 3:1` gives
            two points to the first course and one to the fourth.
    """

    id: str
    question: SurveyQuestion
    choices: tuple[tuple[SurveyChoice, str], ...]


def survey_view(survey: Survey, courses: Sequence[Course]) -> tuple[AskedQuestion, ...]:
    """The questions with the points that they give to each of `courses`."""
    return tuple(
        AskedQuestion(
            _id(question),
            question,
            tuple((choice, _written(choice, courses)) for choice in question.choices),
        )
        for question in survey.questions
    )


def _written(choice: SurveyChoice, courses: Sequence[Course]) -> str:
    given = enumerate(points(choice, courses))
    return " ".join(f"{place}:{weight}" for place, weight in given if weight)


def _id(question: SurveyQuestion) -> str:
    said = "\n".join([question.text, *(choice.text for choice in question.choices)])
    return "s" + base64.b32encode(hashlib.sha256(said.encode()).digest())[:5].decode().lower()
