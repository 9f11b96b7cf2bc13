"""What of an article WeChat would refuse, with the line that its author mends."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder import wechat_limits as limits
from builder.load.key_line import key_line
from builder.model.address import absolute, lesson_url
from builder.model.course import Course, Lesson
from builder.model.school import Settings
from builder.problems import Problem
from builder.wechat.article import Article


@dataclass(frozen=True)
class Counts:
    """What WeChat counts: of each, characters and how many it takes."""

    title: tuple[int, int]
    author: tuple[int, int]
    digest: tuple[int, int]
    content: tuple[int, int]


def author_of(lesson: Lesson, settings: Settings) -> str:
    """Who is named as the article's author."""
    return lesson.author or settings.wechat.author


def source_url(lesson: Lesson, course: Course, settings: Settings) -> str:
    """Where 阅读原文 leads; marked, so that a draft can be found again by it."""
    url = absolute(settings.base_url, lesson_url(lesson, course))
    return f"{url}?{limits.SOURCE_MARK}" if url else ""


def counts(article: Article, lesson: Lesson, settings: Settings) -> Counts:
    """The counts of an article."""
    return Counts(
        title=(len(lesson.title), settings.wechat.title_limit),
        author=(len(author_of(lesson, settings)), limits.AUTHOR),
        digest=(len(lesson.summary), limits.DIGEST),
        content=(article.content, settings.wechat.content_limit),
    )


def judged(
    article: Article, lesson: Lesson, counted: Counts, url: str, root: Path
) -> Iterator[Problem]:
    """
    Problems of one article; none of them leaves the lesson out of the site.

    Args:
        article: Written.
        lesson: From which.
        counted: Its counts.
        url: Where 阅读原文 leads, or "".
        root: The school's folder, to find lines in.
    """
    path = f"content/{lesson.path}"
    for key, name in (("title", "title"), ("author", "author"), ("summary", "digest")):
        count, most = getattr(counted, name)
        if count > most:
            what = f"the article's {name} has {count} characters; WeChat takes {most}"
            line = key_line(root / path, key)
            yield Problem(path, line, 1, "error", f"wechat-{name}", what, f"shorten {key}")
    yield from _content(article, path, *counted.content)
    if len(url) > limits.SOURCE_URL_BYTES:
        what = f"the page's address has {len(url)} letters; WeChat takes {limits.SOURCE_URL_BYTES}"
        mend = "give the file or its folder a shorter name"
        yield Problem(path, 1, 1, "error", "wechat-address", what, mend)
    for image in article.images:
        if len(image.data) >= limits.MATERIAL_BYTES:
            size, most = (
                round(one / limits.MB) for one in (len(image.data), limits.MATERIAL_BYTES)
            )
            what = f"the picture {image.name} has {size} MB; WeChat takes less than {most}"
            yield Problem(path, 1, 1, "error", "wechat-picture", what, "make it smaller or shorter")


def _content(article: Article, path: str, count: int, limit: int) -> Iterator[Problem]:
    if count < limit:
        return
    what = f"the article has {count} characters of HTML; WeChat takes fewer than {limit}"
    lines = _cuts(article, limit)
    mend = "give it headings (##) and split it at one of them into two lessons"
    if lines:
        places = ", ".join(map(str, lines))
        count = len(lines) + 1
        mend = f"split it into {count} lessons: a new one begins at the heading in line {places}"
    yield Problem(path, lines[0] if lines else 1, 1, "error", "wechat-content", what, mend)


def _cuts(article: Article, limit: int) -> list[int]:
    """Lines of the headings that part an article into the fewest parts, about alike."""
    starts = [
        (line, article.length_of(article.html[:offset]))
        for line, offset in article.starts
        if offset > 0
    ]
    parts = math.ceil(article.content / (limit * 0.95))  # the parts have their own beginnings
    cuts: list[int] = []
    for number in range(1, parts):
        wanted = article.content * number / parts
        free = [one for one in starts[1:] if not cuts or one[0] > cuts[-1]] or []
        if free:
            cuts.append(min(free, key=lambda one: abs(one[1] - wanted))[0])
    return cuts
