"""A lesson as a reader meets it: blocks of words, without code and formulas."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from builder.markup.references import words
from builder.model.course import Course, Lesson

_TAGS = (
    "p|li|ul|ol|h[1-6]|td|th|tr|thead|tbody|table|caption|dt|dd|dl|div|section|aside|blockquote"
    "|details|summary|br|hr|figure|figcaption"
)
_BLOCK = re.compile(rf'</?({_TAGS})(?: [\w-]+="[^"]*")*>')
_UNREAD = re.compile(r"<(pre|code|kbd|samp|math)\b.*?</\1>", re.DOTALL)
_HAN = re.compile("[\u3400-\u9fff]+")
_SHOWN = 10  # characters by which a message names a passage


class Advice(NamedTuple):
    """
    What a rule says of one lesson.

    Attributes:
        code, message, mend: As in `Problem`.
        passage: Where: words of the lesson, "" for its top.
    """

    code: str
    passage: str
    message: str
    mend: str


class Block(NamedTuple):
    """A paragraph, list item, cell or the like: its tag, its words."""

    tag: str
    text: str


class Prose:
    """
    One lesson, read.

    Args:
        course: Whose lesson it is; None in a programme of a company.
        lesson: Itself.
    """

    def __init__(self, course: Course | None, lesson: Lesson) -> None:
        self.lesson = lesson
        self._course = course

    @property
    def is_chinese(self) -> bool:
        """Whether it is in Chinese, for the rules that count characters."""
        return self.lesson.language.lower().startswith("zh")

    @property
    def about(self) -> str:
        """What it is about, in the words of its title, its summary and its course."""
        course = (self._course.title, *self._course.skills) if self._course else ()
        return "\n".join([self.lesson.title, self.lesson.summary, *course])

    @cached_property
    def blocks(self) -> list[Block]:
        """Of the text, without its questions."""
        return list(_blocks(self.lesson.body.html))

    @cached_property
    def words(self) -> list[Block]:
        """Of the text, then of its questions."""
        parts = self.lesson.body.fragments.values()
        return self.blocks + [block for part in parts for block in _blocks(part)]

    def digest(self) -> str:
        """A hash of everything that a rule looks at."""
        lesson = self.lesson
        facts = (lesson.language, lesson.minutes, len(lesson.questions), self.about)
        parts = [repr(facts), lesson.body.html, *lesson.body.fragments.values()]
        return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()


def _blocks(html: str) -> Iterator[Block]:
    parts = _BLOCK.split(_UNREAD.sub(" ", html) if "<" in html else html)
    for tag, part in zip(["p", *parts[1::2]], parts[::2], strict=True):
        text = words(part) if "<" in part or "&" in part else part.strip()
        if text:
            yield Block(tag, text)


def characters(text: str) -> int:
    """The number of Chinese characters."""
    return len(text) - len(_HAN.sub("", text))


def beginning(text: str) -> str:
    """The first words of a passage, by which its author knows it again."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN + 2 else f"{line[:_SHOWN]}…"
