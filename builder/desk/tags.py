"""Tags: the week of a lesson, the skills and careers of its course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.i18n import translator
from builder.model.course import Course, Lesson
from builder.model.school import School
from builder.site.pages import listed
from builder.text import slug

Tagged = tuple[Course, Sequence[Lesson]]


@dataclass(frozen=True)
class TagList:
    """
    One tag and where it stands.

    Attributes:
        name: As shown.
        found: Courses, each with its lessons of that week; without, where the
            whole course has the tag.
    """

    name: str
    found: tuple[Tagged, ...]

    @property
    def anchor(self) -> str:
        """Its place in the page of tags."""
        return anchor(self.name)


def anchor(name: str) -> str:
    """The place of a tag in the page of tags."""
    return f"tag-{slug(name)}"


def week_tag(week: int, language: str) -> str:
    """The tag of a week of a course, from 1."""
    return translator(language)("第%d周") % week


def course_tags(course: Course) -> tuple[str, ...]:
    """Skills and careers, each once."""
    return tuple(dict.fromkeys([*course.skills, *course.careers]))


def lesson_tags(course: Course, lesson: Lesson) -> tuple[str, ...]:
    """The week, then what the course has."""
    week = [week_tag(lesson.week, course.language)] if lesson.week else []
    return (*week, *course_tags(course))


def tag_lists(school: School) -> tuple[tuple[str, list[TagList]], ...]:
    """Titles of kinds of tags with their tags: weeks in order, skills and careers by name."""
    _ = translator(school.settings.language)
    return (
        (_("按周"), _weeks(school)),
        (_("按技能"), _names((one, one.skills) for one in school.courses)),
        (_("按职业"), _names((one, one.careers) for one in school.courses)),
    )


def _weeks(school: School) -> list[TagList]:
    weeks: dict[tuple[int, str], list[Tagged]] = defaultdict(list)
    for course in school.courses:
        lessons = listed(course)
        for week in sorted({one.week for one in lessons if one.week}):
            taught = [one for one in lessons if one.week == week]
            weeks[week, week_tag(week, course.language)].append((course, taught))
    return [TagList(name, tuple(weeks[week, name])) for week, name in sorted(weeks)]


def _names(courses: Iterable[tuple[Course, Sequence[str]]]) -> list[TagList]:
    named: dict[str, list[Tagged]] = defaultdict(list)
    for course, names in courses:
        for name in dict.fromkeys(names):
            named[name].append((course, ()))
    return [TagList(name, tuple(named[name])) for name in sorted(named)]
