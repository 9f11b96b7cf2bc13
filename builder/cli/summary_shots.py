"""`renlearn summary --shots`: pictures of the lessons that a change touches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.browser import NoBrowserError, offline_page
from builder.report.changes import changed_lessons
from builder.report.shots import SCREEN, take

MOST = 12  # lessons; a change of the theme touches all


def shots_of(
    root: Path, now: Mapping[str, Any], earlier: Mapping[str, Any], folder: Path
) -> tuple[list[Path], str]:
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
        return [], "No screenshots, since the earlier report does not name its files."
    if not urls:
        return [], "No lesson's page changed, so there are no screenshots."
    try:
        with offline_page(**SCREEN) as page:
            files = list(take(root / "build" / "site", urls[:MOST], folder, page))
    except NoBrowserError as missing:
        return [], f"No screenshots, since they take a browser. {missing}"
    rest = len(urls) - len(files)
    more = f"; {rest} more lessons changed" if rest else ""
    return files, f"Screenshots of changed lessons, as a phone shows them: {len(files)}{more}."
