"""The catalogue: courses by what somebody wants to become, and by the time they take."""

from __future__ import annotations

from collections.abc import Iterator

from builder.i18n import translator
from builder.model.cost import minutes
from builder.model.course import Course
from builder.model.school import School
from builder.site.page import SitePage

CATALOGUE = "catalogue"


def catalogue_page(school: School) -> Iterator[SitePage]:
    """One page, where there are courses to choose from."""
    courses = [course for course in school.courses if course.lessons]
    if not courses:
        return
    careers = dict.fromkeys(career for course in courses for career in course.careers)
    yield SitePage(
        f"{CATALOGUE}/",
        "catalogue.html",
        translator(school.settings.language)("全部课程"),
        school.settings.language,
        path="index.md",
        context={
            "tracks": [track for track in school.tracks if track.courses],
            "careers": [
                (career, [one for one in courses if career in one.careers]) for career in careers
            ],
            "by_time": sorted(((hours(one), one) for one in courses), key=lambda pair: pair[0]),
        },
    )


def hours(course: Course) -> float:
    """Time for all lessons of a course in its language, hours, to the next half."""
    own = [one for one in course.lessons if one.language == course.language]
    return max(1, round(sum(map(minutes, own)) / 30)) / 2


def following(school: School, course: Course) -> list[Course]:
    """The courses that `next` names, in its order."""
    courses = {one.path: one for one in school.courses}
    return [courses[path] for path in course.following if path in courses]
