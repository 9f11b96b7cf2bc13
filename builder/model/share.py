"""What a shared page says of itself: its name, its description, the line to paste into a group."""

from __future__ import annotations

from builder import wechat_limits as limits
from builder.i18n import translator
from builder.model.address import absolute
from builder.model.cost import kilobytes
from builder.model.course import Course, Lesson
from builder.model.school import Settings
from builder.text import shortened


def share_title(title: str, whole: str = "") -> str:
    """
    A page's `<title>`: at most 30 characters, its own name first.

    Args:
        title: Of the page.
        whole: The course or the school, which is left out where it does not
            fit; "" for none.
    """
    named = f"{title} · {whole}" if whole else title
    if len(named) <= limits.PAGE_TITLE:
        return named
    return shortened(title, limits.PAGE_TITLE)


def share_summary(summary: str, text: str = "") -> str:
    """
    A page's description: at most 60 characters of its summary, else of its text.

    Args:
        summary: As its author wrote it, or "".
        text: The words that a reader sees.
    """
    return shortened(summary or text, limits.PAGE_SUMMARY)


def share_line(
    settings: Settings, course: Course, lesson: Lesson, minutes: int, size_bytes: int, url: str
) -> str:
    """
    The text to paste into a group, which shows a bare link without any words of its page.

    `第3课 记账入门：记一笔账 · 约86KB · 8分钟`, and the address below it.

    Args:
        settings: Of the school.
        course: Of the lesson.
        lesson: To be shared.
        minutes: That it takes (`builder.model.cost.minutes`).
        size_bytes: Of its page (`builder.model.cost.weight`).
        url: Of its page: whole, or relative to the school's `base_url`; left
            out where there is none.
    """
    translate = translator(lesson.language)
    same = [one.path for one in course.lessons if one.language == lesson.language]
    place = same.index(lesson.path) + 1 if lesson.path in same else lesson.number
    size = kilobytes(size_bytes, lesson.language).replace(" ", "")
    words = translate("第%d课 %s：%s · 约%s · %d分钟")
    line = words % (place, course.title, lesson.title, size, minutes)
    whole = url if "://" in url else absolute(settings.base_url, url)
    return f"{line}\n{whole}" if whole else line
