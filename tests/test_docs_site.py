"""The documents as a site: whole, in two languages, and nothing from another host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.school import REPOSITORY
from tests.webserver import SiteServer

CHINESE = ".zh-CN"
DOCS = REPOSITORY / "docs"
BOTH = ("index", "first-lesson", "recording", "good-questions", "publish", "wechat", "formats")
BOTH += ("architecture", "preview")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
FOREIGN = re.compile(r"<(?:script|link|img|source|iframe)\b[^>]*=\"?(?:https?:)?//[^>]*>")
# What git hosts read as lists and blocks, and Python-Markdown, with fewer blanks, does not.
SWALLOWED = re.compile(r"<p>[^<]*\n\s*(?:[-*]|\d+\.) [^<]*|<p>[^<]*```[^<]*")
CUT_IN_TWO = re.compile(r"</ol>(?:(?!<h[1-6]|<ol>).)*<ol>", re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `make docs` does; a broken link or a page that no menu shows ends the build."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    done = subprocess.run(
        [*command, "-f", "mkdocs.docs.yml", "-d", str(folder)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_pages_are_whole_and_need_no_other_host(site: Path) -> None:
    pages = {file.name: file.read_text(encoding="utf-8") for file in site.glob("*.html")}

    assert len(pages) > 2 * len(BOTH)
    assert {name: found for name, page in pages.items() if (found := FOREIGN.findall(page))} == {}
    for fault in (SWALLOWED, CUT_IN_TWO):
        assert {name: found for name, page in pages.items() if (found := fault.findall(page))} == {}
    assert not (site / "hooks.py").exists()


@pytest.mark.parametrize("name", BOTH)
def test_both_languages_say_the_same_and_lead_to_each_other(name: str) -> None:
    english = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    chinese = (DOCS / f"{name}{CHINESE}.md").read_text(encoding="utf-8")

    assert f"]({name}{CHINESE}.md)" in english
    assert f"]({name}.md)" in chinese
    assert outline(english) == outline(chinese)
    blocks = [[block.split("\n")[0] for block in FENCE.findall(one)] for one in (english, chinese)]
    assert blocks[0] == blocks[1]


def outline(text: str) -> list[str]:
    """The levels of the headings, in order."""
    return re.findall(r"^#+(?= )", FENCE.sub("", text), re.MULTILINE)


def test_no_chinese_page_is_left_out() -> None:
    assert {file.name.removesuffix(f"{CHINESE}.md") for file in DOCS.glob(f"*{CHINESE}.md")} == {
        *BOTH
    }


@pytest.mark.browser
def test_a_reader_finds_a_chinese_word_and_the_other_language(
    site: Path, browser: Browser, serve_site: Callable[[Path], SiteServer]
) -> None:
    server = serve_site(site)
    asked: set[str] = set()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.on("request", lambda request: asked.add(request.url))
    page = context.new_page()
    page.goto(f"{server.url}publish.html")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.locator(".md-header [aria-label='Select language']").hover()
    page.get_by_role("link", name="中文", exact=True).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.locator("h1")).to_contain_text("发布")
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.fill("存储桶")
    box.press("End")
    expect(page.locator(".md-search-result__item h1").first).to_have_text("发布")

    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{server.url}architecture{CHINESE}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("img").first.evaluate("one => one.naturalWidth") > 0
    assert {url for url in asked if not url.startswith((server.url, "data:"))} == set()
    context.close()
