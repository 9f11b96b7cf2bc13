"""Which pages a school has, at which addresses, and what they say of a lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder.markup.convert import convert
from builder.model.cost import minutes
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.media import Media
from builder.model.question import Question
from builder.model.school import Page, School, Track
from builder.site.pages import listed, pages
from builder.site.render import Site
from builder.theme_folder import theme_folder


def lesson(number: int, language: str = "zh-CN", text: str = "", **keys: object) -> Lesson:
    slug = f"{number:02}-x"
    path = f"business/a/{slug}.md"
    return Lesson(path, number, slug, language, "课", body=convert(text), **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("字" * 900, 3), ("word " * 450, 3), ("字" * 300 + " word" * 150, 2), ("短", 1)],
)
def test_reading_time_counts_characters_and_words(text: str, expected: int) -> None:
    assert minutes(lesson(1, text=text)) == expected


def test_questions_take_their_time() -> None:
    asked = tuple(Question(str(number), "open", "？") for number in range(4))

    assert minutes(lesson(1, text="字" * 300, questions=asked)) == 3


def test_a_stated_time_counts() -> None:
    assert minutes(lesson(1, text="字" * 900, minutes=8)) == 8


def test_every_page_has_one_address() -> None:
    lessons = (lesson(1, was=("00-old",)), lesson(2), lesson(1, "en"))
    course = Course("business/a", "business", "a", "记账", lessons=lessons)
    tracks = (Track("business", "创业", (course,)),)
    ordinary = (Page("index.md", "首页"), Page("about.md", "关于"), Page("business/index.md", "x"))
    found = [page.url for page in pages(School(Path(), tracks=tracks, pages=ordinary))]

    assert sorted(found) == sorted(
        [
            "",
            "404.html",
            "about/",
            "business/",
            "business/a/",
            "business/a/00-old/",
            "business/a/01-x/",
            "business/a/02-x/",
            "catalogue/",
            "en/",
            "en/business/a/01-x/",
        ]
    )


def test_a_course_lists_each_lesson_once_and_none_is_lost() -> None:
    lessons = (lesson(1), lesson(3), lesson(1, "en"), lesson(2, "en"))
    course = Course("business/a", "business", "a", "记账", lessons=lessons)

    assert [(one.number, one.language) for one in listed(course)] == [
        (1, "zh-CN"),
        (2, "en"),
        (3, "zh-CN"),
    ]


def test_a_lesson_leads_to_the_same_lesson_in_other_languages() -> None:
    course = Course("business/a", "business", "a", "记账", lessons=(lesson(1), lesson(1, "en")))
    school = School(Path(), tracks=(Track("business", "创业", (course,)),))
    site = Site(school, Media(), theme_folder(), {})
    shown = {page.url: site.render(page) for page in pages(school)}

    english = 'lang="en" href="../../../en/business/a/01-x/">English</a>'

    assert english in shown["business/a/01-x/"]
    assert 'href="../../../../business/a/01-x/">中文</a>' in shown["en/business/a/01-x/"]


def test_a_lesson_weighs_the_same_in_a_large_school() -> None:
    def shown(courses: int) -> str:
        tracks = tuple(
            Course(f"business/{name:04}", "business", f"{name:04}", "记账", lessons=(lesson(1),))
            for name in range(courses)
        )
        school = School(Path(), tracks=(Track("business", "创业", tracks),))
        first = next(page for page in pages(school) if page.url == "business/0000/01-x/")
        return Site(school, Media(), theme_folder(), {}).render(first)

    assert shown(10) == shown(1_000)


def test_a_formula_costs_no_second_text_and_only_a_wide_one_is_reached_by_keyboard() -> None:
    wide = '<math display="block" alttext="a > b"><mi>a</mi></math>'
    html = f'<p><math alttext="b"><mi>b</mi></math></p>{wide}<p>alttext="c"</p>'
    course = Course("business/a", "business", "a", "记账")
    body = Document(html=html)
    shown = Lesson("business/a/01-x.md", 1, "01-x", "zh-CN", "课", body=body)
    school = School(
        Path(), tracks=(Track("business", "创业", (replace(course, lessons=(shown,)),)),)
    )
    page = next(one for one in pages(school) if one.template == "lesson.html")

    assert Site(school, Media(), theme_folder(), {}).body(page) == (
        "<p><math><mi>b</mi></math></p>"
        '<math tabindex=0 display="block"><mi>a</mi></math><p>alttext="c"</p>'
    )
