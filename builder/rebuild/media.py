"""Pictures and recordings that are others under their old names, encoded anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from builder.check.advice.screens import check_screens
from builder.check.media import check_media
from builder.check.probed import Probed
from builder.load.nearest import Nearest
from builder.media.plan import uses
from builder.media.run import run_media
from builder.model.media import Media
from builder.model.school import School

Item = TypeVar("Item")
Shown = Mapping[str, Sequence[str]]  # by medium, paths of the lessons that show it


def shown(school: School) -> Shown:
    """The media that nothing names but the texts of courses' lessons."""
    lessons = {lesson.path for _, lesson in school.lessons}
    found: dict[str, list[str]] = {}
    others: set[str] = set()
    for use in uses(school):
        path = use.page.removeprefix("content/")
        if use.key or use.code or path not in lessons:
            others.add(use.medium)
        elif path not in found.setdefault(use.medium, []):
            found[use.medium].append(path)
    return {medium: paths for medium, paths in found.items() if medium not in others}


def encoded(
    school: School,
    cache: Path,
    before: Media,
    paths: Collection[str],
    lessons: Collection[str],
    files: Collection[str],
) -> Media | None:
    """
    The media of a school after those at `paths` were replaced.

    Args:
        school: As it is; the `lessons` were read.
        cache: Folder of the store.
        before: The media as they were.
        paths: Of the media, relative to `content/`.
        lessons: Paths of those that show them.
        files: Every file, relative to `content/`.

    Returns:
        None where there is something to say of one of these lessons' media.
    """
    part = _only(school, lessons)
    now, problems = run_media(part, cache, articles=bool(before.articles))
    probed = Probed(school.content, None)
    problems += check_media(part, files, Nearest(files), probed)
    for _, lesson in part.lessons:
        problems += check_screens(lesson, probed)
    if problems:
        return None
    return replace(
        before,
        pictures=_replaced(before.pictures, now.pictures, paths),
        recordings=_replaced(before.recordings, now.recordings, paths),
        articles=_replaced(before.articles, now.articles, paths),
    )


def _replaced(
    before: Mapping[str, Item], now: Mapping[str, Item], paths: Collection[str]
) -> dict[str, Item]:
    """In the order that there was, by which they are reported."""
    return {path: now[path] if path in paths else one for path, one in before.items()}


def _only(school: School, lessons: Collection[str]) -> School:
    """The school as if it had nothing but these lessons."""
    tracks = tuple(
        replace(
            track,
            courses=tuple(
                course.with_only(one for one in course.lessons if one.path in lessons)
                for course in track.courses
            ),
        )
        for track in school.tracks
    )
    return replace(school, tracks=tracks, pages=(), cities=(), people=(), companies=())
