"""Every page of the desk edition: those of the school, and those for instructors alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.desk.tags import course_tags, lesson_tags, tag_lists
from builder.i18n import translator
from builder.model.address import lesson_url, page_url
from builder.model.bank import bank
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.question import Question
from builder.model.school import Page, School, Track
from builder.site.page import SitePage
from builder.site.pages import by_week, listed, others

ANSWERS, DISCUSSION, WEIGHT = "answers", "discussion", "weight"  # last parts of their addresses
TAGS = "desk/tags/"
_OPENS_A_FOLDER = frozenset({"front.html", "track.html", "course.html"})


@dataclass(frozen=True)
class DeskPage(SitePage):
    """
    One page; its address is that of the phone page where there is such a one.

    Attributes:
        template: File name in `theme_desk/pages/`.
        edited: Path relative to `content/` of the file to edit, or "".
        tags: Names, by which it is found.
    """

    edited: str = ""
    tags: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The path of the Markdown file that MkDocs would take the page from."""
        if self.template in _OPENS_A_FOLDER:
            return f"{self.url}index.md"
        return f"{self.url.rstrip('/')}.md"


def desk_pages(school: School) -> Iterator[DeskPage]:
    """Every page of a school; programmes of companies have none here."""
    texts = {page_url(page.path): page for page in school.pages}
    yield _front(school)
    texts.pop("", None)
    for track in school.tracks:
        yield _track(school, track, texts.pop(f"{track.slug}/", None))
        for course in track.courses:
            yield _course(course)
            yield from (_lesson(course, lesson) for lesson in course.lessons)
            yield from for_instructors(course)
    yield from (_text(school, url, page) for url, page in texts.items())
    yield _tags(school)


def _front(school: School) -> DeskPage:
    _ = translator(school.settings.language)
    tracks = [track for track in school.tracks if track.courses]
    context = {
        "tracks": tracks,
        "staff": {course.path: list(for_instructors(course)) for course in school.courses},
    }
    return DeskPage("", "front.html", _("首页"), school.settings.language, context=context)


def _track(school: School, track: Track, page: Page | None) -> DeskPage:
    return DeskPage(
        f"{track.slug}/",
        "track.html",
        track.title,
        school.settings.language,
        path=f"{track.slug}/index.md",
        edited=page.path if page else "",
        body=page.body if page else Document(),
        context={"courses": track.courses},
    )


def _course(course: Course) -> DeskPage:
    lessons = listed(course)
    return DeskPage(
        f"{course.path}/",
        "course.html",
        course.title,
        course.language,
        path=f"{course.path}/index.md",
        edited=f"{course.path}/course.yml",
        body=course.introduction or Document(),
        tags=course_tags(course),
        context={
            "course": course,
            "weeks": by_week(lessons),
            "others": others(course),
            "staff": list(for_instructors(course)),
        },
    )


def _lesson(course: Course, lesson: Lesson) -> DeskPage:
    return DeskPage(
        lesson_url(lesson, course),
        "lesson.html",
        f"{lesson.number}. {lesson.title}",
        lesson.language,
        path=lesson.path,
        edited=lesson.path,
        body=lesson.body,
        tags=lesson_tags(course, lesson),
        context={"course": course, "lesson": lesson, "staff": list(for_instructors(course))},
    )


def for_instructors(course: Course) -> Iterator[DeskPage]:
    """The answer key, the notes for the discussion and the weights, where there is any."""
    _ = translator(course.language)
    lessons = listed(course)
    talked = [one for one in lessons if one.discuss or open_questions(one)]
    found = [
        (ANSWERS, "answers.html", _("答案"), bank(course) or course.exam),
        (DISCUSSION, "discussion.html", _("讨论"), talked),
        (WEIGHT, "weight.html", _("手机流量"), lessons),
    ]
    for name, template, title, wanted in found:
        if wanted:
            context = {"course": course, "lessons": lessons, "weeks": by_week(talked)}
            url = f"{course.path}/{name}/"
            yield DeskPage(url, template, title, course.language, context=context)


def open_questions(lesson: Lesson) -> list[Question]:
    """The questions of a lesson that are talked about rather than marked."""
    return [one for one in lesson.questions if one.kind == "open"]


def _text(school: School, url: str, page: Page) -> DeskPage:
    return DeskPage(
        url,
        "text.html",
        page.title,
        school.settings.language,
        path=page.path,
        edited=page.path,
        body=page.body,
    )


def _tags(school: School) -> DeskPage:
    _ = translator(school.settings.language)
    lists = tag_lists(school)
    return DeskPage(
        TAGS, "tags.html", _("标签"), school.settings.language, context={"lists": lists}
    )
