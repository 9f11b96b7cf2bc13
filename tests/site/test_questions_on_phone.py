"""Every kind of question answered on a phone, wrongly and rightly, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.questions import EVERY_KIND
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("questions")]

LESSON = "business/a/01-x/"
RIGHT, WRONG = "对了", "还不对"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = SchoolTest(tmp_path_factory.mktemp("questions") / "school")
    school.course("business/a").lesson("business/a/01-x.md", EVERY_KIND)
    assert school.run("build").exit_code == 0, school.output
    return school


@pytest.fixture
def lesson(built: SchoolTest, open_page: Callable[[SchoolTest, str], Page]) -> Page:
    return open_page(built, LESSON)


def question(page: Page, words: str) -> Locator:
    return page.locator(".q", has_text=words)


def check(asked: Locator) -> str:
    asked.get_by_role("button").click()
    return asked.get_by_role("status").inner_text()


def test_single_choice_says_at_once_and_gives_the_feedback_of_the_choice(lesson: Page) -> None:
    asked = question(lesson, "哪一项是店里的资产")
    asked.get_by_label("欠房东的房租").check()
    assert WRONG in asked.get_by_role("status").inner_text()
    assert "这是你欠别人的" in asked.get_by_role("status").inner_text()
    assert not asked.get_by_text("存货归你所有").is_visible()

    asked.get_by_label("货架上的存货").check()
    assert RIGHT in asked.get_by_role("status").inner_text()
    assert asked.get_by_text("存货归你所有").is_visible()


def test_multiple_choice_is_all_or_nothing(lesson: Page) -> None:
    asked = question(lesson, "开业前要办哪些手续")
    asked.get_by_label("营业执照").check()
    assert WRONG in check(asked)
    asked.get_by_label("税务登记").check()
    assert RIGHT in check(asked)
    asked.get_by_label("结婚证").check()
    assert WRONG in check(asked)


def test_true_or_false_keeps_its_order(lesson: Page) -> None:
    asked = question(lesson, "收据丢了")
    labels = [label.strip() for label in asked.locator("label").all_inner_texts()]
    assert labels == ["对", "错"]
    asked.get_by_label("错").check()
    assert WRONG in asked.get_by_role("status").inner_text()


@pytest.mark.parametrize(
    ("name", "number", "answer"),
    [
        ("利润", "1850", RIGHT),
        ("盈利", "1,850 元", RIGHT),
        ("利 润。", "１８５０", RIGHT),
        ("利润", "￥1850.00", RIGHT),
        ("利润", "1851", WRONG),
        ("利润", "1850斤", WRONG),
        ("", "1850", WRONG),
    ],
)
def test_blanks_are_compared_as_people_mean_them(
    lesson: Page, name: str, number: str, answer: str
) -> None:
    asked = question(lesson, "收入 8200 元")
    asked.locator("input").first.fill(name)
    asked.locator("input").last.fill(number)

    assert answer in check(asked)


@pytest.mark.parametrize(("given", "answer"), [("495", RIGHT), ("505", RIGHT), ("494", WRONG)])
def test_a_tolerance_holds(lesson: Page, given: str, answer: str) -> None:
    asked = question(lesson, "一斤约合")
    asked.locator("input").fill(given)

    assert answer in check(asked)


def test_ordering_is_shown_in_another_order_and_judged(lesson: Page) -> None:
    asked = question(lesson, "按先后排列")
    items = ["记下每笔收支", "月底加总", "算出利润"]
    shown = [
        next(item for item in items if item in text)
        for text in asked.locator("label").all_inner_texts()
    ]
    assert shown != items
    for item in items:
        asked.locator("label", has_text=item).locator("select").select_option("1")
    assert WRONG in check(asked)
    for place, item in enumerate(items, 1):
        asked.locator("label", has_text=item).locator("select").select_option(str(place))
    assert RIGHT in check(asked)


def test_matching_has_its_distractor_and_is_judged(lesson: Page) -> None:
    asked = question(lesson, "连一连")
    income = asked.locator("label", has_text="收入").locator("select")
    cost = asked.locator("label", has_text="支出").locator("select")
    assert "借来的钱" in income.inner_text()
    income.select_option(label="借来的钱")
    cost.select_option(label="买进货物付出的钱")
    assert WRONG in check(asked)
    income.select_option(label="卖出货物得到的钱")
    assert RIGHT in check(asked)


def test_what_was_answered_is_there_again_after_closing(lesson: Page) -> None:
    question(lesson, "哪一项是店里的资产").get_by_label("货架上的存货").check()
    asked = question(lesson, "一斤约合")
    asked.locator("input").fill("500")
    check(asked)
    lesson.reload()

    expect(question(lesson, "哪一项是店里的资产").get_by_label("货架上的存货")).to_be_checked()
    assert RIGHT in question(lesson, "哪一项是店里的资产").get_by_role("status").inner_text()
    assert question(lesson, "一斤约合").locator("input").input_value() == "500"


def test_it_works_where_the_phone_remembers_nothing(
    built: SchoolTest, serve_site: Callable[[Path], SiteServer], phone: Callable[..., Page]
) -> None:
    page = phone()
    page.add_init_script(
        "Object.defineProperty(window,'localStorage',{get(){throw new Error('private')}})"
    )
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(serve_site(built.site).url + LESSON)
    asked = question(page, "哪一项是店里的资产")
    asked.get_by_label("货架上的存货").check()

    assert RIGHT in asked.get_by_role("status").inner_text()
    assert faults == []


def test_without_javascript_every_answer_is_folded_away_and_readable(
    built: SchoolTest, serve_site: Callable[[Path], SiteServer], phone: Callable[..., Page]
) -> None:
    page = phone(javascript=False)
    page.goto(serve_site(built.site).url + LESSON)
    answers = page.locator(".q > details")
    assert answers.count() == 8
    wanted = [
        "存货归你所有", "税务登记", "对", "1850", "500", "算出利润", "卖出货物得到的钱", "五分钟",
    ]  # fmt: skip
    for index, words in enumerate(wanted):
        found = answers.nth(index)
        inside = found.get_by_text(words).last
        assert not inside.is_visible()
        found.locator("summary").click()
        assert inside.is_visible(), words


def test_every_control_can_be_reached_and_used_by_keyboard(lesson: Page) -> None:
    asked = question(lesson, "收据丢了")
    asked.get_by_label("错").focus()
    lesson.keyboard.press("ArrowUp")

    assert asked.get_by_label("对", exact=True).is_checked()
    assert RIGHT in asked.get_by_role("status").inner_text()
