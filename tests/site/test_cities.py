"""Cities: dates of evenings, holidays, calendar files, what leaves a list when it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

from tests.school import SchoolTest
from tests.webserver import SiteServer

Serve = Callable[[Path], SiteServer]
Phone = Callable[..., Page]
CITY = """
title: 北京
place: 夜校教室
contact: 班主任
holidays:
  - name: 元旦
    from: 2027-01-01
    to: 2027-01-03
cohorts:
  - course: business/a
    start: 2026-12-29
    evenings: [周五, Tuesday]
    time: 19:30-21:00
    places_left: 0
meetings:
  - title: 周四同学会
    day: 周四
    time: 19:30-21:00
    from: 2026-12-01
    to: 2026-12-20
events:
  - title: 包饺子
    date: 2026-12-22
    time: 19:00-21:00
"""


@pytest.fixture(autouse=True)
def _first_of_december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENLEARN_TODAY", "2026-12-01")


def held(school: SchoolTest, city: str = CITY) -> SchoolTest:
    school.course("business/a", weeks=2)
    school.lesson("business/a/01-x.md", "文字。", week=1)
    return school.write("cities/beijing.yml", city)


def test_an_evening_in_a_holiday_is_skipped_by_name_and_held_later(school: SchoolTest) -> None:
    assert held(school).run("build").exit_code == 0, school.output
    plan = school.page("business/a/plan")

    assert "1月1日周五 · 元旦，停课" in plan
    assert "1月8日周五" in plan  # week 2 begins on Friday the 8th, since the 1st did not count
    assert "1月12日周二 · 结业" in plan


def test_a_calendar_file_is_read_by_another_program(school: SchoolTest) -> None:
    assert held(school).run("build").exit_code == 0, school.output
    file = school.site / "cities/beijing/a-2026-12-29.ics"
    calendar = Calendar.from_ical(file.read_bytes())
    starts = [event.start.astimezone(UTC) for event in calendar.events]

    assert b"\r\n" in file.read_bytes()
    assert starts == [
        datetime(2026, 12, 29, 11, 30, tzinfo=UTC),
        datetime(2027, 1, 5, 11, 30, tzinfo=UTC),
        datetime(2027, 1, 8, 11, 30, tzinfo=UTC),
        datetime(2027, 1, 12, 11, 30, tzinfo=UTC),
    ]
    assert len({str(event["uid"]) for event in calendar.events}) == 4
    assert not calendar.errors


@pytest.mark.browser
def test_what_is_over_leaves_the_front_page_by_the_phones_clock(
    school: SchoolTest, serve_site: Serve, phone: Phone
) -> None:
    assert held(school).run("build").exit_code == 0, school.output
    url = serve_site(school.site).url
    page = phone()
    page.clock.set_fixed_time("2026-12-10T21:30:00+08:00")
    page.goto(url)
    plain = phone(javascript=False)
    plain.goto(url)

    assert page.locator("[data-end]:visible b").all_inner_texts() == ["周四同学会", "包饺子"]
    assert "12月17日周四" in page.locator("[data-end]:visible").first.inner_text()
    assert plain.locator("[data-end]:visible").count() == 4


def test_a_city_page_says_when_and_where(school: SchoolTest) -> None:
    assert held(school).run("build").exit_code == 0, school.output
    page = school.page("cities/beijing")

    for words in ("夜校教室", "周二、周五 19:30–21:00", "名额已满", "包饺子", "北京时间"):
        assert words in page


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("start: 2026-12-29", "start: 2026/12/29", "2026-12-29"),
        ("course: business/a", "course: business/b", "business/a"),
        ("[周五, Tuesday]", "[周五, 周八]", "周四"),
        ("time: 19:30-21:00\n    places", "time: 晚上\n    places", "19:30-21:00"),
        ("to: 2027-01-03", "to: 2026-01-03", "before"),
        ("places_left: 0", "places_left: 几个", "digits"),
        ("title: 北京", "title:", "title"),
        ("name: 元旦", "nmae: 元旦", "name"),
        ("  - title: 包饺子", "  - 包饺子", "title"),
    ],
)
def test_slips_are_named(school: SchoolTest, right: str, wrong: str, words: str) -> None:
    held(school, CITY.replace(right, wrong, 1))
    found = [one for one in school.problems() if one["path"] == "content/cities/beijing.yml"]

    assert any(words in one["message"] + one["mend"] for one in found), found


def test_a_course_of_unknown_length_cannot_be_planned(school: SchoolTest) -> None:
    held(school).course("business/a")

    assert "cohort-weeks" in {one["code"] for one in school.problems()}
