"""How a lesson looks and feels under a thumb, where a style could spoil it unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.conftest import scripted
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("looks")]

LESSON = "business/a/01-x/"
THUMB = 44  # CSS px, the least height of what is tapped
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="300">'
    '<rect width="720" height="{0}" fill="#064"/></svg>'
)
TEXT = """一段话，[第二课](02-x.md)。

| 日期 | 事情 | 收入 | 支出 | 结余 | 备注 |
|---|---|--:|--:|--:|---|
| 11月3日 | 卖面 | 320 | | 320 | 现金和微信都算在里面 |

| 日期 | 事情 |
|---|---|
| 11月4日 | 买面 |

!!! warning
    家里的钱和店里的钱分开。

??? note "为什么"
    记性靠不住。

=== "现金"
    数一数抽屉里的钱。

=== "微信"
    看看零钱明细。

![账本](book.svg)

## 小测

### 哪一张是账本？
- [x] ![本子](page.svg)
- [ ] 菜单

### 3 月利润是 ____ 元。
= 1850

### 按先后排列
1. 记下每笔收支
2. 月底加总

### 连一连
- 收入 :: **卖出**货物得到的钱
- 支出 :: **买进**货物付出的钱
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = SchoolTest(tmp_path_factory.mktemp("looks") / "school").course("business/a")
    school.write("business/a/book.svg", DRAWING.format(300))
    school.write("business/a/page.svg", DRAWING.format(200))
    school.lesson("business/a/01-x.md", TEXT, discuss="你怎么记账？")
    school.lesson("business/a/02-x.md", "短。", title="第二课")
    school.lesson("business/a/01-x.en.md", "A book.\n\n![Book](book.svg)", title="Lesson one")
    assert school.run("build").exit_code == 0, school.output
    return school


@pytest.fixture
def lesson(built: SchoolTest, serve_site: Callable[[Path], SiteServer]) -> str:
    return serve_site(built.site).url + LESSON


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_any_construct(
    lesson: str, phone: Callable[..., Page], dark: bool
) -> None:
    page = phone(dark=dark)
    page.goto(lesson)

    found = Axe().run(page).response["violations"]

    assert [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]] == []


def test_what_is_tapped_is_large_enough(lesson: str, phone: Callable[..., Page]) -> None:
    page = phone()
    page.goto(lesson)
    tapped = page.locator("button,summary,select,input:not([type]),.q label:has([type]),nav a")
    small = [
        (one.inner_text(), box["height"])
        for one in tapped.all()
        if one.is_visible() and (box := one.bounding_box()) and box["height"] < THUMB
    ]

    assert tapped.count() > 10
    assert small == []


@pytest.mark.parametrize("scale", [1, 2])
def test_wide_things_scroll_in_themselves(
    lesson: str, phone: Callable[..., Page], scale: int
) -> None:
    page = phone()
    page.goto(lesson)
    page.evaluate(f"document.documentElement.style.fontSize='{scale * 100}%'")
    table = page.locator("table").first

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert table.evaluate("t => t.parentNode.scrollWidth > t.parentNode.clientWidth")
    assert table.locator("th").first.evaluate(
        "t => t.clientHeight < 2 * parseFloat(getComputedStyle(t).lineHeight)"
    )


def test_numbers_and_letters_of_questions_are_shown(
    lesson: str, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.goto(lesson)
    marked = page.locator(".q ol > li")

    assert marked.count() == 4  # the letters of the pairs, the order in the answer
    assert marked.evaluate_all(
        "all => [...new Set(all.map(e => getComputedStyle(e).display))]"
    ) == ["list-item"]


def test_the_data_saver_hides_pictures_of_questions_too(
    lesson: str, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.goto(lesson)
    page.get_by_role("button", name="省流量：关").click()
    page.reload()

    assert page.locator("picture:visible").count() == 0
    button = page.get_by_role("button", name="图：本子").first
    button.click()
    assert page.locator("img[alt=本子]").first.is_visible()
    assert page.get_by_role("button", name="省流量：开").is_visible()


def test_the_switch_moves_nothing(lesson: str, phone: Callable[..., Page]) -> None:
    top = "document.querySelector('main > p:nth-of-type(2)').getBoundingClientRect().top"
    with_script, without = phone(), phone(javascript=False)
    with_script.goto(lesson)
    scripted(with_script)
    without.goto(lesson)

    assert with_script.locator("h1 + p button").count() == 1
    # One renderer rounds the height of a line otherwise than the next.
    assert abs(with_script.evaluate(top) - without.evaluate(top)) <= 2


def test_the_script_speaks_the_language_of_the_page(
    lesson: str, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.goto(lesson)
    page.get_by_role("link", name="English").click()

    assert page.locator("h1").inner_text() == "Lesson one"
    expect(page.get_by_role("button", name="Data saver: off")).to_be_visible()
