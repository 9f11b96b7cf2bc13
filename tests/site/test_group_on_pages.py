"""The group's code on a phone: scanned by a long press, in light and dark, at little cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page

from builder import wechat_limits as limits
from tests.group_code import ADDRESS, bare_code, card
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("phone")]

LESSON, COURSE = "business/a/01-x/", "business/a/"
CODE = "img[src$='.png']"
UNTIL = "2099-12-03"


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = SchoolTest(tmp_path_factory.mktemp("grouped") / "school")
    group = "group:\n  qr: group.jpg\n  contact: 王老师（微信 wang）\n"
    school.write("school.yml", f"name: 学堂\n{group}  valid_until: {UNTIL}\n")
    school.write("group.jpg", card()).course("business/a")
    school.lesson("business/a/01-x.md", "一段话。\n\n" * 400, discuss="你记账吗？")
    school.lesson("business/a/02-y.md", "没有讨论题。")
    school.course("business/b").lesson("business/b/01-x.md", "字")
    school.write("business/b/own.png", bare_code())
    with (school.content / "business/b/course.yml").open("a", encoding="utf-8") as file:
        file.write(f"group:\n  qr: own.png\n  valid_until: {UNTIL}\n")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    return school


@pytest.fixture
def server(grouped: SchoolTest, serve_site: Callable[[Path], SiteServer]) -> SiteServer:
    return serve_site(grouped.site)


def pictures(server: SiteServer) -> list[str]:
    return [one for one in server.requests if one.endswith(".png")]


def shown(page: Page) -> Locator:
    """The code, scrolled to and loaded."""
    code = page.locator(CODE)
    code.scroll_into_view_if_needed()
    page.wait_for_function("e => e.complete && e.naturalWidth", arg=code.element_handle())
    return code


def test_the_question_for_the_group_is_copied_with_what_it_is_about(
    server: SiteServer, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server.url + LESSON)
    page.get_by_role("button", name="复制这个问题").click()

    assert (
        page.evaluate("navigator.clipboard.readText()")
        == "【第一课 · 记账入门】你记账吗？\n我的回答："
    )
    assert page.get_by_role("button", name="已复制").is_visible()
    assert page.locator("textarea").count() == 0
    page.goto(f"{server.url}business/a/02-y/")
    assert page.locator("button").count() <= 1  # the data saver's


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("url", [LESSON, COURSE, "business/b/01-x/"])
def test_a_picture_of_the_screen_gives_the_code(
    url: str, dark: bool, server: SiteServer, phone: Callable[..., Page]
) -> None:
    page = phone(dark=dark)
    page.goto(server.url + url)
    code = shown(page)
    box = code.bounding_box()
    with Image.open(BytesIO(page.screenshot())) as image:
        screen = image.convert("RGB")
    found = zxingcpp.read_barcodes(screen)

    assert [one.text for one in found] == [ADDRESS]
    place = found[0].position
    assert place.top_right.x - place.top_left.x >= 2 * limits.QR_WIDTH  # two pixels each
    assert box
    assert box["width"] >= limits.QR_WIDTH
    assert box["x"] + box["width"] <= 360
    assert box["height"] <= 640
    quiet = screen.getpixel((int(2 * box["x"]) + 20, int(2 * (box["y"] + box["height"] / 2))))
    assert quiet == (255, 255, 255)


def test_nobody_pays_for_a_code_that_is_not_looked_at(
    server: SiteServer, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.goto(server.url + LESSON)
    page.wait_for_load_state("networkidle")
    assert pictures(server) == []
    shown(page)

    (name,) = pictures(server)
    assert re.fullmatch(r"/m/[a-z0-9]{10}-600\.png", name)


def test_with_data_saving_it_waits_for_a_tap(
    server: SiteServer, phone: Callable[..., Page]
) -> None:
    page = phone()
    page.add_init_script("localStorage['ren:s'] = 1")
    page.goto(server.url + COURSE)
    button = page.get_by_role("button", name="学习群的二维码")
    button.scroll_into_view_if_needed()
    assert re.search(r"\d+ KB", button.inner_text())
    assert pictures(server) == []
    button.click()
    shown(page)

    assert len(pictures(server)) == 1


@pytest.mark.parametrize("url", [LESSON, COURSE, "business/a/02-y/"])
def test_until_when_and_whom_to_ask_stand_below_it(url: str, grouped: SchoolTest) -> None:
    page = grouped.page(url)
    words = re.sub(r"<[^>]+>", "", page[page.index('alt="学习群的二维码"') :])

    assert "2099年12月3日前有效" in words
    assert "过期请联系 王老师（微信 wang）" in words


def test_it_stands_beside_the_question_for_the_group(grouped: SchoolTest) -> None:
    assert re.search(r"群里聊聊</h2><p>你记账吗？</p><picture[^>]*><img", grouped.page(LESSON))
    assert re.search(r"群里聊聊</h2><picture[^>]*><img", grouped.page("business/a/02-y/"))


def test_other_pages_do_not_show_it(grouped: SchoolTest) -> None:
    for url in ("", "business/"):
        assert "二维码" not in grouped.page(url)


def test_after_its_end_only_the_contact_is_left(
    grouped: SchoolTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = SchoolTest(tmp_path / "late")
    for file in grouped.content.rglob("*"):
        if file.is_file():
            late.write(file.relative_to(grouped.content).as_posix(), file.read_bytes())
    monkeypatch.setenv("RENLEARN_TODAY", "2099-12-04")
    assert late.run("build", "--only", "site").exit_code == 0
    assert "expired" in late.output

    assert not list((late.site / "m").glob("*.png"))
    for url in (LESSON, COURSE):
        page = late.page(url)
        assert "<img" not in page
        assert "<p>进群请联系 王老师（微信 wang）<" in page
        assert "前有效" not in page
    assert "学习群" not in late.page("business/b/")  # nobody is named there


def test_an_english_lesson_says_it_in_english(school: SchoolTest) -> None:
    school.write("school.yml", "name: School\nlanguage: en\n").write(
        "business/a/g.png", bare_code()
    )
    school.course("business/a", title="Accounts", summary="").lesson("business/a/01-x.md", "Text")
    with (school.content / "business/a/course.yml").open("a", encoding="utf-8") as file:
        file.write("group:\n  qr: g.png\n  contact: Ms Wang\n  valid_until: 2099-12-03\n")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    page = school.page(LESSON)

    assert "It works until Dec 3, 2099. After that, ask Ms Wang" in page
    assert "KB" in page
