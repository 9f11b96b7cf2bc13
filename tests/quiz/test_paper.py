"""The print edition, printed by Chromium."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from builder.model.document import Document
from builder.prepared import Prepared
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.formats.paper import paper
from tests.quiz.many_kinds import HOSTILE

MM = 72 / 25.4  # PDF points


def printed(browser: Browser, html: bytes, folder: Path) -> PdfReader:
    file = folder / "sheet.html"
    file.write_bytes(html)
    page = browser.new_page()
    page.goto(file.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    return PdfReader(BytesIO(pdf))


def many(booklet: Booklet, count: int) -> Booklet:
    """Questions with a picture between their first words and their choices, all marked."""
    pictured = booklet.entries[0]
    entries = []
    for number in range(1, count + 1):
        texts = [f"B{number}E {'长' * (number * 7 % 60)}" for _ in pictured.question.choices]
        choices = tuple(
            replace(one, text=f"{text}{at}")
            for at, (one, text) in enumerate(zip(pictured.question.choices, texts, strict=True))
        )
        body = "![一张图](图.png)"
        html = {one.text: one.text for one in choices}
        html |= {f"A{number}E": f"A{number}E", body: '<img src="图.png" alt="一张图">'}
        question = replace(
            pictured.question,
            text=f"A{number}E", body=body if number % 3 else "", choices=choices, explanation="",
        )  # fmt: skip
        entries.append(
            Entry(number, question, Document(fragments=html), group=f"第{number // 10}课")
        )
    return replace(booklet, entries=tuple(entries))


@pytest.mark.browser
def test_no_question_is_cut_in_two(
    browser: Browser, booklet: Booklet, ready: Prepared, tmp_path: Path
) -> None:
    pages = printed(browser, paper(many(booklet, 60), ready.media)["paper.html"], tmp_path).pages
    texts = [page.extract_text() for page in pages]
    places = {
        number: {at for at, text in enumerate(texts) if re.search(rf"[AB]{number}E", text)}
        for number in range(1, 61)
    }

    assert len(pages) > 8
    assert all(len(found) == 1 for found in places.values()), places
    assert sum(bool(page.images) for page in pages) > 8
    assert {tuple(round(float(one) / MM) for one in page.mediabox[2:]) for page in pages} == {
        (210, 297)
    }


@pytest.mark.browser
def test_the_answer_sheet_has_four_corner_marks_on_each_page(
    browser: Browser, booklet: Booklet, ready: Prepared, tmp_path: Path
) -> None:
    html = paper(many(booklet, 60), ready.media)["answer-sheet.html"]
    pages = printed(browser, html, tmp_path).pages
    page = browser.new_page()
    page.set_content(html.decode())
    boxes = page.locator(".mark").evaluate_all(
        "marks => marks.map(one => one.getBoundingClientRect()).map(box => [box.x, box.y])"
    )
    rows = page.locator(".row").evaluate_all(
        "rows => rows.map(one => one.scrollWidth - one.clientWidth)"
    )
    page.close()

    assert len(pages) == 2
    assert len(boxes) == 8
    assert len({x for x, _ in boxes}) == 2
    assert len(rows) == 60
    assert max(rows) <= 0
    assert "60" in pages[1].extract_text()


@pytest.mark.browser
def test_chinese_can_be_read_on_the_paper(
    browser: Browser, booklet: Booklet, ready: Prepared, tmp_path: Path
) -> None:
    pages = printed(browser, paper(booklet, ready.media)["paper.html"], tmp_path).pages
    # Chromium names some signs by their radicals, which look the same.
    text = normalize("NFKC", "".join(page.extract_text() for page in pages))

    assert "哪一项是资产" in text
    assert "{丙}" in text


def test_the_paper_holds_every_question_and_no_answer(booklet: Booklet, ready: Prepared) -> None:
    sheet = paper(booklet, ready.media)["paper.html"].decode()
    key = paper(booklet, ready.media)["key.html"].decode()

    for words in ("存货归你所有", "这叫负债", "每天晚上", "1850元", "成本 * 费用", "495"):
        assert words not in sheet
    for words in ("存货归你所有", "每天晚上", "1850元", "495~505"):
        assert words in key
    assert len(re.findall("<div class=q>", sheet)) == len(booklet.entries)
    assert all(entry.question.id not in sheet for entry in booklet.entries)
    assert HOSTILE.replace(">", "&gt;") in sheet


def test_the_exam_on_paper(exam: Booklet, ready: Prepared) -> None:
    files = paper(exam, ready.media)
    sheet = files["paper.html"].decode()

    assert "共 2 题，满分 10 分。" in sheet
    assert "6 分及格。" in sheet
    assert "这是考试的解析" not in sheet
    assert "这是考试的解析" in files["key.html"].decode()


def test_the_key_plays_the_recordings_of_the_paper(booklet: Booklet, ready: Prepared) -> None:
    files = paper(booklet, ready.media)
    (sound,) = [name for name in files if name.endswith(".mp3")]

    assert f'<audio controls src="{sound}">' in files["key.html"].decode()
    assert "<audio" not in files["paper.html"].decode()
    assert "♪ 听" in files["paper.html"].decode()
