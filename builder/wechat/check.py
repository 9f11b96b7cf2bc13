"""The structure rules held against built articles, their faults as problems of the lessons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from builder.model.school import School
from builder.problems import Problem
from builder.wechat.structure import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page


def structure_problems(
    folder: Path, school: School, page: Page | None, is_wanted: Callable[[str], bool]
) -> Iterator[Problem]:
    """
    Problems for everything that WeChat would report.

    Args:
        folder: Holds the articles (`<address>/article.html` and `.json`).
        school: From which they were built; its headings give the lines.
        page: Of a browser, or None when there is none.
        is_wanted: Whether a lesson's path (relative to the school's folder) is to be checked.
    """
    lines = {f"content/{path}": _lines(school, path) for path, _ in school.texts}
    for file in sorted(folder.rglob("article.json")):
        path = json.loads(file.read_text(encoding="utf-8"))["path"]
        if not is_wanted(path):
            continue
        html = file.with_name("article.html").read_text(encoding="utf-8")
        for fault in faults(html, page):
            line = lines.get(path, {}).get(_plain(fault.heading), 1)
            message = f"WeChat would report the article, {fault}"
            yield Problem(path, line, 1, "error", f"wechat-{fault.rule}", message, fault.mend)


def _lines(school: School, path: str) -> Mapping[str, int]:
    """The line of each heading of a lesson, by its words."""
    text = next(document for name, document in school.texts if name == path)
    return {_plain(heading.text): heading.line for heading in reversed(text.headings)}


def _plain(words: str) -> str:
    return "".join(words.split()).lower()
