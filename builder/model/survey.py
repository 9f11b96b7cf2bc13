"""The personal survey and what it suggests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.model.course import Course

SUGGESTED = 3  # courses at most; more is no advice

Points = tuple[int, ...]  # what an answer gives each course, in the order of the courses


@dataclass(frozen=True)
class SurveyChoice:
    """
    One choice.

    Attributes:
        text: What it says.
        because: The reason in words, as it follows 因为: `你想开店`; or "".
        weights: Names of skills, careers, tracks or courses to points.
        line: Line in the file, from 1.
    """

    text: str
    because: str = ""
    weights: Mapping[str, int] = field(default_factory=dict)
    line: int = 1


@dataclass(frozen=True)
class SurveyQuestion:
    """
    One question.

    Attributes:
        text: What it asks.
        choices: As written.
        several: Whether more than one choice may be taken.
        line: Line in the file, from 1.
    """

    text: str
    choices: tuple[SurveyChoice, ...]
    several: bool = False
    line: int = 1


@dataclass(frozen=True)
class Survey:
    """`survey.yml`: title and summary as on the page, or ""; its questions."""

    title: str = ""
    summary: str = ""
    questions: tuple[SurveyQuestion, ...] = ()


def points(choice: SurveyChoice, courses: Sequence[Course]) -> Points:
    """What a choice gives each course: the weights of its skills, careers, track and address."""
    return tuple(
        sum(weight for name, weight in choice.weights.items() if name in names_of(course))
        for course in courses
    )


def names_of(course: Course) -> frozenset[str]:
    """The names by which a weight may mean a course."""
    return frozenset({*course.skills, *course.careers, course.track, course.path})


def total(answers: Iterable[Points], count: int) -> Points:
    """The points of `count` courses over all answers; `theme/script/survey.js` adds up alike."""
    return tuple(map(sum, zip(*answers, [0] * count, strict=True)))


def suggested(scores: Points) -> tuple[int, ...]:
    """
    The places of the courses that are suggested, best first.

    At most three, only such with points; of equal ones the earlier.
    """
    ranked = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    return tuple(place for place in ranked if scores[place] > 0)[:SUGGESTED]
