"""The school as it was last saved, and what is known of each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path

from builder.cache_folder import cache_folder
from builder.exam.key import ExamKey
from builder.model.address import page_url
from builder.model.course import Course, Lesson
from builder.model.media import MEDIA_FOLDER, Media, Picture, Recording, media_names
from builder.model.school import School
from builder.prepared import Prepared
from builder.preview.weight import PageWeight, page_weight
from builder.problems import Problem
from builder.site.files import site_files
from builder.site.page import SitePage
from builder.site.pages import pages
from builder.site.render import Site
from builder.site.squares import Squares
from builder.theme_folder import theme_folder
from builder.wechat.single import Single, single_article

_EVERY = ("school.yml",)  # its problems are those of the front page


@dataclass(frozen=True)
class State:
    """
    One state of the school.

    Attributes:
        ready: Loaded, checked, encoded; drafts included.
        pending: Whether the whole school is still to be looked at.
        known: Its pages, where they were made already.
    """

    ready: Prepared
    pending: bool = False
    known: Mapping[str, SitePage] | None = None
    _articles: dict[str, Single] = field(default_factory=dict)

    @property
    def school(self) -> School:
        """Less what cannot be shown."""
        return self.ready.school

    @cached_property
    def pages(self) -> Mapping[str, SitePage]:
        """Every page by its address."""
        return self.known or {page.url: page for page in pages(self.school)}

    @cached_property
    def problems(self) -> Mapping[str, list[Problem]]:
        """What is wrong by file, relative to the school's folder; errors first."""
        found = sorted(self.ready.problems, key=lambda one: (one.path, one.severity != "error"))
        return {path: list(own) for path, own in groupby(found, key=lambda one: one.path)}

    @cached_property
    def media(self) -> Mapping[str, Picture | Recording]:
        """Pictures and recordings by the content path of their source."""
        media = self.ready.media
        return {**media.codes, **media.pictures, **media.recordings}

    @cached_property
    def start(self) -> str:
        """The address to begin with: the draft that was saved last, else the front page."""
        drafts = (page for page in self.pages.values() if draft(page))
        last = max(drafts, key=lambda page: self._saved(page.path), default=None)
        return last.url if last else ""

    def html(self, page: SitePage) -> str:
        """A page as a build writes it."""
        return self._site.render(page)

    def open_html(self, page: SitePage) -> str:
        """A page without its policy, so that a reloader can stand in it."""
        return self._site.render(page, reloads=True)

    def file(self, url: str) -> bytes | None:
        """What lies at an address where no page is."""
        data = self._used.get(url) or self._files.get(url)
        if isinstance(data, Path):
            return data.read_bytes()
        return data.encode() if isinstance(data, str) else data

    @cached_property
    def _used(self) -> Mapping[str, str | Path]:
        """What most pages ask for: pictures, recordings, scripts."""
        variants = (variant for one in self.media.values() for variant in one.variants)
        files: dict[str, str | Path] = {one.name: one.path for one in variants}
        files |= {one.name: one.text for one in self._site.scripts.values()}
        return {f"{MEDIA_FOLDER}/{name}": data for name, data in files.items()}

    @cached_property
    def _files(self) -> Mapping[str, str | bytes | Path]:
        found = list(pages(self.school))
        return dict(site_files(self.school, Site(*self._parts), found))

    def article(self, course: Course, lesson: Lesson) -> Single:
        """The article of a lesson, made once."""
        if lesson.path not in self._articles:
            self._articles[lesson.path] = single_article(self.school, course, lesson)
        return self._articles[lesson.path]

    @cached_property
    def _site(self) -> Site:
        squares = Squares(self.ready.media, cache_folder(self.school.root) / "squares")
        return Site(*self._parts, squares=squares)

    @property
    def _parts(self) -> tuple[School, Media, Path, Mapping[str, ExamKey]]:
        return self.school, self.ready.media, theme_folder(), self.ready.exams

    def _saved(self, path: str) -> float:
        try:
            return (self.school.content / path).stat().st_mtime
        except OSError:
            return 0


@dataclass(frozen=True)
class Shown:
    """
    What is said of one page.

    Attributes:
        weight: Of the page.
        pictures, recordings: That stand in it.
    """

    weight: PageWeight
    pictures: tuple[Picture, ...]
    recordings: tuple[Recording, ...]


def shown(state: State, page: SitePage) -> Shown:
    """Weigh a page and find its media."""
    html = state.html(page)
    names = media_names(html)
    items = [one for one in state.media.values() if any(v.name in names for v in one.variants)]
    pictures = tuple(one for one in items if isinstance(one, Picture))
    recordings = tuple(one for one in items if isinstance(one, Recording))
    weight = page_weight(
        html,
        pictures,
        recordings,
        lesson=page.template == "lesson.html",
        budget=state.school.settings.page_budget,
    )
    return Shown(weight, pictures, recordings)


def draft(page: SitePage) -> bool:
    """Whether a page is a lesson's that is still being written."""
    lesson = page.context.get("lesson")
    return bool(lesson and lesson.draft)


def files_of(page: SitePage) -> Iterator[str]:
    """The files whose problems are those of a page, relative to the school's folder."""
    yield f"content/{page.path}"
    course = page.context.get("course")
    if page.template == "course.html" and course:
        yield f"content/{course.path}/course.yml"
    if page.template == "front.html":
        yield from (f"content/{name}" for name in _EVERY)


def address_of(path: str) -> str:
    """Where the page of a Markdown file would be that cannot be shown."""
    return page_url(path.removeprefix("content/"))
