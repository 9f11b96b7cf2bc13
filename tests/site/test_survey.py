"""The survey: what it suggests, on the phone and in the check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Page

from builder.load.school import load
from builder.model.course import Course
from builder.model.survey import (
    SUGGESTED,
    Points,
    Survey,
    SurveyQuestion,
    points,
    suggested,
    total,
)
from builder.site.scripts import scripts
from builder.theme_folder import theme_folder
from tests.conftest import ROOT
from tests.school import SchoolTest
from tests.webserver import SiteServer

Serve = Callable[[Path], SiteServer]
Phone = Callable[..., Page]
SURVEY = """
title: 选课问卷
summary: 两个问题。
questions:
  - ask: 你想做什么？
    choices:
      - say: 开个小店
        because: 你想开店
        weights: {开小店: 2}
      - say: 去酒店上班
        because: 你想去酒店
        weights: {酒店前台: 2}
  - ask: 还想学会什么？
    several: true
    choices:
      - say: 记账
        because: 你想学会记账
        weights: {记账: 1}
      - say: 说英语
        because: 你想说英语
        weights: {英语: 1}
"""


def asking(school: SchoolTest, survey: str = SURVEY) -> SchoolTest:
    school.course("business/a", title="记账入门", skills=["记账"], careers=["开小店"])
    school.course("vocational/b", title="酒店英语", skills=["英语"], careers=["酒店前台"])
    for course in ("business/a", "vocational/b"):
        school.lesson(f"{course}/01-x.md", "文字。")
    return school.write("survey.yml", survey)


def codes(school: SchoolTest) -> set[str]:
    return {one["code"] for one in school.problems() if one["path"] == "content/survey.yml"}


def sample() -> tuple[Survey, list[Course]]:
    school, problems = load(ROOT)
    assert not [one for one in problems if one.path == "content/survey.yml"]
    assert school.survey
    return school.survey, [course for course in school.courses if course.lessons]


class Answers:
    """
    All answers to a survey, walked question by question.

    There are hundreds of thousands: a branch is left as soon as the least and the most
    that each course can still get decide it. With `towards` what speaks for that course
    is tried first.
    """

    def __init__(self, survey: Survey, courses: Sequence[Course], towards: int = 0) -> None:
        self._count, self._towards = len(courses), towards
        self._options = [self._added(question, courses) for question in survey.questions]
        left = range(len(self._options) + 1)
        self._least = [self._bounds(self._options[place:], min) for place in left]
        self._most = [self._bounds(self._options[place:], max) for place in left]

    def ends(self, decided: Callable[[Points, int], bool]) -> Iterator[Points]:
        """What answers add up to, without the branches that are decided."""
        return self._walked((0,) * self._count, 0, decided)

    def surely_suggests(self, scores: Points, place: int) -> bool:
        """Whether some course has points, whatever is still answered."""
        return any(score > 0 for score in total((scores, self._least[place]), self._count))

    def never_suggests(self, scores: Points, place: int) -> bool:
        """Whether three others stay ahead, whatever is still answered."""
        best = scores[self._towards] + self._most[place][self._towards]
        least = total((scores, self._least[place]), self._count)
        return best <= 0 or sum(score > best for score in least) >= SUGGESTED

    def _walked(
        self, scores: Points, place: int, decided: Callable[[Points, int], bool]
    ) -> Iterator[Points]:
        if decided(scores, place):
            return
        if place == len(self._options):
            yield scores
            return
        for added in self._options[place]:
            yield from self._walked(total((scores, added), self._count), place + 1, decided)

    def _added(self, question: SurveyQuestion, courses: Sequence[Course]) -> list[Points]:
        each = [points(choice, courses) for choice in question.choices]
        sizes = range(1, len(each) + 1 if question.several else 2)
        taken = (some for size in sizes for some in combinations(each, size))
        added = {total(some, self._count) for some in taken}
        return sorted(added, key=lambda one: sum(one) - self._count * one[self._towards])

    def _bounds(
        self, options: Sequence[Sequence[Points]], bound: Callable[[Iterable[int]], int]
    ) -> Points:
        return total([tuple(map(bound, zip(*one, strict=True))) for one in options], self._count)


@pytest.mark.browser
def test_the_phone_suggests_courses_with_reasons_and_remembers(
    school: SchoolTest, serve_site: Serve, phone: Phone
) -> None:
    assert asking(school).run("build").exit_code == 0, school.output
    page = phone()
    page.goto(serve_site(school.site).url + "survey/")
    page.get_by_label("去酒店上班").check()
    page.get_by_label("记账", exact=True).check()
    page.get_by_role("button", name="看看学什么好").click()
    advice = page.locator("#end li")

    assert advice.count() == 2
    assert "酒店英语" in advice.first.inner_text()
    assert "因为你想去酒店。" in advice.first.inner_text()
    assert "因为你想学会记账。" in advice.last.inner_text()
    page.reload()
    assert page.get_by_label("去酒店上班").is_checked()
    assert page.get_by_label("记账", exact=True).is_checked()
    page.get_by_role("button", name="看看学什么好").click()
    assert "酒店英语" in advice.first.inner_text()
    advice.first.locator("a").click()
    assert page.url.endswith("/vocational/b/")


@pytest.mark.browser
def test_without_javascript_the_courses_stand_by_interest(
    school: SchoolTest, serve_site: Serve, phone: Phone
) -> None:
    assert asking(school).run("build").exit_code == 0, school.output
    page = phone(javascript=False)
    page.goto(serve_site(school.site).url + "survey/")

    assert not page.locator("form").is_visible()
    assert "开小店、记账" in page.locator("#all").inner_text()


def test_a_course_that_is_never_suggested_is_an_error(school: SchoolTest) -> None:
    asking(school, SURVEY.replace("酒店前台: 2", "开小店: 1").replace("英语: 1", "记账: 2"))

    assert "survey-course" in codes(school)


def test_a_question_without_effect_is_an_error(school: SchoolTest) -> None:
    idle = "  - ask: 你几岁？\n    choices:\n      - say: 二十\n      - say: 三十\n"
    asking(school, SURVEY + idle)

    assert codes(school) == {"survey-idle"}


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("开小店: 2", "开小点: 2", "survey-weight"),
        ("开小店: 2", "开小店: 很多", "key-type"),
        ("say: 记账", "sya: 记账", "survey-choice"),
        ("ask: 你想做什么？", "asks: 你想做什么？", "survey-question"),
        (SURVEY, "title: 选课\n", "survey-empty"),
        ("several: true", "several: 也许", "key-type"),
    ],
)
def test_slips_are_named(school: SchoolTest, right: str, wrong: str, code: str) -> None:
    asking(school, SURVEY.replace(right, wrong, 1))

    assert code in codes(school)


def test_a_sound_survey_has_no_problem(school: SchoolTest) -> None:
    assert codes(asking(school)) == set()


def test_every_answer_to_the_sample_survey_suggests_something() -> None:
    survey, courses = sample()
    answers = Answers(survey, courses)

    assert all(map(suggested, answers.ends(answers.surely_suggests)))


def test_every_course_is_suggested_by_some_answer_to_the_sample_survey() -> None:
    survey, courses = sample()
    for place, course in enumerate(courses):
        answers = Answers(survey, courses, towards=place)
        ends = answers.ends(answers.never_suggests)

        assert any(place in suggested(scores) for scores in ends), course.path


def test_the_script_is_light() -> None:
    script = scripts(theme_folder(), ["zh-CN"])["survey", ""].text

    assert len(brotli.compress(script.encode())) <= 3_000
    assert len(script.encode()) <= 3_000
