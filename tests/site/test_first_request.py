"""What the first bytes of a lesson can do alone, and how its script takes over from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.conftest import scripted
from tests.questions import EVERY_KIND
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("questions")]

LESSON = "business/a/01-x/"
LEDGER = "![账本](book.svg)\n\n"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="200"><path d="M0 0h9v9z"/></svg>'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = SchoolTest(tmp_path_factory.mktemp("first") / "school").course("business/a")
    school.write("business/a/book.svg", DRAWING)
    school.lesson("business/a/01-x.md", LEDGER + EVERY_KIND, discuss="你怎么记账？")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    return school


class Held:
    """A lesson whose script is kept back until `let_go`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self._kept: list[Route] = []
        page.on("console", lambda said: said.type == "error" and self.faults.append(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.route("**/m/*.js", self._keep)
        page.goto(address)

    def _keep(self, route: Route) -> None:
        self._kept.append(route)

    def question(self, words: str) -> Locator:
        return self.page.locator(".q", has_text=words)

    def let_go(self) -> None:
        while not self._kept:
            self.page.wait_for_timeout(20)
        self._kept.pop().continue_()
        scripted(self.page)


@pytest.fixture
def held(
    built: SchoolTest, serve_site: Callable[[Path], SiteServer], phone: Callable[..., Page]
) -> Held:
    return Held(phone(), serve_site(built.site).url + LESSON)


def judged(asked: Locator) -> str:
    return asked.get_by_role("status").inner_text()


def press(asked: Locator) -> str:
    asked.get_by_role("button").click()
    return judged(asked)


def test_one_of_several_is_judged_without_the_script(held: Held) -> None:
    asked = held.question("哪一项是店里的资产")
    asked.get_by_label("欠房东的房租").check()
    assert judged(asked) == "✗ 还不对，再想想。"
    assert not asked.get_by_text("存货归你所有").is_visible()

    asked.get_by_label("货架上的存货").check()
    assert judged(asked) == "✓ 对了！"
    assert asked.get_by_text("存货归你所有").is_visible()
    assert held.faults == []


def test_several_are_judged_without_the_script(held: Held) -> None:
    asked = held.question("开业前要办哪些手续")
    asked.get_by_label("营业执照").check()
    assert press(asked).startswith("✗")
    asked.get_by_label("税务登记").check()
    assert press(asked).startswith("✓")
    assert asked.get_by_role("button").count() == 1


def test_blanks_are_judged_without_the_script(held: Held) -> None:
    asked = held.question("收入 8200 元")
    first, second = asked.locator("input").all()
    first.fill("盈 利。")
    second.fill("￥1,850.00 元")
    second.press("Enter")
    assert judged(asked).startswith("✓")
    second.fill("1851")
    assert press(asked).startswith("✗")

    asked = held.question("一斤约合")
    for given, sign in {"505": "✓", "５０４．９克": "✗", "５０４．９": "✓", "506": "✗"}.items():
        asked.locator("input").fill(given)
        assert press(asked).startswith(sign), given
    assert held.faults == []


def test_orders_and_pairs_are_judged_without_the_script(held: Held) -> None:
    asked = held.question("按先后排列")
    for place, item in enumerate(["记下每笔收支", "月底加总", "算出利润"], 1):
        asked.locator("label", has_text=item).locator("select").select_option(str(place))
    assert press(asked).startswith("✓")

    asked = held.question("连一连")
    for left, right in {"收入": "卖出货物得到的钱", "支出": "卖出货物得到的钱"}.items():
        asked.locator("label", has_text=left).locator("select").select_option(label=right)
    assert press(asked).startswith("✗")


def test_what_was_answered_before_the_script_is_remembered_when_it_comes(held: Held) -> None:
    held.question("一斤约合").locator("input").fill("500")
    press(held.question("一斤约合"))
    held.question("哪一项是店里的资产").get_by_label("欠房东的房租").check()
    held.let_go()

    assert "这是你欠别人的" in judged(held.question("哪一项是店里的资产"))
    held.page.unroute("**/m/*.js")
    held.page.reload()
    expect(held.question("一斤约合").get_by_role("status")).to_contain_text("对了")
    expect(held.question("一斤约合").locator("input")).to_have_value("500")
    held.question("一斤约合").locator("input").fill("1")
    assert press(held.question("一斤约合")).startswith("✗")
    assert held.faults == []


def test_what_is_being_answered_when_the_script_comes_stays(held: Held) -> None:
    held.page.evaluate("""() => {
      const [, several, , , grams] = [...document.querySelectorAll('.q')].map(one => one.id);
      localStorage['ren:q'] = JSON.stringify({[grams]: ['499'], [several]: [1, 1, 1]})
    }""")
    held.question("一斤约合").locator("input").fill("50")
    held.let_go()

    assert held.question("一斤约合").locator("input").input_value() == "50"
    assert judged(held.question("一斤约合")) == ""
    assert judged(held.question("开业前要办哪些手续")).startswith("✗")


def test_each_answer_is_judged_once_when_the_script_is_there(held: Held) -> None:
    held.let_go()
    held.page.evaluate("""() => {
      window.told = [];
      new MutationObserver(() => told.push(document.querySelector('output').value))
        .observe(document.querySelector('output'), {childList: true})
    }""")
    asked = held.question("哪一项是店里的资产")
    asked.get_by_label("货架上的存货").check()
    expect(asked.get_by_role("status")).to_have_text("✓ 对了！")

    assert held.page.evaluate("told") == ["✓ 对了！"]
    assert asked.get_by_role("button").count() == 0


def test_all_else_works_once_the_script_is_there(held: Held) -> None:
    assert held.page.get_by_role("button").count() == 0
    held.let_go()

    expect(held.page.get_by_role("button", name="省流量：关")).to_be_visible()
    expect(held.page.get_by_role("button", name="复制这个问题")).to_be_visible()
    asked = held.question("开业前要办哪些手续")
    for label in ("营业执照", "税务登记"):
        asked.get_by_label(label).check()  # wherever they stand after mixing
    assert press(asked).startswith("✓")
    assert held.faults == []


def test_what_was_remembered_under_a_longer_name_is_there(held: Held) -> None:
    held.page.evaluate("""localStorage['ren:q'] = JSON.stringify({
      [document.querySelectorAll('.q')[4].id + 'abcd']: ['499']
    })""")
    held.let_go()

    assert held.question("一斤约合").locator("input").input_value() == "499"
    assert judged(held.question("一斤约合")).startswith("✓")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_first_words_are_in_the_language_of_the_page(
    language: str,
    school: SchoolTest,
    phone: Callable[..., Page],
    serve_site: Callable[[Path], SiteServer],
) -> None:
    school.write("school.yml", f"name: School\nlanguage: {language}\n").course("business/a")
    school.lesson("business/a/01-x.md", "Text.\n\n## Quiz\n\n### Yes?\n- [x] A\n- [ ] B\n")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    held = Held(phone(), serve_site(school.site).url + LESSON)
    held.page.get_by_label("A").check()

    said = judged(held.page.locator(".q"))
    assert said.startswith("✓ ")
    assert not re.search("[一-鿿]", said)
