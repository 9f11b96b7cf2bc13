"""What is drawn for a lesson: its cover and its poster; and the text that goes with it."""

from __future__ import annotations

from pathlib import Path

from builder.drawn.cover import cover_jpeg
from builder.drawn.poster import poster_jpeg
from builder.drawn.qr import QrError
from builder.i18n import translator
from builder.model.address import absolute, lesson_url, parse
from builder.model.cost import kilobytes, minutes, weight
from builder.model.course import Course, Lesson
from builder.model.media import Media, PictureVariant
from builder.model.school import Settings
from builder.model.share import share_line
from builder.wechat.kept import Kept

_LARGE = 300  # px of width; smaller ones are signs


class Drawn:
    """
    Draws for the lessons of one school.

    Args:
        settings: Of the school.
        media: Of the school, with pictures for articles.
        kept: What was drawn before.
    """

    def __init__(self, settings: Settings, media: Media, kept: Kept) -> None:
        self._settings = settings
        self._media = media
        self._pictures = media.articles
        self._kept = kept

    def cover(self, lesson: Lesson, course: Course) -> bytes:
        """JPEG of 900 × 383 px, from the lesson's picture or its course's."""
        picture = self._picture(lesson, course)
        made_of = ("cover", _name(picture), lesson.title, course.title)
        return self._kept.get(
            made_of, lambda: cover_jpeg(_file(picture), lesson.title, course.title)
        )

    def poster(self, lesson: Lesson, course: Course) -> bytes | None:
        """JPEG with the code of the lesson's page; None where there is no such, or a long one."""
        url = absolute(self._settings.base_url, lesson_url(lesson, course))
        if not url:
            return None
        picture = self._picture(lesson, course)
        words = {
            "school": self._settings.name,
            "course": course.title,
            "title": lesson.title,
            "summary": lesson.summary,
            "url": url,
            "detail": self._detail(lesson),
            "language": lesson.language,
        }
        made_of = ("poster", _name(picture), *words.values())
        try:
            return self._kept.get(made_of, lambda: poster_jpeg(**words, cover=_file(picture)))
        except QrError:
            return None

    def share(self, lesson: Lesson, course: Course) -> str:
        """The text to paste into a group."""
        size, url = weight(lesson, self._media), lesson_url(lesson, course)
        return share_line(self._settings, course, lesson, minutes(lesson), size, url)

    def _detail(self, lesson: Lesson) -> str:
        size = kilobytes(weight(lesson, self._media), lesson.language)
        return translator(lesson.language)("约 %d 分钟 · %s") % (minutes(lesson), size)

    def _picture(self, lesson: Lesson, course: Course) -> PictureVariant | None:
        """The lesson's cover, else the first large picture of its text, else the course's cover."""
        own = self._pictures.get(lesson.cover or "")
        shown = (parse(lesson.path, one.target).path for one in lesson.body.references)
        inside = (self._pictures[path] for path in shown if path in self._pictures)
        large = next((one for one in inside if one.width >= _LARGE), None)
        found = own or large or self._pictures.get(course.cover or "")
        return found.variants[0] if found else None


def _file(picture: PictureVariant | None) -> Path | None:
    return picture.path if picture else None


def _name(picture: PictureVariant | None) -> str:
    """The same name is the same bytes."""
    return picture.name if picture else ""
