"""The survey: what it suggests, on the phone and in the check."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Page

from builder.load.school import load
from builder.model.survey import points, suggested, total
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
    school, problems = load(ROOT)
    assert not [one for one in problems if one.path == "content/survey.yml"]
    assert school.survey
    courses = [course for course in school.courses if course.lessons]
    options = [
        {points(choice, courses) for choice in question.choices}
        for question in school.survey.questions
    ]
    scores = {(0,) * len(courses)}
    for found in options:  # all that answers can add up to, question by question
        scores = {total(pair, len(courses)) for pair in product(scores, found)}
    advice = {suggested(one) for one in scores}

    assert set(range(len(courses))) == {place for one in advice for place in one}
    assert all(advice)


def test_the_script_is_light() -> None:
    script = scripts(theme_folder())["survey"].text

    assert len(brotli.compress(script.encode())) <= 3_000
    assert len(script.encode()) <= 3_000
