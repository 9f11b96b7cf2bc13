"""Articles built as `renlearn build` builds them, and laid out as WeChat's reader does."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from builder.model.school import Settings
from builder.prepared import Prepared, prepare
from builder.problems import Problem
from builder.wechat.build import build_wechat
from tests.school import SchoolTest

TODAY = date(2026, 11, 20)
READER = """<!doctype html><meta charset=utf-8><style>
body{margin:0 16px;font:17px/1.6 sans-serif}
#article *{max-width:100%!important;box-sizing:border-box!important}
h1,h2,h3,h4,h5,h6{font-weight:400;font-size:16px}
</style><div id=article></div>"""


@dataclass(frozen=True)
class Built:
    """A school's bundles in a folder, and what was said of them."""

    folder: Path
    problems: list[Problem]

    def html(self, lesson: str) -> str:
        return (self.folder / lesson / "article.html").read_text(encoding="utf-8")

    def record(self, lesson: str) -> dict[str, Any]:
        text = (self.folder / lesson / "article.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found


def with_settings(ready: Prepared, **settings: Any) -> Prepared:
    """The same school with other settings."""
    changed: Settings = replace(ready.school.settings, **settings)
    return replace(ready, school=replace(ready.school, settings=changed))


def built(school: SchoolTest, folder: Path, **settings: Any) -> Built:
    """The bundles of a school."""
    ready = with_settings(prepare(school.root, articles=True), **settings)
    return Built(folder, build_wechat(ready, folder, today=TODAY))


def laid_out(browser: Browser, html: str, width: int = 375) -> Page:
    """A page that shows an article as wide as a phone."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content(READER)
    page.evaluate("html => { document.getElementById('article').innerHTML = html }", html)
    return page


def lines(page: Page) -> list[str]:
    """What a reader sees, line by line, pictures as `[alt]`."""
    text: str = page.evaluate(
        """() => {
          const article = document.getElementById("article");
          article.querySelectorAll("img").forEach(
            (image) => image.replaceWith(`[${image.alt}]`));
          return article.innerText;
        }"""
    )
    plain = text.replace("\xa0", " ").replace("\t", " | ")
    return [line.rstrip() for line in plain.split("\n") if line.strip()]
