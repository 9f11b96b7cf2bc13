"""`renlearn summary --shots`: pictures of the lessons that a change touches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.browser import NoBrowserError, offline_page
from builder.i18n import Said
from builder.problem_words import in_chinese
from builder.report.changes import changed_lessons
from builder.report.shots import SCREEN, take

MOST = 12  # lessons; a change of the theme touches all
_UNKNOWN = Said(
    "No screenshots, since the earlier report does not name its files.",
    "没有截图：以前的报告没有写明文件。",
)
_SAME = Said(
    "No lesson's page changed, so there are no screenshots.", "没有课文的网页有变化，所以没有截图。"
)
_TAKEN = Said(
    "Screenshots of changed lessons, as a phone shows them: {taken} of {changed}.",
    "改过的课文在手机上的样子，截图：{changed} 课里的 {taken} 课。",
)


def shots_of(
    root: Path, now: Mapping[str, Any], earlier: Mapping[str, Any], folder: Path
) -> tuple[list[Path], Said]:
    """
    Take a picture of each lesson whose page changed.

    Args:
        root: The school's folder, built.
        now: Its report.
        earlier: The report of the site that readers have.
        folder: For the pictures.

    Returns:
        The pictures, and a sentence about them: why there are none, or how many are left out.
    """
    try:
        urls = changed_lessons(now, earlier)
    except (KeyError, TypeError, AttributeError):
        return [], _UNKNOWN
    if not urls:
        return [], _SAME
    try:
        with offline_page(**SCREEN) as page:
            files = list(take(root / "build" / "site", urls[:MOST], folder, page))
    except NoBrowserError as missing:
        return [], Said(
            f"No screenshots, since they take a browser. {missing}",
            f"没有截图，因为截图要用浏览器。{in_chinese(str(missing))}",
        )
    return files, _TAKEN.filled(taken=len(files), changed=len(urls))
