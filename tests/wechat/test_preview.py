"""The preview that staff open from disk and copy from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pictures import drawing, saved
from tests.school import SchoolTest
from tests.wechat.articles import Built, built

LESSON = "business/a/01-x"
BASE = "https://school.example/"
READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const texts = {};
  for (const type of item.types) texts[type] = await (await item.getType(type)).text();
  return texts;
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("preview")
    school = SchoolTest(root / "school")
    school.course("business/a", title="记账入门")
    school.write("business/a/p.jpg", saved(drawing(400, 300), "JPEG"))
    text = "第一段**粗**。\n\n![图](p.jpg)\n\n!!! note\n    框里。"
    school.lesson("business/a/01-x.md", text, title="记一笔账", summary="写全四样。")
    return built(school, root / "out", base_url=BASE)


@pytest.fixture
def page(made: Built, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto((made.folder / LESSON / "preview.html").as_uri())
    yield opened
    context.close()


@pytest.mark.browser
def test_the_article_is_copied_with_its_looks_and_pictures(page: Page, made: Built) -> None:
    page.get_by_role("button", name="复制正文").click()
    page.get_by_role("status").get_by_text("已复制：正文").wait_for()
    copied = page.evaluate(READ)

    assert copied["text/html"].count('src="data:image/') == 1
    assert "images/" not in copied["text/html"]
    assert 'style="' in copied["text/html"]
    assert "font-size:17px" in copied["text/html"].replace(": ", ":")
    assert "第一段粗。" in copied["text/plain"]
    assert made.record(LESSON)["counts"]["content"][0] < 20_000


@pytest.mark.browser
def test_where_there_is_no_clipboard_the_selection_is_copied(made: Built, page: Page) -> None:
    page.add_init_script("delete window.ClipboardItem")
    page.goto((made.folder / LESSON / "preview.html").as_uri())
    page.get_by_role("button", name="复制正文").click()
    page.get_by_role("status").get_by_text("已复制：正文").wait_for()
    has_item = page.evaluate("typeof ClipboardItem !== 'undefined'")
    copied = page.evaluate(READ)

    assert not has_item
    assert copied["text/html"].count("data:image/") == 1
    assert "第一段" in copied["text/html"]
    assert "框里。" in copied["text/plain"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("button", "text"),
    [
        ("复制标题", "记一笔账"),
        ("复制摘要", "写全四样。"),
        ("复制网址", f"{BASE}{LESSON}/?from=wx"),
    ],
)
def test_each_field_is_copied_alone(page: Page, button: str, text: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("status").get_by_text("已复制").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == text


@pytest.mark.browser
def test_the_text_for_the_group_and_the_counts_are_there(page: Page, made: Built) -> None:
    page.get_by_role("button", name="复制这段话").click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    share = (made.folder / LESSON / "share.txt").read_text(encoding="utf-8").strip()

    assert page.evaluate("navigator.clipboard.readText()") == share
    assert page.get_by_text("4 / 32").is_visible()
    assert page.get_by_text("5 / 120").is_visible()
    assert page.get_by_text("都没有写作者").is_visible()


@pytest.mark.browser
def test_it_is_whole_without_any_other_file_or_host(made: Built, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = made.folder / LESSON / "preview.html"
    alone = made.folder.parent / "alone.html"
    alone.write_bytes(file.read_bytes())
    page.goto(alone.as_uri())
    loaded = "() => [...document.images].every((one) => one.complete && one.naturalWidth)"

    assert page.evaluate(loaded)
    assert [url for url in asked if not url.startswith("data:")] == [alone.as_uri()]
    page.close()


@pytest.mark.browser
def test_the_dark_mode_is_shown_and_the_light_one_copied(page: Page) -> None:
    ground = "document.getElementById('phone').querySelector('.body:not([hidden]) > section')"
    colour = f"getComputedStyle({ground}).backgroundColor"
    light = page.evaluate(colour)
    page.get_by_label("深色模式").check()
    dark = page.evaluate(colour)
    page.get_by_role("button", name="复制正文").click()
    page.get_by_role("status").get_by_text("已复制：正文").wait_for()

    assert light == "rgb(255, 255, 255)"
    assert dark != light
    assert "#fff" in page.evaluate(READ)["text/html"] or "255, 255, 255" in str(page.evaluate(READ))


@pytest.mark.browser
def test_the_list_leads_to_every_preview(made: Built, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((made.folder / "index.html").as_uri())
    page.get_by_role("link", name="记一笔账").click()
    page.wait_for_url("**/preview.html")
    page.get_by_role("link", name="全部文章").click()
    page.wait_for_url("**/index.html")

    assert Path(page.url.removeprefix("file://")) == made.folder / "index.html"
    page.close()
