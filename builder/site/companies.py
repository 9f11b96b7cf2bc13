"""Programmes of companies: their page and lessons, which nothing public leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.model.address import lesson_url
from builder.model.company import Company
from builder.model.company_course import Chosen, chosen, company_course, company_urls
from builder.model.course import Course
from builder.model.school import School
from builder.site.page import SitePage


def company_pages(school: School) -> Iterator[SitePage]:
    """Every page of every programme."""
    for company in school.companies:
        lessons = chosen(school, company)
        course, urls = company_course(company, lessons), company_urls(company, lessons)
        exam = next((one for one in school.courses if one.exam and one.path == company.exam), None)
        yield _programme(company, course, urls, exam)
        for one in lessons:
            yield _lesson(one, course, urls)
            yield from _redirects(one, course)


def company_files(school: School) -> Iterator[tuple[str, Path]]:
    """What programmes offer for download: address and file."""
    for company in school.companies:
        urls = company_urls(company, ())
        yield from ((urls[path], school.content / path) for path in company.files)


def _programme(
    company: Company, course: Course, urls: Mapping[str, str], exam: Course | None
) -> SitePage:
    return SitePage(
        company.url,
        "company.html",
        company.title,
        company.language,
        path=company.file,
        summary=company.summary,
        context={
            "company": company,
            "course": course,
            "exam": f"{exam.path}/exam/" if exam else "",
        },
        unlisted=True,
        urls=urls,
    )


def _lesson(one: Chosen, course: Course, urls: Mapping[str, str]) -> SitePage:
    place = one.lesson.number - 1
    lessons = course.lessons
    return SitePage(
        lesson_url(one.lesson, course),
        "lesson.html",
        one.lesson.title,
        one.original.language,
        path=one.lesson.path,
        summary=one.lesson.summary,
        body=one.lesson.body,
        context={
            "course": course,
            "lesson": one.lesson,
            "place": one.lesson.number,
            "count": len(lessons),
            "versions": (),
            "previous": lessons[place - 1] if place else None,
            "following": lessons[place + 1] if place + 1 < len(lessons) else None,
        },
        unlisted=True,
        source=lesson_url(one.original, one.course) if one.course else "",
        urls=urls,
    )


def _redirects(one: Chosen, course: Course) -> Iterator[SitePage]:
    """A page at each former address of a lesson."""
    here = lesson_url(one.lesson, course)
    taken = {lesson.slug for lesson in course.lessons}
    for slug in one.lesson.was:
        if slug not in taken:
            old = f"{course.path}/{slug}/"
            yield SitePage(
                old,
                "redirect.html",
                one.lesson.title,
                one.original.language,
                context={"here": here},
                unlisted=True,
            )
