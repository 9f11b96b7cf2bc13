"""The tree of pages as MkDocs reads it: track, course, lessons in order, pages for instructors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.desk.pages import TAGS, for_instructors
from builder.i18n import translator
from builder.model.address import lesson_url, page_url
from builder.model.course import Course
from builder.model.school import School
from builder.site.pages import listed


def navigation(school: School) -> list[Any]:
    """The value of MkDocs' `nav`; titles of pages are the pages' own."""
    _ = translator(school.settings.language)
    tracks = [
        {track.title: [f"{track.slug}/index.md", *(_branch(school, one) for one in track.courses)]}
        for track in school.tracks
    ]
    folders = {course.path for course in school.courses}
    own = {"", *(f"{track.slug}/" for track in school.tracks)}
    more = [
        _source(page_url(page.path))
        for page in school.pages
        if page_url(page.path) not in own and not _is_in(page.path, folders)
    ]
    others = [{_("其他页面"): more}] if more else []
    return ["index.md", *tracks, *others, _source(TAGS)]


def paths(nav: Any) -> Iterator[str]:
    """Every path in a navigation."""
    if isinstance(nav, str):
        yield nav
        return
    for one in nav.values() if isinstance(nav, dict) else nav:
        yield from paths(one)


def _branch(school: School, course: Course) -> dict[str, list[Any]]:
    _ = translator(school.settings.language)
    lessons = [_source(lesson_url(lesson, course)) for lesson in listed(course)]
    texts = [page_url(page.path) for page in school.pages if _is_in(page.path, {course.path})]
    tree: list[Any] = [f"{course.path}/index.md", *lessons, *map(_source, texts)]
    staff = [page.file for page in for_instructors(course)]
    return {course.title: [*tree, {_("老师用"): staff}] if staff else tree}


def _is_in(path: str, folders: set[str]) -> bool:
    return path.rpartition("/")[0] in folders


def _source(url: str) -> str:
    return f"{url.rstrip('/')}.md"
