"""No two pages share an address, and redirects lead from addresses that are free."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.address import VERIFY, page_url
from builder.model.course import Course, Lesson
from builder.model.school import School
from builder.problems import Problem

PARTS = ("quiz", "exam", "plan")  # of each course


def check_addresses(school: School) -> Iterator[Problem]:
    """Find pages that would overwrite each other; of two, the ordinary page is left out."""
    owners = {f"{track.slug}/": f"{track.slug}/index.md" for track in school.tracks}
    owners |= {f"{one}/": f"{one}/index.md" for one in school.other_languages}
    owners |= {f"{course.path}/": f"{course.path}/course.yml" for course in school.courses}
    if school.survey:
        owners["survey/"] = "survey.yml"
    if school.certificates:
        owners[VERIFY] = "certificates.yml"
    owners["catalogue/"] = "school.yml"
    if school.people:
        owners["people/"] = "people/"
    owners |= {f"cities/{one.slug}/": f"cities/{one.slug}.yml" for one in school.cities}
    for course in school.courses:
        # Our own pages of a course; an ordinary page must not hide one.
        owners |= {f"{course.path}/{part}/": f"{course.path}/course.yml" for part in PARTS}
    for course, lesson in school.lessons:
        owners.setdefault(_address(course, lesson, lesson.slug), lesson.path)
    for page in school.pages:
        other = owners.setdefault(page_url(page.path), page.path)
        if other != page.path:
            message = f"the page would have the same address as {other}"
            mend = "rename one of the two files"
            yield Problem(
                f"content/{page.path}", 1, 1, "error", "address-twice", message, mend,
                leaves_out=True,
            )  # fmt: skip
    yield from _redirects(school, owners)


def _address(course: Course, lesson: Lesson, slug: str) -> str:
    prefix = "" if lesson.language == course.language else f"{lesson.language}/"
    return f"{prefix}{course.path}/{slug}/"


def _redirects(school: School, owners: dict[str, str]) -> Iterator[Problem]:
    for course, lesson in school.lessons:
        for slug in lesson.was:
            other = owners.setdefault(_address(course, lesson, slug), lesson.path)
            if other != lesson.path or slug == lesson.slug:
                message = f"was: {slug} is the address of {other} today"
                mend = "delete it from was"
                yield Problem(
                    f"content/{lesson.path}", 1, 1, "error", "address-twice", message, mend
                )
