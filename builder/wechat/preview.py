"""Pages that staff open from disk: an article as a phone shows it, and the list of all."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from builder import wechat_limits as limits
from builder.wechat.article import Article
from builder.wechat.bundle import PREVIEW, Bundle
from builder.wechat.dark import darkened

_SOURCE = re.compile(r' src="(images/[^"]*)"')


def preview(bundle: Bundle, record: dict[str, Any], article: Article) -> str:
    """
    One article with buttons that copy it; everything is in the page, no other host is asked.

    Args:
        bundle: Its HTML and pictures.
        record: What its `article.json` says.
        article: To be shown and copied: a paste loses answers that open by a
            tap (wechat.md 8), so it has none.
    """
    html = article.html
    inlined = {one.address: one.inlined for one in article.images}
    light = _SOURCE.sub(lambda found: f' src="{inlined[found[1]]}"', html)
    return _page(
        "preview.html",
        record=record,
        course=bundle.course.title,
        language=bundle.lesson.language,
        article=Markup(light),  # noqa: S704 - sanitised by builder.markup
        dark=Markup(darkened(_SOURCE.sub("", html))),  # noqa: S704 - the same
        cover=_jpeg(bundle.cover),
        poster=_jpeg(bundle.poster) if bundle.poster else "",
        share=bundle.share,
        heavy=sum(len(one) for one in inlined.values()) > limits.PASTED_BYTES,
    )


def index(name: str, records: Sequence[tuple[str, str, dict[str, Any]]]) -> str:
    """
    The list of all articles.

    Args:
        name: Of the school.
        records: Of each article, course after course, its course's title, its folder, and its
            `article.json`.
    """
    by_course = groupby(records, key=lambda one: one[0])
    courses = [(course, list(found)) for course, found in by_course]
    return _page("index.html", name=name, courses=courses, count=len(records), row=row)


def row(folder: str, record: dict[str, Any]) -> Markup:
    """One article in the list of all: its folder, and what its `article.json` says."""
    html = _page("index_row.html", folder=folder, one=record, preview=PREVIEW)
    return Markup(html)  # noqa: S704 - of a template that escapes


def _page(template: str, **context: object) -> str:
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"hash": _hash, "length_of_time": _time}
    return environment


def _jpeg(data: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode('ascii')}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def _hash(text: str) -> str:
    """A script as the page's policy names it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
