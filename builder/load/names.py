"""What the names of files say: lessons and their numbers, the special texts of a course."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import localedata

from builder.text import slug

_MOST = 20_000  # names that are remembered: each is asked for at every step of loading
_LANGUAGE = re.compile(r"^(?P<stem>.+)\.(?P<tag>(?P<base>[a-z]{2})(?:-[A-Za-z]{2,4})?)\.md$")
_LESSON = re.compile(r"^(\d{1,4})-\S.*$")
# What people write for `03-`: 3. 3_ 第3课 lesson 3: full-width digits too.
_NUMBERED = re.compile(r"^(?:第|lesson|unit)?\s*(\d{1,4})\s*(?:课|讲|章|节)?(.*)$", re.IGNORECASE)


@dataclass(frozen=True)
class LessonName:
    """What a lesson's file name says: number, slug, language ("" for the course's own)."""

    number: int
    slug: str
    language: str


@lru_cache(_MOST)
def split_language(name: str) -> tuple[str, str]:
    """
    `about.en.md` is `about` in `en`; `node.js.md` is `node.js` in no language.

    Returns:
        The name without its endings, and a BCP 47 tag or "".
    """
    found = _LANGUAGE.match(name)
    if found and localedata.exists(found["base"]):
        return found["stem"], found["tag"]
    return name.removesuffix(".md"), ""


@lru_cache(_MOST)
def lesson_name(name: str) -> LessonName | None:
    """Read `01-slug.md` or `01-slug.en.md`; None for any other name."""
    stem, language = split_language(name)
    found = _LESSON.match(stem)
    return LessonName(int(found[1]), stem, language) if found else None


def suggested_lesson_name(name: str, taken: set[int]) -> str:
    """A lesson's file name that is like `name` and whose number is free if it named none."""
    stem, _ = split_language(name)
    found = _NUMBERED.match(stem)
    number = int(found[1]) if found else max(taken, default=0) + 1
    return f"{number:02}-{slug((found[2] if found else stem).strip(' ._-、')) or 'lesson'}.md"
