"""The text of each page of the desk edition; Material for MkDocs draws what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from builder.desk.pages import TAGS, DeskPage, open_questions
from builder.desk.resolver import DeskResolver
from builder.desk.weights import Weights
from builder.exam.lettered import LETTERS
from builder.i18n import day_name, decimal, language_name, translator
from builder.markup.resolve import resolve
from builder.model.address import lesson_url, relative
from builder.model.cost import kilobytes, minutes
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.media import media_names
from builder.model.question import Question
from builder.prepared import Prepared
from builder.quiz.formats.paper import kind_labels
from builder.site.pages import listed, urls
from builder.site.question_view import QuestionView, exam_sections, question_views
from builder.site.templates import environment
from builder.theme_folder import desk_theme_folder, theme_folder

_HEADING = re.compile(r'<h2 id="([^"]*)"[^>]*>(.*?)</h2>', re.DOTALL)


class Desk:
    """
    Renders the texts of one school.

    Args:
        ready: The school, less what must not be shown.

    Raises:
        KeyFileError: A kept key of an exam cannot be read.
    """

    def __init__(self, ready: Prepared) -> None:
        self.school = ready.school
        self._media = ready.media
        self._exams = ready.exams
        self._weights = Weights(ready.school.root, ready.media)
        self._urls = urls(ready.school)
        self._files = frozenset(ready.school.files)
        self._used: set[str] = set()
        self._environment = environment(theme_folder(), desk_theme_folder() / "pages")

    def html(self, page: DeskPage) -> str:
        """
        The sanitised text of a page, its heading included.

        Every element is closed: Material's search loses what follows one that is not.
        """
        template = self._environment.get_template(page.template)
        html = template.render(self._context(page))
        self._used |= media_names(html)
        body = LexborHTMLParser(html).body
        return (body.inner_html if body else "") or ""

    def used(self) -> Iterator[tuple[str, Path]]:
        """Public name and file of every medium that the texts rendered so far show."""
        return ((name, file) for name, file in self._media.files.items() if name in self._used)

    def _context(self, page: DeskPage) -> Mapping[str, Any]:
        translate = translator(page.language)

        def link(url: str) -> str:
            return relative(url, page.url)

        context: dict[str, Any] = {
            "_": translate,
            "page": page,
            "settings": self.school.settings,
            "link": link,
            "lesson_link": lambda course, lesson: link(lesson_url(lesson, course)),
            "tags_url": TAGS,
            "language_name": language_name,
            "listed": listed,
            "minutes": minutes,
            "labels": kind_labels(page.language),
            "letters": LETTERS,
            "weight": self._weights.of,
            "kilobytes": lambda size: kilobytes(size, page.language),
            "figure": lambda value: decimal(value, page.language),
            "body": self._shown(page, page.path, page.body.html),
            **page.context,
        }
        makers = {
            "lesson.html": self._lesson,
            "answers.html": self._answers,
            "discussion.html": self._discussion,
            "weight.html": self._weight,
        }
        if page.template in makers:
            context |= makers[page.template](page, page.context["course"])
        return context

    def _lesson(self, page: DeskPage, _: Course) -> dict[str, Any]:
        lesson: Lesson = page.context["lesson"]
        label = translator(page.language)("听这一课")
        resolver = self._resolver(page, lesson.path)
        whole = resolver.recording(f"/{lesson.audio}", label) if lesson.audio else ""
        cover = resolver.picture(f"/{lesson.cover}", "", "") if lesson.cover else ""
        return {
            "questions": self._views(page, lesson),
            "recording": Markup(whole),  # noqa: S704 - our own
            "cover": Markup(cover),  # noqa: S704 - our own
        }

    def _answers(self, page: DeskPage, course: Course) -> dict[str, Any]:
        """Views of every question: by lesson, of the course quiz, of the exam as it is shown."""
        quiz = self._fragments(page, f"{course.path}/quiz.md", course.quiz_text)
        exam = self._fragments(page, f"{course.path}/exam.md", course.exam_text)
        key = self._exams.get(course.path)
        return {
            "by_lesson": [
                (lesson, found)
                for lesson in page.context["lessons"]
                if (found := self._views(page, lesson))
            ],
            "quiz": question_views(course.quiz, quiz),
            "key": key,
            "sections": exam_sections(key, exam) if key else [],
        }

    def _discussion(self, page: DeskPage, _: Course) -> dict[str, Any]:
        lessons = [lesson for _, found in page.context["weeks"] for lesson in found]
        return {"open": {one.path: self._views(page, one, open_questions(one)) for one in lessons}}

    def _weight(self, page: DeskPage, course: Course) -> dict[str, Any]:
        day = self._weights.day
        return {
            "built": day_name(day, page.language, year=True) if day else "",
            "measured": self._weights.all_measured(course, page.context["lessons"]),
        }

    def _views(
        self, page: DeskPage, lesson: Lesson, questions: list[Question] | None = None
    ) -> list[QuestionView]:
        html = self._fragments(page, lesson.path, lesson.body)
        return question_views(lesson.questions if questions is None else questions, html)

    def _fragments(self, page: DeskPage, path: str, document: Document) -> dict[str, Markup]:
        """The converted pieces of a file, as they are shown in a page."""
        return {piece: self._shown(page, path, html) for piece, html in document.fragments.items()}

    def _shown(self, page: DeskPage, path: str, html: str) -> Markup:
        shown = resolve(html, self._resolver(page, path))
        return Markup(shown)  # noqa: S704 - sanitised by builder.markup

    def _resolver(self, page: DeskPage, path: str) -> DeskResolver:
        return DeskResolver(
            path,
            page.url,
            self._urls,
            self._files,
            self._media,
            page.language,
        )


def sections(html: str) -> Iterator[tuple[str, str]]:
    """The id and the words of each section (level 2) of a page."""
    for found in _HEADING.finditer(html):
        yield found[1], Markup(found[2]).striptags()  # noqa: S704 - only to take its tags
