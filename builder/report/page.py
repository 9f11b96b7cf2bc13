"""A report as one HTML page for staff: costs, and pictures as made and as phones get them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from builder.i18n import StaffLanguage
from builder.model.cost import duration
from builder.report.changes import Changes
from builder.report.figures import growth, money, share, size, waiting
from builder.report.ranked import Part, ranked, whole_bytes
from builder.report.words import say, trend_line

_HERE = Path(__file__).parent
_MOST = 100  # rows, pictures: what follows is light
_PAGES = 3  # in which a picture stands, by name


def page(report: Part, trend: Changes | None, language: StaffLanguage) -> str:
    """
    The report as a page that lies in `build/`, without script.

    Pictures are not copied into it: it shows those in `content/` and in
    `build/site`, as they come into view.

    Args:
        report: Of the built site (`builder.report.report.report`).
        trend: The same beside that of the last release.
        language: Of the words.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: It is no such report.
    """
    try:
        return _template().render(_values(report, trend, language))
    except jinja2.UndefinedError as fault:
        raise ValueError(str(fault)) from fault


def _values(report: Part, trend: Changes | None, language: StaffLanguage) -> dict[str, Any]:
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "tag": "zh-CN" if language == "zh" else "en",
        "style": Markup(style),  # noqa: S704 - our own
        "style_hash": f"sha256-{digest}",
        "say": partial(say, language),
        "school": report["school"],
        "assumptions": report["assumptions"],
        "totals": report["totals"],
        "found": ranked(report, trend),
        "trend": trend,
        "trend_line": trend_line(trend, language),
        "titles": {one["url"]: one["title"] for one in report["pages"]},
        "uses": _uses(report),
        "most": _MOST,
        "size": partial(size, language=language),
        "growth": partial(growth, language=language),
        "waiting": partial(waiting, language=language),
    }


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals |= {
        "built": _built,
        "duration": duration,
        "money": money,
        "phone": _phone,
        "share": share,
        "source": _source,
        "whole": whole_bytes,
    }
    return environment.get_template("page.html")


def _uses(report: Part) -> Mapping[str, list[str]]:
    """Pages in which a picture stands, the first few by their titles."""
    found: dict[str, list[str]] = {}
    for one in report["pages"]:
        for source in one["media"]:
            found.setdefault(source, []).append(str(one["title"]))
    return {source: _few(list(dict.fromkeys(titles))) for source, titles in found.items()}


def _few(titles: list[str]) -> list[str]:
    return titles if len(titles) <= _PAGES else [*titles[:_PAGES], "…"]


def _built(url: str) -> str:
    """The file of a page; a folder opened as a file shows what it holds."""
    return quote(f"site/{url}{'index.html' if url == '' or url.endswith('/') else ''}")


def _source(picture: Mapping[str, Any]) -> str:
    return quote(f"../content/{picture['source']}")


def _phone(picture: Mapping[str, Any]) -> str:
    """The file that a phone downloads."""
    phone = picture["phone_bytes"]
    found = [one["path"] for one in picture["variants"] if one["bytes"] == phone]
    return quote(f"site/{found[0]}") if found else ""
