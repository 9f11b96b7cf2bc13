"""What WeChat finds in a page to show beside its link."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from builder import wechat_limits as limits
from builder.model.cost import minutes, weight
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.media import Media
from builder.model.school import Settings
from builder.model.share import share_line, share_summary, share_title
from builder.text import shortened
from tests.pictures import saved
from tests.school import SchoolTest

BASE = "https://renren.example/"
META = re.compile(
    r'<meta(?: name=(\S+))?(?: property=og:(\S+?)(?: itemprop=(\S+))?)? content="([^"]*)">'
)


def told(page: str) -> dict[str, str]:
    """What the head of a page says, by name: title, description, og:…, itemprop …"""
    head = page[: page.index("<style>")]
    title = re.search("<title>(.*?)</title>", head)
    assert title
    found = {"title": html.unescape(title[1])}
    for name, og, prop, content in META.findall(head):
        value = html.unescape(content)
        found |= {name: value} if name else {}
        found |= {f"og:{og}": value} if og else {}
        found |= {f"itemprop {prop}": value} if prop else {}
    return found


def pages(school: SchoolTest) -> Iterator[tuple[str, dict[str, str]]]:
    files = sorted(school.site.rglob("index.html"))
    assert len(files) > 50
    for file in files:
        text = file.read_text(encoding="utf-8")
        if "http-equiv=refresh" not in text:
            yield file.parent.relative_to(school.site).as_posix(), told(text)


def test_titles_and_descriptions_fit_a_card(public_school: SchoolTest) -> None:
    for url, found in pages(public_school):
        assert 0 < len(found["title"]) <= limits.PAGE_TITLE, url
        assert len(found.get("description", "")) <= limits.PAGE_SUMMARY, url


def test_every_page_says_what_it_is_called(public_school: SchoolTest) -> None:
    for _, found in pages(public_school):
        assert found["og:title"] == found["itemprop name"]
        assert found["title"].startswith(found["og:title"][:20])
        assert found.get("og:description") == found.get("description")
        assert found.get("itemprop description") == found.get("description")


def test_every_page_has_a_square_picture(public_school: SchoolTest) -> None:
    names = set()
    for url, found in pages(public_school):
        name = re.fullmatch(rf"{BASE}m/([a-z0-9]{{10}}\.jpg)", found["og:image"])
        assert name, url
        assert found["itemprop image"] == found["og:image"]
        names.add(name[1])
    for one in names:
        file = public_school.site / "m" / one
        with Image.open(file) as image:
            assert (image.format, image.size) == ("JPEG", (limits.SHARE_PICTURE,) * 2)
        assert file.stat().st_size < limits.SHARE_PICTURE_BYTES


def test_pages_without_a_public_address_say_nothing_of_it(sample_school: SchoolTest) -> None:
    page = sample_school.page("business/accounting/01-why-accounts")

    assert set(told(page)) == {"title", "viewport", "description"}
    assert not list((sample_school.site / "m").glob("*.jpg"))
    assert not (sample_school.root / "build/.cache/squares").exists()


def squares(school: SchoolTest) -> list[Path]:
    return sorted((school.root / "build/.cache/squares").rglob("*.jpg"))


def test_a_square_shows_the_lessons_cover_else_the_courses_and_is_drawn_once(
    school: SchoolTest,
) -> None:
    school.write("school.yml", f"base_url: {BASE}\n")
    school.write("business/a/red.jpg", saved(Image.new("RGB", (800, 600), "#c00"), "JPEG"))
    school.write("business/a/blue.png", saved(Image.new("RGB", (700, 900), "#00c"), "PNG"))
    school.course("business/a", cover="red.jpg")
    school.lesson("business/a/01-x.md", "字", cover="blue.png").lesson("business/a/02-y.md", "字")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    seen = {}
    for url in ("", "01-x/", "02-y/"):
        name = told(school.page(f"business/a/{url}"))["og:image"].rpartition("/")[2]
        with Image.open(school.site / "m" / name) as image:
            pixel = image.convert("RGB").getpixel((200, 200))
        assert isinstance(pixel, tuple)
        seen[url] = "red" if pixel[0] > pixel[2] else "blue"

    assert seen == {"": "red", "01-x/": "blue", "02-y/": "red"}
    before = school.snapshot()
    kept = {file: file.stat().st_mtime_ns for file in squares(school)}
    assert school.run("build", "--only", "site").exit_code == 0, school.output

    assert kept
    assert kept == {file: file.stat().st_mtime_ns for file in squares(school)}
    assert school.snapshot() == before


@pytest.mark.parametrize(
    ("title", "whole", "expected"),
    [
        ("记一笔账", "记账入门", "记一笔账 · 记账入门"),
        ("字" * 20, "课" * 7, f"{'字' * 20} · {'课' * 7}"),
        ("字" * 20, "课" * 8, "字" * 20),
        ("字" * 30, "课", "字" * 30),
        ("字" * 40, "记账入门", "字" * 29 + "…"),
        ("Why a shop needs to keep accounts", "Accounts", "Why a shop needs to keep…"),
        ("学堂", "", "学堂"),
    ],
)  # fmt: skip
def test_a_title_drops_its_course_before_its_own_words(
    title: str, whole: str, expected: str
) -> None:
    assert share_title(title, whole) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("短句。", "短句。"),
        ("第一句话在这里。" * 10, "第一句话在这里。" * 7),
        ("很长的一句话没有句号，" * 9, "很长的一句话没有句号，" * 4 + "很长的一句话没有句号…"),
        ("他说：“别急。”" + "字" * 80, "他说：“别急。”" + "字" * 51 + "…"),
        ("It costs 3.50 yuan. " * 5, "It costs 3.50 yuan. It costs 3.50 yuan. It costs 3.50 yuan."),
        ("多行\n  的\t字", "多行 的 字"),
        ("", ""),
    ],
)
def test_a_description_ends_where_a_sentence_or_a_clause_does(text: str, expected: str) -> None:
    found = share_summary(text)

    assert found == expected
    assert len(found) <= limits.PAGE_SUMMARY


def test_a_page_without_a_summary_is_described_by_its_first_words() -> None:
    assert share_summary("", "小陈算了一笔账。\n第二段。") == "小陈算了一笔账。 第二段。"


@pytest.mark.parametrize("limit", range(1, 12))
def test_what_is_cut_is_never_longer(limit: int) -> None:
    for text in ("一，二。三 四", "one, two. three", "……………………", "字" * 20):
        assert len(shortened(text, limit)) <= limit


def lesson(number: int, **keys: object) -> Lesson:
    path, slug = f"business/a/{number:02}-x.md", f"{number:02}-x"
    return Lesson(path, number, slug, "zh-CN", "记一笔账", **keys)  # type: ignore[arg-type]


def test_the_line_to_paste_into_a_group() -> None:
    lessons = (lesson(1), lesson(2), lesson(5, minutes=8))
    course = Course("business/a", "business", "a", "记账入门", lessons=lessons)
    settings = Settings(base_url=BASE)
    line = share_line(settings, course, lessons[2], minutes(lessons[2]), 86_400, "business/a/五/")

    assert line == (
        "第3课 记账入门：记一笔账 · 约86KB · 8分钟\nhttps://renren.example/business/a/%E4%BA%94/"
    )
    whole = "https://renren.example/business/a/05-x/?from=wx"
    assert share_line(settings, course, lessons[2], 8, 9_000, whole).endswith(
        f"9.0KB · 8分钟\n{whole}"
    )
    assert "\n" not in share_line(Settings(), course, lessons[2], 8, 9_000, "business/a/05-x/")


def test_a_line_for_an_english_lesson_is_english() -> None:
    own = Lesson("business/a/01-x.en.md", 1, "01-x", "en", "Why accounts")
    course = Course("business/a", "business", "a", "Accounts", lessons=(lesson(1), own))

    assert share_line(Settings(base_url=BASE), course, own, 3, 20_000, "en/business/a/01-x/") == (
        "Lesson 1, Accounts: Why accounts · about 20KB · 3 min\n"
        "https://renren.example/en/business/a/01-x/"
    )


def test_a_groups_code_is_part_of_what_a_lesson_weighs() -> None:
    one = lesson(1, body=Document(html="<p>字</p>"))

    assert weight(one, Media(), 18_000) == weight(one, Media()) + 18_000
