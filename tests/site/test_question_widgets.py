"""Questions on a phone: judged as the builder judges, remembered truly, mixed without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from builder.load.question_blanks import blank
from builder.model.answers import accepts
from tests.conftest import scripted
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("widgets")]

BLANKS = [
    "支出 | 成本", "Good morning", "1850 | 1850元", "1,850", "1.5千克 | 1500克", "500 ± 5",
    "0.7 ± 0.1", "10–20元", "−5", "？", "*#06#", "110101199001011234", "1850 | 1900 | 1900元",
]  # fmt: skip
TYPED = [
    "", " 支 出。", "成本", "ｇｏｏｄ MORNING！", "1850", "１，８５０ 元", "￥1850.00", "1850角",
    "18,50", "1.50千克", "1.5克", "1,500 克", "1500", "495", "505.0", "494.9", "501克", "0.8",
    "0.6", "10", "15 元", "21", "-5", "－5", "?", "＊＃06＃",
    "110101199001011234", "110101199001011235",
]  # fmt: skip
CHOICES = """### 开业前先办什么？
- [x] 营业执照
  > 对，先办它。
- [ ] 结婚证
  > 这和**开店**没有关系。
- [ ] 驾照
- [ ] 护照

### 哪些是支出？
- [x] 房租
  > 房租要付。
- [x] 电费
- [ ] 存款利息
  > 利息是*收入*。
"""
LESSON = "business/a/01-x/"


def made(folder: Path, questions: str) -> SchoolTest:
    school = SchoolTest(folder)
    school.course("business/a").lesson(
        "business/a/01-x.md", f"今天学记账。\n\n## 小测\n\n{questions}"
    )
    assert school.run("build").exit_code == 0, school.output
    return school


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    blanks = "\n".join(f"### 第 {n} 空\n= {text}\n" for n, text in enumerate(BLANKS))
    return made(tmp_path_factory.mktemp("widgets") / "school", CHOICES + blanks)


@pytest.fixture
def opened(built: SchoolTest, open_page: Callable[[SchoolTest, str], Page]) -> Page:
    return open_page(built, LESSON)


def question(page: Page, words: str) -> Locator:
    return page.locator(".q", has_text=words)


def status(asked: Locator) -> str:
    return asked.get_by_role("status").inner_text()


TYPE_EACH = """(asked, texts) => {
  const field = asked.querySelector("input");
  return texts.map((text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", {bubbles: true}));
    asked.querySelector("button").click();
    return asked.querySelector("output").innerText.startsWith("✓");
  });
}"""


def test_the_page_judges_blanks_as_the_builder_does(opened: Page) -> None:
    for number, text in enumerate(BLANKS):
        asked = question(opened, f"第 {number} 空")
        judged = dict(zip(TYPED, asked.evaluate(TYPE_EACH, list(TYPED)), strict=True))

        assert judged == {typed: accepts(blank(text), typed) for typed in TYPED}, text


def test_feedback_is_said_whole_also_with_strong_words(opened: Page) -> None:
    asked = question(opened, "开业前先办什么")
    asked.get_by_label("结婚证").check()

    assert status(asked).endswith("这和开店没有关系。")


def test_a_wrong_set_says_why_of_each_wrong_choice(opened: Page) -> None:
    asked = question(opened, "哪些是支出")
    for label in ("房租", "存款利息"):
        asked.get_by_label(label).check()
    asked.get_by_role("button").click()

    assert "利息是收入。" in status(asked)
    assert "房租要付" not in status(asked)


def test_two_open_pages_do_not_undo_each_other(opened: Page) -> None:
    other = opened.context.new_page()
    other.goto(opened.url)
    scripted(other)
    question(other, "开业前先办什么").get_by_label("营业执照").check()
    question(opened, "哪些是支出").get_by_label("房租").check()
    question(opened, "哪些是支出").get_by_role("button").click()
    opened.reload()

    expect(question(opened, "开业前先办什么").get_by_label("营业执照")).to_be_checked()
    expect(question(opened, "哪些是支出").get_by_label("房租")).to_be_checked()


def test_what_is_remembered_stays_true_when_choices_change_places(
    built: SchoolTest,
    tmp_path: Path,
    serve_site: Callable[[Path], SiteServer],
    phone: Callable[..., Page],
) -> None:
    page, server = phone(), serve_site(built.site)
    page.goto(server.url + LESSON)
    scripted(page)
    question(page, "开业前先办什么").get_by_label("营业执照").check()
    state = page.evaluate("localStorage['ren:q']")

    lines = CHOICES.partition("\n\n### 哪些")[0].split("\n")
    turned = [lines[0], *lines[5:], *lines[3:5], *lines[1:3]]
    other = made(tmp_path / "school", "\n".join(turned))
    later = phone()
    later.goto(serve_site(other.site).url + LESSON)
    later.evaluate("state => { localStorage['ren:q'] = state }", state)
    later.reload()

    asked = question(later, "开业前先办什么")
    expect(asked.get_by_label("营业执照")).to_be_checked()
    assert status(asked).startswith("✓")


def test_without_javascript_the_right_choice_is_not_always_the_first(tmp_path: Path) -> None:
    asked = "\n".join(f"### 第 {n} 题\n- [x] 好{n}\n- [ ] 坏{n}\n- [ ] 差{n}\n" for n in range(12))
    page = made(tmp_path / "school", asked).page(LESSON)
    firsts = re.findall(r"<div><label><input[^>]*>(.)", page)

    assert len(firsts) == 12
    assert {"好"} < set(firsts)


def test_numbers_get_a_keypad_and_negative_ones_the_whole_keyboard(tmp_path: Path) -> None:
    asked = "### 甲\n= 12.5\n### 乙\n= -5\n### 丙\n= 字\n### 丁\n= 5 ± 1\n### 戊\n= 0 ± 1"
    page = made(tmp_path / "school", asked).page(LESSON)
    fields = re.findall(r"<input aria-label[^>]*>", page)

    assert ["inputmode=decimal" in field for field in fields] == [True, False, False, True, False]


def test_every_target_is_large_enough_for_a_thumb(opened: Page) -> None:
    question(opened, "开业前先办什么").get_by_label("营业执照").check()
    targets = opened.locator(".q label, .q button, .q summary, .q input:not([type])").all()
    sizes = [box["height"] for target in targets if (box := target.bounding_box())]

    assert len(sizes) > 10
    assert min(sizes) >= 44
