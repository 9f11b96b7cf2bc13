"""Lessons in other languages than the school's: a page for each, which the front page names."""

from __future__ import annotations

from builder.i18n import language_name
from builder.model.document import Document
from builder.model.school import Page, School
from builder.site.page import SitePage


def language_page(school: School, language: str, page: Page | None) -> SitePage:
    """
    The lessons in one language, by course.

    Args:
        school: With such lessons.
        language: One of its `other_languages`.
        page: Its own words above them, from `content/<language>/index.md`, or None.
    """
    found = [
        (course, [one for one in course.lessons if one.language == language])
        for course in school.courses
    ]
    return SitePage(
        f"{language}/",
        "language.html",
        page.title if page else language_name(language),
        language,
        path=page.path if page else "index.md",
        summary=page.summary if page else "",
        body=page.body if page else Document(),
        context={"courses": [(course, lessons) for course, lessons in found if lessons]},
    )
