"""What stands beside the phone: problems, weight, media of the open page; and its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from builder.i18n import StaffLanguage
from builder.model.cost import duration
from builder.model.media import MEDIA_FOLDER
from builder.preview.state import Shown, State, address_of, draft, files_of, shown
from builder.preview.words import say
from builder.problem_words import in_language
from builder.problems import Problem
from builder.report.figures import size, waiting
from builder.site.page import SitePage
from builder.site.templates import TemplateFaultError, faults_in_words
from builder.wechat.single import Single

_MOST = 30  # other files with problems that are named
_INLINED = ' src="{}"'


@dataclass
class Panel:
    """
    Says of the pages of a school what its author wants to know.

    Args:
        language: Of the words.
        mount: Path of the front page on the server, ending in `/`.

    Attributes:
        state: Of the school; None before it is loaded.
        fault: Why the last save could not be shown, or "".
    """

    language: StaffLanguage
    mount: str = "/"
    state: State | None = None
    fault: str = ""
    _paths: dict[str, str] = field(default_factory=dict)  # of pages that were there once

    def frame(self) -> str:
        """The page with the phone in it."""
        start = self.state.start if self.state else ""
        return self._page("frame.html", start=f"{self.mount}{start}")

    def beside(self, url: str, *, article: bool) -> str:
        """
        What is known of the page at `url` (relative to the site's root), as a piece of HTML.

        Args:
            url: Not percent-encoded.
            article: Whether its article is looked at.
        """
        state = self.state
        if state is None:
            return ""
        page = state.pages.get(url)
        path = page.path if page else self._paths.get(url) or self._missing(state, url)
        if page:
            self._paths[url] = page.path
        files = list(files_of(page)) if page else [f"content/{path}"]
        told = self._shown(state, page) if page else None
        single = self._single(state, page) if article else None
        values = {
            "fault": self.fault,
            "pending": state.pending,
            "page": page,
            "path": path if (state.school.content / path).is_file() else "",
            "draft": bool(page and draft(page)),
            "problems": self._told(_of(state, files)),
            "others": self._others(state, files),
            "shown": told,
            "single": single,
            "refused": self._told(single.problems) if single else [],
        }
        return self._page("panel.html", **values)

    def article(self, url: str) -> str:
        """The article of the lesson at `url` as a phone shows it, or why there is none."""
        page = self.state.pages.get(url) if self.state else None
        single = self._single(self.state, page) if self.state else None
        html = _inlined(single) if single else ""
        course = page.context["course"].title if single and page else ""
        return self._page(
            "article.html",
            page=page,
            single=single,
            course=course,
            article=Markup(html),  # noqa: S704 - sanitised by builder.markup
        )

    def faulty(self, reason: str) -> str:
        """What stands in the place of a page that cannot be made."""
        return self._page("fault.html", reason=reason)

    def source(self, path: str) -> Path | None:
        """The file of a picture or recording as its author made it; None for any other."""
        known = self.state and path in self.state.media
        return self.state.school.content / path if self.state and known else None

    def _told(self, problems: Iterable[Problem]) -> list[Problem]:
        return [in_language(one, self.language) for one in problems]

    def _shown(self, state: State, page: SitePage) -> Shown | None:
        try:
            with faults_in_words(state.school.root):
                return shown(state, page)
        except TemplateFaultError as fault:
            self.fault = str(fault)
            return None

    def _single(self, state: State, page: SitePage | None) -> Single | None:
        lesson = page.context.get("lesson") if page else None
        return state.article(page.context["course"], lesson) if page and lesson else None

    def _missing(self, state: State, url: str) -> str:
        """The file of a page that was never shown, by where it would be; or ""."""
        found = (one for one in state.problems if address_of(one) == url)
        return next(found, "").removeprefix("content/")

    def _others(self, state: State, files: Sequence[str]) -> list[tuple[str, str, int]]:
        """Other files with problems: name, address of the page, how many."""
        urls = {f"content/{page.path}": url for url, page in state.pages.items()}
        others = [path for path in state.problems if path not in files]
        return [
            (path, self.mount + urls.get(path, address_of(path)), len(state.problems[path]))
            for path in others
        ]

    def _page(self, template: str, **values: Any) -> str:
        return (
            _environment()
            .get_template(template)
            .render(
                tag="zh-CN" if self.language == "zh" else "en",
                say=partial(say, self.language),
                size=partial(size, language=self.language),
                waiting=partial(waiting, language=self.language),
                media=f"{self.mount}{MEDIA_FOLDER}",
                **values,
            )
        )


def _of(state: State, files: Sequence[str]) -> list[Problem]:
    return [problem for file in files for problem in state.problems.get(file, ())]


def _inlined(single: Single) -> str:
    """The article with its pictures in it."""
    if single.article is None:
        return ""
    html = single.article.html
    for image in single.article.images:
        html = html.replace(_INLINED.format(image.address), _INLINED.format(image.inlined))
    return html


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    globals_: Mapping[str, object] = {"duration": duration, "most": _MOST}
    environment.globals |= globals_
    return environment
