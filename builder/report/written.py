"""A report put beside its build: for programs and for people."""

from __future__ import annotations

from pathlib import Path

import orjson

from builder.i18n import StaffLanguage
from builder.report.page import page
from builder.report.ranked import Part
from builder.report.released import HTML, REPORT, since_release
from builder.staging import write_whole

MOST_PAGES = 1_000


def write_report(root: Path, folder: Path, report: Part, language: StaffLanguage) -> None:
    """
    Write `report.json` and `report.html` into `folder`.

    Of thousands of pages `renlearn report` alone writes the latter: it would
    take longer than to build an edited lesson. An older one goes.

    Args:
        root: The school's folder, which knows what was released last.
        folder: Where the build is.
        report: Of `builder.report.report.report`.
        language: Of the page.
    """
    write_whole(folder / REPORT.name, orjson.dumps(report))
    if len(report["pages"]) > MOST_PAGES:
        (folder / HTML.name).unlink(missing_ok=True)
        return
    html = page(report, since_release(root, report), language)
    write_whole(folder / HTML.name, html.encode())
