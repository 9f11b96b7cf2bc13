"""A lesson as an article: its HTML and the files that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape

from builder import wechat_limits as limits
from builder.drawn.qr import QrError, qr_png
from builder.model.address import absolute, lesson_url, questions_anchor
from builder.model.course import Course, Lesson
from builder.model.school import Settings
from builder.text import length
from builder.wechat.files import Files, Image, Sound
from builder.wechat.flow import Flow
from builder.wechat.group import group_html
from builder.wechat.nodes import element, written
from builder.wechat.pictures import code_to_scan
from builder.wechat.places import Places
from builder.wechat.questions import Answered, answered
from builder.wechat.style import Style

_TAG = re.compile(r"<[^>]*>")
_SOURCE = re.compile(r' src="images/[^"]*"')
_UPLOADED = f' src="{"x" * limits.UPLOADED_URL}"'


@dataclass(frozen=True)
class Article:
    """
    A lesson as WeChat shows it.

    Attributes:
        html: The fragment; pictures are `images/…`.
        images: That it shows.
        sounds: That staff insert.
        starts: Line in the lesson and offset in `html` of its headings.
    """

    html: str
    images: tuple[Image, ...]
    sounds: tuple[Sound, ...]
    starts: tuple[tuple[int, int], ...]

    @cached_property
    def content(self) -> int:
        """Characters of HTML once every picture has the address that WeChat gives it."""
        return self.length_of(self.html)

    @staticmethod
    def length_of(html: str) -> int:
        """Characters of a piece of an article as WeChat counts them."""
        return len(_SOURCE.sub(_UPLOADED, html))

    @cached_property
    def visible(self) -> int:
        """Characters that a reader sees."""
        return length(unescape(_TAG.sub("", self.html)))

    @property
    def ratio(self) -> float:
        """Characters of HTML for each that is seen."""
        return self.content / max(1, self.visible)


def article(
    lesson: Lesson,
    course: Course,
    *,
    settings: Settings,
    files: Files,
    places: Places,
    style: Style,
    today: date,
) -> Article:
    """
    The article of one lesson.

    Args:
        lesson: To be written.
        course: Of the lesson.
        settings: Of the school.
        files: Takes the pictures and recordings that it names; of this article alone.
        places: Of the school.
        style: Its style sheet.
        today: Decides whether the group's code is still shown.
    """
    flow = Flow(lesson.path, lesson.language, files, places)
    flow.lines = {one.id: one.line for one in lesson.body.headings if one.id}
    url = absolute(settings.base_url, lesson_url(lesson, course))
    parts = _parts(lesson, course, settings, flow, url, today)
    styled = style.applied(element("section", "".join(parts), "article"))
    images, sounds = tuple(files.images.values()), tuple(files.sounds.values())
    shown = tuple(one for one in images if f'"{one.address}"' in styled.html)
    return Article(styled.html, shown, sounds, styled.starts)


def _parts(
    lesson: Lesson, course: Course, settings: Settings, flow: Flow, url: str, today: date
) -> Iterator[str]:
    """The parts in their order; between two QR codes lies more than a screen's width of text."""
    if lesson.audio:
        flow.wait_for(lesson.audio)
        yield element("p", f"<b>{written(flow.translate('听这一课'))}</b>") + flow.due()
    yield flow.text(lesson.body.html)
    asked = answered(lesson.questions, lesson.body, flow, svg=settings.wechat.svg)
    yield from _quiz(asked, flow, f"{url}#{questions_anchor(lesson.language)}" if url else "")
    if lesson.discuss:
        yield _section(flow.translate("群里聊聊"), element("p", written(lesson.discuss)))
    yield _section(flow.translate("答案"), asked.answers)
    yield _section(flow.translate("注释"), element("section", _notes(flow), "notes"))
    yield group_html(course, settings, flow, today, lesson.language)
    if url:
        more = flow.translate("点“阅读原文”，在网页上学这一课")
        yield element("p", written(more), "more")


def _quiz(asked: Answered, flow: Flow, address: str) -> Iterator[str]:
    if not asked.questions:
        return
    code = _code(flow, address) if address else ""
    yield _section(flow.translate("小测"), code + asked.questions)


def _code(flow: Flow, address: str) -> str:
    """The QR code of the lesson's questions on its page; "" when the address is too long."""
    try:
        image = flow.files.drawn(("qr", address), lambda: qr_png(address))
    except QrError:
        return ""
    asked = flow.translate("长按二维码，在网页上做题，马上知道对错")
    shown = code_to_scan(image, flow.translate("二维码"))
    return element("section", shown + element("p", written(asked)), "qr")


def _notes(flow: Flow) -> str:
    parts = []
    for number, html in flow.notes.written():
        first = re.sub(r"^(<p(?: [^>]*)?>)", rf"\1[{number}] ", html)
        parts.append(first if first != html else f"<p>[{number}]</p>{html}")
    return "".join(parts) + flow.due()


def _section(heading: str, html: str) -> str:
    return element("h2", written(heading)) + html if html else ""
