"""A saved lesson put into the school that is in memory: quick, and true for its own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from builder.cache_folder import cache_folder
from builder.load.school import load
from builder.media.run import run_media
from builder.model.course import Course, Lesson
from builder.model.media import Media
from builder.model.school import School
from builder.prepared import Prepared
from builder.preview.state import State
from builder.problems import Problem, Problems
from builder.site.pages import lesson_pages

MOST = 5  # lessons; more at once are no save by hand
Stamps = Mapping[str, tuple[int, int]]  # content path: time of change in ns, bytes


def stamps(school: School) -> Stamps:
    """The state of every lesson's file."""
    found = {}
    for _, lesson in school.lessons:
        try:
            stat = (school.content / lesson.path).stat()
        except OSError:
            continue
        found[lesson.path] = stat.st_mtime_ns, stat.st_size
    return found


def with_lessons(state: State, paths: Iterable[str]) -> State:
    """
    The state with some lessons read anew; what else depends on them is as it was.

    Problems that only a look at the whole school finds stay as they were, too:
    the state says that it is `pending`.

    Args:
        state: As it was.
        paths: Of lessons in it, relative to `content/`.
    """
    wanted = frozenset(paths)
    school = state.school
    cache = cache_folder(school.root)
    part, problems = load(school.root, cache=cache, only=lambda path, _: path in wanted)
    read = {lesson.path: lesson for _, lesson in part.lessons}
    lost = {path for path in wanted if path not in read or f"content/{path}" in problems.left_out}
    school = _spliced(school, {path: one for path, one in read.items() if path not in lost})
    media, faults = run_media(_only(school, wanted - lost), cache)
    own = [one for one in problems if one.path.removeprefix("content/") in wanted]
    ready = Prepared(school, _both(state.ready.media, media), _all(state, own, faults))
    pages = {url: page for url, page in state.pages.items() if page.path not in lost}
    for course in school.courses:
        if not wanted.isdisjoint(one.path for one in course.lessons):
            pages |= {one.url: one for one in lesson_pages(course) if one.path in wanted - lost}
    return State(ready, pending=True, known=pages)


def _spliced(school: School, lessons: Mapping[str, Lesson]) -> School:
    def with_new(course: Course) -> Course:
        return replace(course, lessons=tuple(lessons.get(one.path, one) for one in course.lessons))

    tracks = (
        replace(track, courses=tuple(map(with_new, track.courses))) for track in school.tracks
    )
    return replace(school, tracks=tuple(tracks))


def _only(school: School, paths: frozenset[str]) -> School:
    """The school as if it had nothing but some lessons."""

    def kept(course: Course) -> Course:
        return course.with_only(one for one in course.lessons if one.path in paths)

    courses = ((track, tuple(map(kept, track.courses))) for track in school.tracks)
    tracks = tuple(replace(track, courses=own) for track, own in courses)
    return replace(school, tracks=tracks, pages=(), people=(), companies=())


def _both(old: Media, new: Media) -> Media:
    return Media(
        {**old.pictures, **new.pictures},
        {**old.recordings, **new.recordings},
        {**old.articles, **new.articles},
        {**old.codes, **new.codes},
    )


def _all(state: State, *more: Iterable[Problem]) -> Problems:
    found = Problems()
    for some in (state.ready.problems, *more):
        found.extend(some)
    return found
