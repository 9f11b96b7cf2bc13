"""What a lesson costs a reader, minutes and bytes, and how such figures are said."""

from __future__ import annotations

import re

import brotli

from builder.i18n import decimal
from builder.model.address import parse
from builder.model.course import Lesson
from builder.model.media import Media

# An unpractised reader.
CHARACTERS_A_MINUTE = 300  # of Chinese
WORDS_A_MINUTE = 150  # of other languages
QUESTION_MINUTES = 0.5
SHELL_BYTES = 1_500  # what a page's styles, scripts and frame weigh (brotli)
# What brotli 0 makes larger, over the lessons of the sample school: 1.39 ± 0.03 times.
_HASTE = 1.39
_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\d_]+")


def minutes(lesson: Lesson) -> int:
    """Time for a lesson: as stated, else estimated from its length and its questions."""
    if lesson.minutes:
        return lesson.minutes
    return max(1, round(lesson.body.minutes + QUESTION_MINUTES * len(lesson.questions)))


def reading(text: str) -> float:
    """Minutes that an unpractised reader takes for a text."""
    others, runs = _HAN.subn(" ", text)
    characters = len(text) - len(others) + runs
    return characters / CHARACTERS_A_MINUTE + len(_WORD.findall(others)) / WORDS_A_MINUTE


def compressed(html: str) -> int:
    """About the bytes of a text once it is compressed ahead of time (brotli 11)."""
    return round(len(brotli.compress(html.encode(), quality=0, lgwin=16)) / _HASTE)


def page_weight(lesson: Lesson) -> int:
    """About how many bytes the page of a lesson has, once compressed, without its pictures."""
    return SHELL_BYTES + lesson.body.compressed


def weight(lesson: Lesson, media: Media, code: int = 0) -> int:
    """
    Bytes of a lesson's page on a phone: text (brotli), frame and pictures, no recordings.

    Args:
        lesson: With its text.
        media: Of the school.
        code: Bytes of its group's code, where it shows one.
    """
    shown = {parse(lesson.path, one.target).path for one in lesson.body.references}
    shown |= {lesson.cover or ""}
    pictures = (media.pictures.get(path) for path in shown)
    seen = sum(picture.phone_bytes for picture in pictures if picture)
    return page_weight(lesson) + code + seen


def kilobytes(size: int, language: str) -> str:
    """A size (bytes) as people of a language (BCP 47 tag) read it: `0.8 KB`, `38 KB`."""
    return f"{decimal(size / 1000, language, places=int(size < 9_500))} KB"


def duration(seconds: float) -> str:
    """A length in minutes and seconds: `0:42`."""
    whole = max(1, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"
