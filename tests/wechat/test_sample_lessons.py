"""The sample lessons as articles: lean, and whole to the last word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder import wechat_limits as limits
from builder.load.school import load
from builder.model.address import lesson_url
from builder.model.course import Course, Lesson
from builder.model.school import School
from builder.text import fold
from tests.school import SchoolTest
from tests.wechat.articles import Built


@pytest.fixture
def sample(sample_school: SchoolTest) -> School:
    return load(sample_school.root)[0]


@pytest.fixture
def made(sample_school: SchoolTest) -> Built:
    return Built(sample_school.root / "build" / "wechat", [])


def address(course: Course, lesson: Lesson) -> str:
    return lesson_url(lesson, course).rstrip("/")


def pieces(node: LexborNode, *, in_table: bool = False) -> Iterator[tuple[str, bool]]:
    """The runs of words in a text, and whether they stand in a table."""
    for one in node.iter(include_text=True):
        if one.is_text_node:
            yield from ((word, in_table) for word in [fold(one.text_content or "")] if word)
        elif one.tag not in {"math", "rt", "rp"} and not is_note(one):
            yield from pieces(one, in_table=in_table or one.tag == "table")


def is_note(node: LexborNode) -> bool:
    """A footnote or its number: notes have numbers of their own."""
    return (node.attributes.get("class") or "").startswith("footnote")


def test_articles_are_lean(sample: School, made: Built, capsys: pytest.CaptureFixture[str]) -> None:
    ratios = {}
    for course, lesson in sample.lessons:
        record = made.record(address(course, lesson))
        plain = not record["recordings"] and "<table" not in lesson.body.html
        ratios[record["lesson"]] = (record["ratio"], plain)
    with capsys.disabled():
        for name, (ratio, plain) in sorted(ratios.items(), key=lambda one: one[1]):
            print(f"\n{ratio:5.2f} {'plain' if plain else '     '} {name}", end="")

    assert len(ratios) > 50
    assert max(ratio for ratio, plain in ratios.values() if plain) <= limits.RATIO
    assert max(ratio for ratio, _ in ratios.values()) <= limits.RATIO + 2


def test_no_word_is_lost_or_out_of_its_place(sample: School, made: Built) -> None:
    for course, lesson in sample.lessons:
        html = made.html(address(course, lesson))
        text = re.sub(r"<[^>]*>", "", re.sub(r"<sup>\[\d+\]</sup>", "", html))
        article, place = fold(unescape(text)), 0
        body = LexborHTMLParser(lesson.body.html).body
        assert body
        for words, in_table in pieces(body):
            found = article.find(words, 0 if in_table else place)

            assert found >= 0, f"{lesson.path}: {words}"
            place = place if in_table else found + len(words)


def test_every_lesson_has_its_bundle(sample: School, made: Built) -> None:
    wanted = {address(course, lesson) for course, lesson in sample.lessons}
    there = {file.parent for file in made.folder.rglob("article.json")}

    assert there == {made.folder / one for one in wanted}
