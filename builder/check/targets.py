"""What links may lead to: the pages of a school, their anchors, and its other files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from functools import cache
from typing import Literal

from builder.load.layout import RESERVED
from builder.load.school import DOWNLOADS
from builder.model.address import parse, suffix
from builder.model.company import FOLDER as COMPANIES
from builder.model.document import Document
from builder.model.school import School

Found = Literal["page", "draft", "file", "unpublished", "unlisted", "kind", "missing"]

_ID = re.compile(r'<[^<>]* id="([^"]+)"')


class Targets:
    """
    Answers what a path is in the built site.

    Args:
        school: Loaded.
        files: Every file, relative to `content/`.
    """

    def __init__(self, school: School, files: Collection[str]) -> None:
        self._files = frozenset(files)
        self._documents: dict[str, Document] = dict(school.texts)
        self._courses = {course.path for course in school.courses}
        # Pages without a file of their own: the front page, tracks and courses.
        self._indexes = {"", *self._courses, *(track.slug for track in school.tracks)}
        self._indexes |= {f"{course}/index.md" for course in self._courses}
        self._drafts = {lesson.path for _, lesson in school.lessons if lesson.draft}
        self._drafts |= {page.path for page in school.pages if page.draft}
        self._own = {one.path for company in school.companies for one in company.lessons}
        self._drafts |= {
            one.path for company in school.companies for one in company.lessons if one.draft
        }
        self._shown = {
            parse(path, reference.target).path
            for path, document in school.texts
            for reference in document.references
            if reference.kind == "image"
        }
        self.ids = cache(self._ids)

    def what(self, path: str, page: str = "") -> Found:
        """
        What lies at a path, relative to `content/`; a page that is left out counts as one.

        Args:
            path: Of the target.
            page: The file that names it: what lies in a company's folder is
                there for the company's own lessons alone.
        """
        if path.split("/", 1)[0] in RESERVED and path in self._files:
            return self._in_reserved(path, page)
        return self._elsewhere(path)

    def _elsewhere(self, path: str) -> Found:
        if path in self._drafts:
            return "draft"
        if path in self._indexes:
            return "page"
        if path not in self._files:
            return "missing"
        if self._is_kept_back(path):
            return "unpublished"
        if path.endswith(".md"):
            return "page"
        return "file" if suffix(path) in DOWNLOADS or path in self._shown else "kind"

    def _in_reserved(self, path: str, page: str) -> Found:
        folder = posixpath.dirname(page)
        if page not in self._own or not path.startswith(f"{folder}/"):
            return "unlisted" if path.startswith(f"{COMPANIES}/") else "unpublished"
        if path in self._own:
            return "draft" if path in self._drafts else "page"
        return "file" if suffix(path) in DOWNLOADS or path in self._shown else "kind"

    def _is_kept_back(self, path: str) -> bool:
        folder, name = posixpath.split(path)
        in_course = folder in self._courses and name in {"quiz.md", "exam.md", "README.md"}
        return in_course or suffix(path) in {".yml", ".yaml"}

    def _ids(self, path: str) -> frozenset[str] | None:
        """The anchors of a text's page; None when the page has none of its own to compare."""
        document = self._documents.get(path)
        return frozenset(_ID.findall(document.html)) if document else None
