"""The course quiz on the phone: ten at a time, wrong ones again, progress that moves house."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import scripted
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = pytest.mark.browser
Phone = Callable[..., Page]
Open = Callable[[SchoolTest, str], Page]
Serve = Callable[[Path], SiteServer]
QUIZ = "business/a/quiz/"
SHOWN = ".q:not([hidden])"


def taught(school: SchoolTest, extra: str = "") -> SchoolTest:
    """Two lessons with five questions each, three more in quiz.md; 甲 is always right."""
    school.course("business/a")
    for number in (1, 2):
        questions = "\n\n".join(
            f"### 第{number}课第{at}问？\n- [x] 甲{at}\n- [ ] 乙{at}\n  > 乙是错的。\n\n> 因为甲。"
            for at in range(5)
        )
        school.lesson(
            f"business/a/0{number}-x.md", f"文字。\n\n## 小测\n\n{questions}", title=f"课{number}"
        )
    fill = "### 一斤多少克？\n= 500 | 500克\n\n### 排一排\n1. 早\n2. 中\n3. 晚\n\n"
    school.write("business/a/quiz.md", f"{fill}### 说说看？\n> 参考：都行。\n\n{extra}")
    assert school.run("build").exit_code == 0, school.output
    return school


def answer(page: Page, *, right: bool) -> None:
    """Answer the question that is shown."""
    block = page.locator(SHOWN)
    heading = block.locator("h3").inner_text()
    if "多少克" in heading:
        block.locator("input").fill("５００ 克" if right else "400")
        block.locator("button", has_text="看看对不对").click()
    elif "排一排" in heading:
        for label in block.locator("label").all():
            place = 1 + ["早", "中", "晚"].index(label.inner_text()[-1])
            label.locator("select").select_option(str(place if right else 1))
        block.locator("button", has_text="看看对不对").click()
    elif "说说看" in heading:
        block.locator("summary", has_text="参考答案").click()
        block.locator("button", has_text="差不多" if right else "还差一些").click()
    else:
        block.locator("label", has_text="甲" if right else "乙").click()


def questions(page: Page) -> Iterator[str]:
    while page.locator(SHOWN).count():
        assert page.locator(SHOWN).count() == 1
        yield page.locator(f"{SHOWN} h3").inner_text()
        page.click("text=/^(下一题|看结果)$/")


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate(f"localStorage['ren:z:/{QUIZ}']"))
    return found


def test_ten_are_asked_and_wrong_ones_again(school: SchoolTest, open_page: Open) -> None:
    page = open_page(taught(school), QUIZ)
    expect(page.locator("#go")).to_contain_text("已经会了 0 题，共 13 题")
    page.click("text=练 10 题")

    asked: list[str] = []
    for heading in questions(page):
        wrong = len(asked) < 2
        asked.append(heading)
        answer(page, right=not wrong)

    assert len(asked) == 12
    assert sorted(asked[:2]) == sorted(asked[10:])
    expect(page.locator("#go")).to_contain_text("10 题都答对了，其中 8 题一次就对")
    expect(page.locator("#go")).to_contain_text("已经会了 8 题")
    page.click("text=练 10 题")
    second = [heading for heading in questions(page) if answer(page, right=True) is None]
    assert set(asked[:2]) <= set(second)
    assert len(set(asked) | set(second)) == 13


def test_feedback_explains_and_leads_back(school: SchoolTest, open_page: Open) -> None:
    page = open_page(taught(school), QUIZ)
    page.click("text=练 10 题")
    while "课第" not in page.locator(f"{SHOWN} h3").inner_text():
        answer(page, right=True)
        page.click("text=下一题")
    answer(page, right=False)

    said = page.inner_text(SHOWN)

    assert "还不对" in said
    assert "乙是错的。" in said
    assert "因为甲。" in said
    page.click("text=回到课文")
    assert page.url.endswith(("/01-x/", "/02-x/"))


def test_a_closed_tab_goes_on_where_it_was(school: SchoolTest, open_page: Open) -> None:
    page = open_page(taught(school), QUIZ)
    page.click("text=练 10 题")
    for _ in range(3):
        answer(page, right=True)
        page.click("text=下一题")
    shown = page.locator(SHOWN).inner_text()
    page.reload()

    assert page.locator(SHOWN).inner_text() == shown
    expect(page.locator("#go")).to_contain_text("还有 7 题")


def test_progress_moves_to_a_new_phone(school: SchoolTest, phone: Phone, serve_site: Serve) -> None:
    server = serve_site(taught(school).site)
    old, new = phone(), phone()
    old.goto(server.url + "business/a/01-x/")
    scripted(old)
    old.evaluate("scrollTo(0, 1e6)")
    old.goto(server.url + QUIZ)
    old.click("text=练 10 题")
    for _ in questions(old):
        answer(old, right=True)
    old.click("text=换手机")
    code = old.input_value("#go textarea")
    new.goto(server.url + QUIZ)
    new.click("text=换手机")

    new.fill("#go input", code[:-1] + ("2" if code[-1] != "2" else "3"))
    new.click("text=接上进度")
    expect(new.locator("#go")).to_contain_text("写错了")
    new.fill("#go input", code.lower().replace("-", " "))
    new.click("text=接上进度")

    expect(new.locator("#go")).to_contain_text("已经会了 10 题")
    assert stored(new)["b"] == stored(old)["b"]
    new.goto(server.url + "business/a/")
    assert "课1 ✓" in new.inner_text("main")


def test_a_code_of_another_version_says_what_to_do(school: SchoolTest, open_page: Open) -> None:
    page = open_page(taught(school), QUIZ)
    page.click("text=换手机")
    code = page.input_value("#go textarea")
    taught(school, "### 新题？\n= 1\n")
    page.reload()
    page.click("text=换手机")
    page.fill("#go input", code)
    page.click("text=接上进度")

    expect(page.locator("#go")).to_contain_text("重新打开这一页")


def test_an_edited_course_keeps_what_is_known(school: SchoolTest, open_page: Open) -> None:
    page = open_page(taught(school), QUIZ)
    page.click("text=练 10 题")
    for _ in questions(page):
        answer(page, right=True)
    taught(school, "### 新题？\n= 1\n")
    page.reload()

    expect(page.locator("#go")).to_contain_text("已经会了 10 题，共 14 题")


def test_without_scripts_it_is_a_sheet_with_answers_folded_away(
    school: SchoolTest, phone: Phone, serve_site: Serve
) -> None:
    server = serve_site(taught(school).site)
    page = phone(javascript=False)
    page.goto(server.url + QUIZ)

    assert page.locator(".q:visible").count() == 13
    assert not page.locator("text=因为甲。").first.is_visible()
    page.locator("text=看答案").first.click()
    assert page.locator("text=因为甲。").first.is_visible()


def test_private_windows_only_forget(school: SchoolTest, phone: Phone, serve_site: Serve) -> None:
    server = serve_site(taught(school).site)
    page = phone()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    page.goto(server.url + QUIZ)
    page.click("text=练 10 题")
    for _ in questions(page):
        answer(page, right=True)

    expect(page.locator("#go")).to_contain_text("10 题都答对了")
