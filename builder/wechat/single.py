"""One lesson as an article, without the rest of its bundle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from builder.cache_folder import cache_folder
from builder.media.run import run_media
from builder.model.course import Course, Lesson
from builder.model.school import School, Track
from builder.problems import Problem
from builder.today import today as todays_date
from builder.wechat.article import Article, article
from builder.wechat.build import too_deep
from builder.wechat.files import Files
from builder.wechat.judge import Counts, author_of, counts, judged, source_url
from builder.wechat.kept import Kept
from builder.wechat.places import Places
from builder.wechat.style import Style
from builder.wechat.style_sheet import style_sheet


@dataclass(frozen=True)
class Single:
    """
    An article to look at.

    Attributes:
        article: As `build_wechat` writes it; None when it cannot be written.
        counts: What WeChat counts; None without an article.
        author: Who is named, or "".
        problems: What WeChat would refuse.
    """

    article: Article | None
    counts: Counts | None
    author: str
    problems: tuple[Problem, ...]


def single_article(
    school: School, course: Course, lesson: Lesson, *, today: date | None = None
) -> Single:
    """
    The article of one lesson; only its own pictures are encoded.

    Args:
        school: Less what must not be shown.
        course: Of the lesson.
        lesson: To be written.
        today: Decides whether the group's code is still shown; China's date when None.
    """
    cache = cache_folder(school.root)
    media, faults = run_media(_only(school, course, lesson), cache, articles=True)
    css, style_problems = style_sheet(school)
    author = author_of(lesson, school.settings)
    try:
        written = article(
            lesson,
            course,
            settings=school.settings,
            files=Files(media, Kept(cache / "drawn")),
            places=Places(school),
            style=Style(css),
            today=today or todays_date(),
        )
    except RecursionError:
        return Single(None, None, author, (too_deep(lesson),))
    counted = counts(written, lesson, school.settings)
    url = source_url(lesson, course, school.settings)
    found = judged(written, lesson, counted, url, school.root)
    return Single(written, counted, author, (*style_problems, *faults, *found))


def _only(school: School, course: Course, lesson: Lesson) -> School:
    """The school as if it had nothing but one lesson."""
    alone = course.with_only([lesson])
    track = Track(course.track, "", (alone,))
    return replace(school, tracks=(track,), pages=(), cities=(), people=(), companies=())
