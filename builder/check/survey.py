"""The survey can suggest every course, and every question of it counts."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator, Sequence

from builder.model.course import Course
from builder.model.school import School
from builder.model.survey import (
    SUGGESTED,
    Points,
    Survey,
    SurveyQuestion,
    names_of,
    points,
    suggested,
    total,
)
from builder.problems import Problem

_PLACE = "content/survey.yml"
_STARTS = 40  # random answers from which a course's own are sought
_SAMPLES = 300  # random answers on which a question has to make a difference

Answers = tuple[Points, ...]  # one for each question


def check_survey(school: School) -> Iterator[Problem]:
    """Find weights that mean nothing, courses never suggested, questions without effect."""
    courses = [course for course in school.courses if course.lessons]
    if not school.survey or not courses:
        return
    yield from _unknown(school.survey, courses)
    options = [_options(question, courses) for question in school.survey.questions]
    witnesses = [_witness(place, options, len(courses)) for place in range(len(courses))]
    for course, witness in zip(courses, witnesses, strict=True):
        if witness is None:
            message = f"no answers were found that suggest the course {course.path}"
            mend = "give a choice weights for its skills, its careers or its address"
            yield _problem(1, "survey-course", message, mend)
    tried = [one for one in witnesses if one] + list(_samples(options))
    for place, question in enumerate(school.survey.questions):
        if not _counts(place, options, tried):
            message = f"the question {question.text} never changes what is suggested"
            yield _problem(question.line, "survey-idle", message, "give its choices weights")


def _unknown(survey: Survey, courses: Sequence[Course]) -> Iterator[Problem]:
    known = frozenset[str]().union(*map(names_of, courses))
    for question in survey.questions:
        for choice in question.choices:
            for name in choice.weights.keys() - known:
                near = difflib.get_close_matches(name[:40], known, n=1, cutoff=0.5)
                mend = f"did you mean {near[0]}?" if near else "write it as in course.yml"
                message = f"{name} is no skill, career, track or course"
                yield _problem(choice.line, "survey-weight", message, mend)


def _options(question: SurveyQuestion, courses: Sequence[Course]) -> list[Points]:
    """
    What a question can add: one choice, or none.

    Of several choices, those are options that a learner who wants one thing
    takes: each alone, and for each course all that speak for it.
    """
    each = [points(choice, courses) for choice in question.choices]
    none = (0,) * len(courses)
    if not question.several:
        return [*each, none]
    together = [
        total([one for one in each if one[place] > 0], len(courses))
        for place in range(len(courses))
    ]
    return [*each, *together, none]


def _witness(place: int, options: Sequence[Sequence[Points]], count: int) -> Answers | None:
    """Answers that suggest the course at `place`, or None when a search finds none."""
    generous = tuple(
        max(found, key=lambda one: (one[place] * count - sum(one), one[place])) for found in options
    )
    for start in (generous, *_samples(options, _STARTS)):
        answers = _climbed(place, start, options, count)
        if place in suggested(total(answers, count)):
            return answers
    return None


def _climbed(
    place: int, answers: Answers, options: Sequence[Sequence[Points]], count: int
) -> Answers:
    """Change one answer after the other as long as the course gains on its rivals."""

    def lead(tried: Answers) -> tuple[bool, int, int]:
        scores = total(tried, count)
        rivals = sorted((score for at, score in enumerate(scores) if at != place), reverse=True)
        third = rivals[SUGGESTED - 1] if len(rivals) >= SUGGESTED else 0
        return place in suggested(scores), scores[place] - third, scores[place]

    best = lead(answers)
    moved = True
    while moved:
        moved = False
        for at, found in enumerate(options):
            for one in found:
                tried = (*answers[:at], one, *answers[at + 1 :])
                if lead(tried) > best:
                    answers, best, moved = tried, lead(tried), True
    return answers


def _samples(options: Sequence[Sequence[Points]], count: int = _SAMPLES) -> Iterator[Answers]:
    chance = random.Random(1)  # noqa: S311 - the same answers in every run
    return (tuple(chance.choice(found) for found in options) for _ in range(count))


def _counts(place: int, options: Sequence[Sequence[Points]], tried: Sequence[Answers]) -> bool:
    """Whether another answer to the question at `place` changes the advice somewhere."""
    found = set(options[place])
    return any(
        len({suggested(total((*a[:place], one, *a[place + 1 :]), len(one))) for one in found}) > 1
        for a in tried
    )


def _problem(line: int, code: str, message: str, mend: str) -> Problem:
    return Problem(_PLACE, line, 1, "error", code, message, mend)
