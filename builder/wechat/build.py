"""The articles of a school for WeChat: a bundle per lesson."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.cache_folder import cache_folder
from builder.model.course import Course, Lesson
from builder.model.media import Media
from builder.model.school import School
from builder.problems import Problem
from builder.today import today as todays_date
from builder.wechat.article import Article, article
from builder.wechat.bundle import PREVIEW, Bundle, write_bundle
from builder.wechat.drawn import Drawn
from builder.wechat.files import Files
from builder.wechat.judge import counts, judged, source_url
from builder.wechat.kept import Kept
from builder.wechat.places import Places
from builder.wechat.preview import index, preview
from builder.wechat.style import Style
from builder.wechat.style_sheet import style_sheet

if TYPE_CHECKING:
    from builder.prepared import Prepared

FOLDER = "wechat"  # below build/; never published
INDEX = "index.html"


def build_wechat(ready: Prepared, folder: Path, *, today: date | None = None) -> list[Problem]:
    """
    Write the bundles of all lessons and their list into `folder`.

    Args:
        ready: The school with its pictures for articles.
        folder: Made when it is not there.
        today: Decides which groups' codes are still shown; China's date when None.

    Returns:
        Problems of what WeChat would refuse; the bundle is written all the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    articles = Articles(ready.school, ready.media, folder, today or todays_date())
    for course, lesson in ready.school.lessons:
        articles.write(course, lesson)
    html = index(ready.school.settings.name, articles.records)
    (folder / INDEX).write_text(html, encoding="utf-8", newline="\n")
    return articles.problems


class Articles:
    """
    Writes the articles of one school.

    Args:
        school: Less what is not shown.
        media: Of the school, with pictures for articles.
        folder: Takes a bundle for each lesson.
        today: Decides which groups' codes are still shown.

    Attributes:
        problems: Of what WeChat would refuse, so far.
        records: Of each article so far, its course's title, its folder, its `article.json`.
    """

    def __init__(self, school: School, media: Media, folder: Path, today: date) -> None:
        self._school = school
        self._media = media
        self._folder = folder
        self._today = today
        self._places = Places(school)
        self._kept = Kept(cache_folder(school.root) / "drawn")
        self._drawn = Drawn(school.settings, media, self._kept)
        css, self.problems = style_sheet(school)
        self._style = Style(css)
        self.records: list[tuple[str, str, dict[str, Any]]] = []

    def write(self, course: Course, lesson: Lesson) -> None:
        """Write the bundle of one lesson."""
        settings = self._school.settings
        try:
            written = self._article(course, lesson)
        except RecursionError:
            self.problems.append(too_deep(lesson))
            return
        counted = counts(written, lesson, settings)
        drawn = self._drawn
        bundle = Bundle(
            lesson,
            course,
            written,
            counted,
            drawn.cover(lesson, course),
            drawn.poster(lesson, course),
            drawn.share(lesson, course),
        )
        place = self._folder / bundle.address
        record = write_bundle(bundle, settings, place)
        plain = self._article(course, lesson, svg=False) if settings.wechat.svg else written
        page = preview(bundle, record, plain)
        (place / PREVIEW).write_text(page, encoding="utf-8", newline="\n")
        self.records.append((course.title, bundle.address, record))
        url = source_url(lesson, course, settings)
        self.problems += judged(written, lesson, counted, url, self._school.root)

    def _article(self, course: Course, lesson: Lesson, *, svg: bool = True) -> Article:
        """The article; without `svg` no answer opens by a tap, whatever the settings say."""
        settings = self._school.settings
        tapped = replace(settings.wechat, svg=svg and settings.wechat.svg)
        return article(
            lesson,
            course,
            settings=replace(settings, wechat=tapped),
            files=Files(self._media, self._kept),
            places=self._places,
            style=self._style,
            today=self._today,
        )


def too_deep(lesson: Lesson) -> Problem:
    """What is wrong with an article that Python's stack does not hold."""
    what = "the article's HTML is nested too deep to be written again"
    path = f"content/{lesson.path}"
    return Problem(path, 1, 1, "error", "wechat-deep", what, "take tags out of one another")
