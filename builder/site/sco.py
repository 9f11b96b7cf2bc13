"""A company's lessons as a learning platform shows them: pages without a site around them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.i18n import catalogue_name
from builder.model.address import parse, relative, suffix
from builder.model.company import Company
from builder.model.company_course import Chosen, chosen, company_course
from builder.model.course import Course
from builder.model.media import MEDIA_FOLDER, Media, media_names
from builder.model.school import School
from builder.model.sco import Sco, ScoPack
from builder.site.page import SitePage
from builder.site.render import Site
from builder.site.resolver import SiteResolver
from builder.site.scripts import script
from builder.site.shell import seal

# Of the script; no page of the site has it.
PARTS = ("common", "saver", "judge", "questions", "scorm")
_FILES = "files"  # the folder of what lessons offer for download
_FILE_NAME = re.compile(rf"\b{_FILES}/([\w.-]+)")


def sco_packs(school: School, media: Media, theme: Path) -> Iterator[tuple[Company, ScoPack]]:
    """The programme of each company that has one."""
    site = ScoSite(school, media, theme, exams={})
    for company in school.companies:
        if lessons := chosen(school, company):
            yield company, site.pack(company, lessons)


class ScoSite(Site):
    """Renders lessons for packages: they name no address, and lead to nothing but own files."""

    def __init__(self, school: School, media: Media, theme: Path, exams: Mapping[str, Any]) -> None:
        super().__init__(school, media, theme, exams)
        self._offered = {
            path: f"{_FILES}/{_mark(path)}{suffix(path)}"
            for path in [*school.files, *(one for c in school.companies for one in c.files)]
        }
        self._stored = media.files

    def pack(self, company: Company, lessons: tuple[Chosen, ...]) -> ScoPack:
        """The whole of a programme."""
        course = company_course(company, lessons)
        spoken = sorted({one.original.language for one in lessons})
        files: dict[str, bytes | Path] = {
            _script(one): script(self._theme, PARTS, one).text.encode() for one in spoken
        }
        shared = tuple(files)
        scos = []
        for one in lessons:
            page = _page(one, course)
            html = self.render(page)
            needed = dict(self._needed(html))
            name = f"{page.url}index.html"
            files |= {name: html.encode(), **needed}
            scos.append(Sco(page.url.strip("/"), page.title, name, tuple(sorted(needed))))
        return ScoPack(f"P{_mark(company.slug)}", company.title, tuple(scos), shared, files)

    def seal(self, html: str, page: SitePage, *, reloads: bool = False) -> str:  # noqa: ARG002
        """
        Inline the styles; the script is the package's for the page's language.

        No policy stands in the page: platforms put scripts of their own into
        what they show, and nothing here comes from elsewhere.
        """
        return seal(
            html,
            self._theme,
            relative(_script(page.language), page.url),
            language=page.language,
            sealed=False,
        )

    def _needed(self, html: str) -> Iterator[tuple[str, Path]]:
        """The media and files that a page names: path in the package, file that holds it."""
        for name in media_names(html) & self._stored.keys():
            yield f"{MEDIA_FOLDER}/{name}", self._stored[name]
        named = {f"{_FILES}/{name}" for name in _FILE_NAME.findall(html)}
        for path, name in self._offered.items():
            if name in named:
                yield name, self._school.content / path

    def _resolver(self, page: SitePage) -> SiteResolver:
        files: frozenset[str] = frozenset()
        return _ScoResolver(page.path, page.url, self._offered, files, self._media, page.language)

    def _shared(self, page: SitePage) -> dict[str, str | bool]:
        return {
            "name": page.title,
            **dict.fromkeys(("description", "card", "source", "square"), ""),
        }


class _ScoResolver(SiteResolver):
    """
    Links open a window of their own: the platform's frame belongs to its lesson.

    A link to another lesson is its words, since only the platform may launch
    lessons (SCORM 1.2 Content Aggregation Model, 2.2.2).
    """

    def link(self, target: str, html: str) -> str:
        made = super().link(target, html)
        if parse(self._path, target).kind == "anchor":
            return made
        return made.replace("<a href=", "<a target=_blank href=", 1)


def _page(one: Chosen, course: Course) -> SitePage:
    return SitePage(
        f"L{_mark(one.lesson.path)}/",
        "sco.html",
        one.lesson.title,
        one.original.language,
        path=one.lesson.path,
        body=one.lesson.body,
        context={
            "course": course,
            "lesson": one.lesson,
            "place": one.lesson.number,
            "count": len(course.lessons),
        },
    )


def _script(language: str) -> str:
    """The file of the package's script in a language (BCP 47 tag)."""
    return "-".join(filter(None, ("scorm", catalogue_name(language)))) + ".js"


def _mark(text: str) -> str:
    """Ten letters and digits that stand for a name of any characters."""
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).digest()
    return base64.b32encode(digest)[:10].decode().lower()
