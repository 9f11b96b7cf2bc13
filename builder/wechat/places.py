"""Where links lead when nothing can be tapped: titles of lessons and pages, addresses in words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from builder.i18n import translator
from builder.model.address import absolute, parse
from builder.model.course import Course, Lesson
from builder.model.school import School

_ARTICLE = re.compile(r"https?://mp\.weixin\.qq\.com/s[/?]", re.I)
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:|sms:)", re.I)


@dataclass(frozen=True)
class Place:
    """
    Where a link leads.

    Attributes:
        url: Of another article, the one address that can be tapped; or "".
        note: Words for a note, or "" when the link's own words say it all.
        wide: Whether the note is an address, which may break anywhere.
    """

    url: str = ""
    note: str = ""
    wide: bool = False


NOWHERE = Place()


class Places:
    """
    Says where the links of a school lead.

    Args:
        school: Less what is not shown.
    """

    def __init__(self, school: School) -> None:
        self._base = school.settings.base_url
        self._files = frozenset(school.files)
        self._pages: Mapping[str, str] = _pages(school)
        self._lessons = {lesson.path: (course, lesson) for course, lesson in school.lessons}

    def place(self, page: str, target: str, words: str, language: str) -> Place:
        """
        The place of one link.

        Args:
            page: Of the text, relative to `content/`.
            target: As written.
            words: Of the link.
            language: BCP 47 tag of the text.
        """
        found = parse(page, target)
        if found.kind == "remote":
            return _remote(target, words)
        path = found.path.rstrip("/")
        if found.kind != "content" or path == page:
            return NOWHERE
        if path in self._lessons:
            return Place(note=_lesson(*self._lessons[path], language))
        if path in self._pages:
            return Place(note=_title(self._pages[path], language))
        if path in self._files:
            return Place(note=absolute(self._base, path) or posixpath.basename(path), wide=True)
        return NOWHERE


def _remote(target: str, words: str) -> Place:
    if _ARTICLE.match(target):
        return Place(url=re.sub(r"^http:", "https:", target, flags=re.I))
    address = readable(target)
    return NOWHERE if _bare(words) == _bare(address) else Place(note=address, wide=True)


def readable(address: str) -> str:
    """An address as a person types it: its Chinese letters, nothing before a telephone number."""
    plain = re.sub(r"^(?:mailto|tel|sms):", "", address, flags=re.I)
    try:
        parts = urlsplit(plain)
    except ValueError:
        return plain
    decoded = unquote(parts.path)
    is_safe = decoded.isprintable() and not re.search(r"[\s%?#]", decoded)
    return parts._replace(path=decoded).geturl() if is_safe else plain


def _bare(address: str) -> str:
    return _SCHEME.sub("", unquote(address.strip())).rstrip("/").casefold().replace(" ", "")


def _pages(school: School) -> dict[str, str]:
    """Content path to title of everything but lessons."""
    titles = {page.path: page.title for page in school.pages}
    titles |= {"": school.settings.name, "index.md": school.settings.name}
    titles |= {track.slug: track.title for track in school.tracks}
    for course in school.courses:
        titles[course.path] = titles[f"{course.path}/index.md"] = course.title
    return titles


def _lesson(course: Course, lesson: Lesson, language: str) -> str:
    same = [one.path for one in course.lessons if one.language == lesson.language]
    where = translator(language)("（%s 第 %d 课）") % (course.title, same.index(lesson.path) + 1)
    return _title(lesson.title, language) + where


def _title(title: str, language: str) -> str:
    return translator(language)("《%s》") % title
