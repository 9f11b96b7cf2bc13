"""Every page of the site: its address, its template, what it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from builder.i18n import translator
from builder.model.address import VERIFY, lesson_url, page_url
from builder.model.bank import bank
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.school import Page, School, Settings, Track
from builder.model.survey import Survey
from builder.site.catalogue import catalogue_page, following
from builder.site.cities import city_pages, coming, plan_page
from builder.site.companies import company_pages
from builder.site.languages import language_page
from builder.site.page import SitePage
from builder.site.people import by_name, people_page
from builder.site.score_sheet import has_score_sheet
from builder.site.survey_view import survey_view
from builder.site.verify import verify_page

QUIZ, EXAM = "quiz", "exam"  # the last parts of their addresses
SURVEY = "survey"


def listed(course: Course) -> list[Lesson]:
    """Each lesson of a course once, in order and, where there is such a one, in its language."""
    by_slug: dict[str, Lesson] = {}
    for lesson in sorted(course.lessons, key=lambda one: one.language != course.language):
        by_slug.setdefault(lesson.slug, lesson)
    return sorted(by_slug.values(), key=lambda one: one.number)


def by_week(lessons: Iterable[Lesson]) -> list[tuple[int | None, list[Lesson]]]:
    """Lessons in their order, together with their neighbours of the same week."""
    return [(week, list(found)) for week, found in groupby(lessons, key=lambda one: one.week)]


def others(course: Course) -> list[Lesson]:
    """The lessons of a course that `listed` leaves out: those in other languages."""
    lessons = {one.path for one in listed(course)}
    left = (one for one in course.lessons if one.path not in lessons)
    return sorted(left, key=lambda one: (one.language, one.number))


def is_shared(page: SitePage) -> bool:
    """Whether a page is one that people send each other."""
    return page.template not in {"404.html", "redirect.html"}


def whole(page: SitePage, settings: Settings) -> str:
    """The name of what a page is a part of, or ""."""
    if page.template == "front.html":
        return ""
    course = page.context.get("course")
    own = page.template in {"course.html", "company.html"}
    return course.title if course and not own else settings.name


def urls(school: School) -> dict[str, str]:
    """Content path to address, for everything that a text may link to."""
    found = {page.path: page_url(page.path) for page in school.pages}
    found[""] = ""
    for track in school.tracks:
        found[track.slug] = f"{track.slug}/"
    for course in school.courses:
        found[course.path] = found[f"{course.path}/index.md"] = f"{course.path}/"
        for lesson in course.lessons:
            found[lesson.path] = lesson_url(lesson, course)
    return found


def pages(school: School, of: Collection[str] | None = None) -> Iterator[SitePage]:
    """Every page of a school, of its courses' own pages only those `of` some folders, if any."""
    ordinary = {page.path: page for page in school.pages if not _closes_a_course(school, page)}
    endings = {page.path: page for page in school.pages if page.path not in ordinary}
    yield _front(school, ordinary.pop("index.md", None))
    for track in school.tracks:
        yield _track(school, track, ordinary.pop(f"{track.slug}/index.md", None))
    for language in school.other_languages:
        yield language_page(school, language, ordinary.pop(f"{language}/index.md", None))
    for course in school.courses if of is None else (c for c in school.courses if c.path in of):
        yield _course(school, course)
        for lesson, own in zip(course.lessons, lesson_pages(course), strict=True):
            yield own
            yield from _redirects(course, lesson)
        if course.weeks and course.lessons:
            yield plan_page(school, course)
        yield from practice_and_end(course)
        if ending := endings.get(f"{course.path}/presentation.md"):
            yield _presentation(course, ending)
    if school.survey:
        yield _survey(school, school.survey)
    yield from city_pages(school)
    yield from people_page(school)
    yield from catalogue_page(school)
    yield from verify_page(school)
    yield from company_pages(school)
    taken = {track.slug for track in school.tracks} | set(school.other_languages)
    for page in ordinary.values():
        if page_url(page.path).rstrip("/") not in taken:
            yield _ordinary(school, page)
    language = school.settings.language
    yield SitePage("404.html", "404.html", translator(language)("找不到这一页"), language)


def _is_at_the_top(page: Page) -> bool:
    return "/" not in page.path and page_url(page.path) != ""


def _closes_a_course(school: School, page: Page) -> bool:
    """Whether a page is a course's `presentation.md`."""
    folder, _, name = page.path.rpartition("/")
    return name == "presentation.md" and folder in {one.path for one in school.courses}


def _front(school: School, page: Page | None) -> SitePage:
    settings = school.settings
    return SitePage(
        "",
        "front.html",
        settings.name,
        settings.language,
        path="index.md",
        summary=settings.summary,
        body=page.body if page else Document(),
        context={
            "tracks": [track for track in school.tracks if track.courses],
            "languages": school.other_languages,
            "survey": school.survey,
            "cities": school.cities,
            "people": bool(school.people),
            "verify": VERIFY if school.certificates else "",
            "coming": coming(school),
            "others": [_ordinary(school, one) for one in school.pages if _is_at_the_top(one)],
        },
    )


def _track(school: School, track: Track, page: Page | None) -> SitePage:
    return SitePage(
        f"{track.slug}/",
        "track.html",
        track.title,
        school.settings.language,
        path=f"{track.slug}/index.md",
        body=page.body if page else Document(),
        context={"courses": track.courses},
    )


def _course(school: School, course: Course) -> SitePage:
    lessons = listed(course)
    return SitePage(
        f"{course.path}/",
        "course.html",
        course.title,
        course.language,
        path=f"{course.path}/index.md",
        summary=course.summary,
        body=course.introduction or Document(),
        context={
            "course": course,
            "weeks": by_week(lessons),
            "lessons": lessons,
            "others": [
                (tag, list(own)) for tag, own in groupby(others(course), lambda one: one.language)
            ],
            "practice": bool(bank(course)),
            "people": by_name(school),
            "following": following(school, course),
            "presented": any(one.path == f"{course.path}/presentation.md" for one in school.pages),
            "track": next(one for one in school.tracks if one.slug == course.track),
        },
    )


def lesson_pages(course: Course) -> Iterator[SitePage]:
    """The page of each lesson of a course."""
    in_language: dict[str, list[Lesson]] = {}
    by_slug: dict[str, list[Lesson]] = {}
    for lesson in course.lessons:
        in_language.setdefault(lesson.language, []).append(lesson)
        by_slug.setdefault(lesson.slug, []).append(lesson)
    for lesson in course.lessons:
        same = in_language[lesson.language]
        place = next(number for number, one in enumerate(same) if one is lesson)
        versions = [one for one in by_slug[lesson.slug] if one is not lesson]
        yield SitePage(
            lesson_url(lesson, course),
            "lesson.html",
            lesson.title,
            lesson.language,
            path=lesson.path,
            summary=lesson.summary,
            body=lesson.body,
            context={
                "course": course,
                "lesson": lesson,
                "place": place + 1,
                "count": len(same),
                "versions": versions,
                "previous": same[place - 1] if place else None,
                "following": same[place + 1] if place + 1 < len(same) else None,
            },
        )


def _redirects(course: Course, lesson: Lesson) -> Iterator[SitePage]:
    """A page at each former address, so that links shared long ago still lead here."""
    if not lesson.was:
        return
    here = lesson_url(lesson, course)
    taken = {lesson_url(one, course) for one in course.lessons}
    for slug in lesson.was:
        old = here.removesuffix(f"{lesson.slug}/") + f"{slug}/"
        if old not in taken:
            yield SitePage(
                old, "redirect.html", lesson.title, lesson.language, context={"here": here}
            )


def practice_and_end(course: Course) -> Iterator[SitePage]:
    """The pages of the course quiz and of the exam, where there are such."""
    translate = translator(course.language)
    questions = bank(course)
    if questions:
        places = groupby(questions, key=lambda one: one.lesson.path if one.lesson else "")
        found = [list(same) for _, same in places]
        groups = [(same[0].lesson, same) for same in found]
        yield SitePage(
            f"{course.path}/{QUIZ}/",
            "quiz.html",
            translate("练习"),
            course.language,
            path=f"{course.path}/quiz.md",
            context={"course": course, "groups": groups},
        )
    if course.exam:
        yield SitePage(
            f"{course.path}/{EXAM}/",
            "exam.html",
            course.exam_rules.title or translate("结业考试"),
            course.language,
            path=f"{course.path}/exam.md",
            summary=course.exam_rules.summary,
            context={"course": course, "rules": course.exam_rules},
        )


def _presentation(course: Course, page: Page) -> SitePage:
    """The brief of a presentation and its scoring sheet."""
    return SitePage(
        page_url(page.path),
        "presentation.html",
        page.title,
        course.language,
        path=page.path,
        summary=page.summary,
        body=page.body,
        context={"course": course, "scored": has_score_sheet(page.body.html)},
    )


def _survey(school: School, survey: Survey) -> SitePage:
    """The survey; without its script the courses by interest."""
    courses = [course for course in school.courses if course.lessons]
    return SitePage(
        f"{SURVEY}/",
        "survey.html",
        survey.title or translator(school.settings.language)("选课问卷"),
        school.settings.language,
        path="survey.yml",
        summary=survey.summary,
        context={"courses": courses, "questions": survey_view(survey, courses)},
    )


def _ordinary(school: School, page: Page) -> SitePage:
    return SitePage(
        page_url(page.path),
        "main.html",
        page.title,
        school.settings.language,
        path=page.path,
        summary=page.summary,
        body=page.body,
    )
