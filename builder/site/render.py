"""Pages from a school and its media: the same HTML for MkDocs, the tests and whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from builder.exam.key import ExamKey
from builder.exam.programmes import current_programmes
from builder.i18n import (
    catalogue_name,
    decimal,
    language_name,
    spoken_day,
    spoken_weekdays,
    translator,
    zone_name,
)
from builder.markup.resolve import resolve
from builder.media.plan import uses
from builder.model.address import absolute, lesson_url, parse, questions_anchor, relative
from builder.model.bank import BankQuestion
from builder.model.company import Company
from builder.model.cost import kilobytes, minutes, weight
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.media import MEDIA_FOLDER, Media, PictureVariant, RecordingVariant
from builder.model.person import Person
from builder.model.school import School
from builder.model.share import share_summary, share_title
from builder.site.cities import city_url
from builder.site.groups import Groups, GroupView
from builder.site.page import SitePage
from builder.site.pages import is_shared, listed, practice_and_end, whole
from builder.site.pages import urls as page_urls
from builder.site.question_view import QuestionView, exam_sections, question_views, short_ids
from builder.site.resolver import SiteResolver
from builder.site.score_sheet import with_score_sheets
from builder.site.scripts import bundle, hosts, scripts
from builder.site.shell import seal
from builder.site.templates import environment
from builder.theme_folder import own_theme
from builder.today import today as current_day

if TYPE_CHECKING:
    from builder.site.squares import Squares

Questions = tuple[Lesson | None, list[BankQuestion]]
_SCROLLS = re.compile(r'<(pre|math)( display="block"|>)')  # by keyboard too
_LATEX = re.compile(r'(<math\b[^<>]*?) alttext="[^"]*"')  # no browser shows or says it
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


class Site:
    """
    Renders the pages of one school.

    Args:
        school: Less what must not be shown.
        media: Of the school.
        theme: Folder of templates, styles and scripts.
        exams: Of the school, by course folder.
        today: The day of the build; in China, when None.
        squares: Draws the pictures that stand beside shared links; None for
            pages without.
        urls: Content path to address of every page; of `school` when None.
        files: Content paths of what is offered for download; of `school` when None.
    """

    def __init__(
        self,
        school: School,
        media: Media,
        theme: Path,
        exams: Mapping[str, ExamKey],
        *,
        today: date | None = None,
        squares: Squares | None = None,
        urls: Mapping[str, str] | None = None,
        files: frozenset[str] | None = None,
    ) -> None:
        self._school = school
        self._media = media
        self._theme = theme
        self._own = own_theme(school.root)
        settings = school.settings
        self._signer = settings.wechat.signer if settings.base_url else ""
        self.scripts = scripts(theme, school.languages, self._signer)
        self.exams = exams
        self.programmes = current_programmes(school)
        self._urls = page_urls(school) if urls is None else urls
        self._files = frozenset(school.files) if files is None else files
        self._groups = Groups(school, media.codes, today or current_day())
        self._squares = squares if school.settings.base_url else None
        self._weights: dict[tuple[str, str], int] = {}
        self.environment = environment(theme, self._own)
        self.environment.globals["city_url"] = city_url
        self.environment.globals["mark_of"] = self._mark

    def render(self, page: SitePage, *, reloads: bool = False) -> str:
        """The finished HTML of a page."""
        template = self.environment.get_template(page.template)
        return self.seal(template.render(self.context(page)), page, reloads=reloads)

    def body(self, page: SitePage) -> str:
        """The HTML of a page's own text."""
        html = page.body.html
        if page.template == "presentation.html":
            html = with_score_sheets(html, page.language)
        return self._resolved(page, html)

    def seal(self, html: str, page: SitePage, *, reloads: bool = False) -> str:
        """Inline the styles that a page uses; close it with its policy unless it reloads."""
        name = bundle(html)
        script_url = ""
        if name:
            script = self.scripts[name, catalogue_name(page.language)]
            script_url = relative(f"{MEDIA_FOLDER}/{script.name}", page.url)
        return seal(
            html,
            self._theme,
            script_url,
            language=page.language,
            sealed=not reloads,
            elsewhere=hosts(name, self._signer),
            own=self._own,
        )

    def context(self, page: SitePage) -> Mapping[str, Any]:
        """What the page's template sees."""
        translate = translator(page.language)

        def link(url: str) -> str:
            return self._link(page, url)

        context: dict[str, Any] = {
            "_": translate,
            "link": link,
            "lesson_link": lambda course, lesson: link(lesson_url(lesson, course)),
            "language_name": language_name,
            "questions_anchor": questions_anchor,
            "listed": listed,
            "minutes": minutes,
            "weight": self.weight,
            "kilobytes": lambda size: kilobytes(size, page.language),
            "figure": lambda value: decimal(value, page.language),
            "day": lambda day: spoken_day(day, page.language),
            "weekdays": lambda days: spoken_weekdays(days, page.language),
            "zone": lambda city: zone_name(city.zone, page.language),
            "group": self._group(page),
            "page": page,
            "settings": self._school.settings,
            "body": Markup(self.body(page)),  # noqa: S704 - sanitised by builder.markup
            "photo": lambda person: self._photo(page, person),
            **self._shared(page),
            "cover": self._cover(page),
            **page.context,
        }
        if lesson := page.context.get("lesson"):
            context |= self._lesson_context(page, lesson)
        if page.template == "quiz.html":
            context |= self._quiz_context(page, page.context["groups"])
        if page.template == "exam.html":
            context |= self._exam_context(page, page.context["course"])
        return context

    def _lesson_context(self, page: SitePage, lesson: Lesson) -> dict[str, Any]:
        resolver = self._resolver(page)
        whole = resolver.recording(f"/{lesson.audio}", translator(page.language)("听这一课"))
        return {
            "questions": question_views(lesson.questions, self._fragments(page, lesson.body)),
            "recording": Markup(whole) if lesson.audio else "",  # noqa: S704 - our own
        }

    def _quiz_context(self, page: SitePage, groups: Sequence[Questions]) -> dict[str, Any]:
        """Each lesson with the views of its questions, numbered through."""
        shown: list[tuple[Lesson | None, list[QuestionView]]] = []
        number = 1
        for lesson, found in groups:
            own = replace(page, path=lesson.path) if lesson else page
            html = self._fragments(own, found[0].document)
            views = question_views([one.question for one in found], html, first=number)
            number += len(views)
            shown.append((lesson, views))
        return {"groups": shown, "ids": short_ids([one for _, found in groups for one in found])}

    def _exam_context(self, page: SitePage, course: Course) -> dict[str, Any]:
        key = self.exams[course.path]
        html = self._fragments(page, course.exam_text)
        return {"key": key, "sections": exam_sections(key, html)}

    def _fragments(self, page: SitePage, document: Document) -> dict[str, Markup]:
        return {
            piece: Markup(self._resolved(page, html))  # noqa: S704 - sanitised by builder.markup
            for piece, html in document.fragments.items()
        }

    def weight(self, course: Course, lesson: Lesson) -> int:
        """Bytes of a lesson on a phone: text (brotli), frame and pictures, no recordings."""
        key = course.path, lesson.path
        if key not in self._weights:
            code = self._groups.code(self._school.group_of(course))
            self._weights[key] = weight(lesson, self._media, code.bytes if code else 0)
        return self._weights[key]

    def media_files(self, pages: Iterable[SitePage]) -> Iterator[PictureVariant | RecordingVariant]:
        """The files that the school's pages name, each once."""
        exams = {f"content/{course.path}/exam.md" for course in self._school.courses}
        places = {(one.medium, one.page in exams) for one in uses(self._school) if not one.code}
        files: dict[str, PictureVariant | RecordingVariant] = {}
        asked: dict[str, PictureVariant | RecordingVariant] = {}
        for medium, is_asked in sorted(places):
            found = asked if is_asked else files
            for item in (self._media.pictures.get(medium), self._media.recordings.get(medium)):
                found |= {one.name: one for one in (item.variants if item else ())}
        # A picture in an explanation of an exam would give it away.
        named = "".join(map(self._exam_html, self._school.courses)) if asked else ""
        files |= {name: one for name, one in asked.items() if name in named}
        codes = map(self._groups.code, self._school.groups)
        files |= {code.name: code for code in codes if code}
        yield from (files | {one.name: one for one in self._shared_pictures(pages)}).values()

    def _shared_pictures(self, pages: Iterable[SitePage]) -> Iterator[PictureVariant]:
        if self._squares:
            yield from map(self._squares.of, filter(is_shared, pages))

    def _exam_html(self, course: Course) -> str:
        page = next((one for one in practice_and_end(course) if one.template == "exam.html"), None)
        return self.render(page) if page else ""

    def _resolver(self, page: SitePage) -> SiteResolver:
        urls = {**self._urls, **page.urls} if page.urls else self._urls
        return SiteResolver(page.path, page.url, urls, self._files, self._media, page.language)

    def _resolved(self, page: SitePage, html: str) -> str:
        label = translator(page.language)("表格")
        resolved = resolve(html, self._resolver(page))
        resolved = _LATEX.sub(r"\1", _SCROLLS.sub(r"<\1 tabindex=0\2", resolved))
        return _TABLE.sub(
            lambda found: (
                f'<div class=t tabindex=0 role=group aria-label="{label}">{found[0]}</div>'
            ),
            resolved,
        )

    def _mark(self, company: Company) -> str:
        return self.programmes[company.slug].fingerprint

    def _link(self, page: SitePage, url: str) -> str:
        if page.url != "404.html":
            return relative(url, page.url)
        # The 404 page is shown at any depth, so its links count from the root.
        return f"{self._school.settings.base_url or '/'}{relative(url, '').removeprefix('./')}"

    def _group(self, page: SitePage) -> GroupView | None:
        if page.template in {"lesson.html", "course.html"}:
            group = self._school.group_of(page.context["course"])
        elif page.template == "city.html":
            group = page.context["city"].group
        else:
            return None
        return self._groups.view(group, MEDIA_FOLDER, page.url, page.language)

    def _shared(self, page: SitePage) -> dict[str, str | bool]:
        """What a shared link may show of a page, and whether it may say it on a card."""
        settings = self._school.settings
        shared = is_shared(page)
        square = self._squares.of(page) if self._squares and shared else None
        return {
            "name": share_title(page.title, whole(page, settings)),
            "description": share_summary(page.summary, page.body.text),
            "card": bool(settings.base_url) and shared,
            "source": absolute(settings.base_url, page.source) if page.source else "",
            "square": absolute(settings.base_url, f"{MEDIA_FOLDER}/{square.name}")
            if square
            else "",
        }

    def _photo(self, page: SitePage, person: Person) -> Markup | str:
        if not person.photo:
            return ""
        picture = self._resolver(page).picture(f"/{person.photo}", person.name, "")
        return Markup(picture)  # noqa: S704 - our own

    def _cover(self, page: SitePage) -> Markup | str:
        lesson, course = page.context.get("lesson"), page.context.get("course")
        path = lesson.cover if lesson else course.cover if course else None
        shown = {parse(page.path, one.target).path for one in page.body.references}
        if not path or path in shown:
            return ""
        return Markup(self._resolver(page).picture(f"/{path}", "", ""))  # noqa: S704 - our own
