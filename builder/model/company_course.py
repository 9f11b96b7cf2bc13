"""A programme as a course, so that its pages are made like those of any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from builder.model.company import FOLDER, Company
from builder.model.course import Course, Lesson
from builder.model.school import School


@dataclass(frozen=True)
class Chosen:
    """
    A lesson as a programme shows it.

    Attributes:
        lesson: Numbered by its place, its address below the programme's; in
            the programme's language as far as addresses go.
        course: Where the school teaches it, or None for the company's own.
        original: The lesson as it stands there.
    """

    lesson: Lesson
    course: Course | None
    original: Lesson


def chosen(school: School, company: Company) -> tuple[Chosen, ...]:
    """The lessons of a programme that are there, in its order."""
    known: dict[str, tuple[Course | None, Lesson]] = {
        lesson.path: (course, lesson) for course, lesson in school.lessons
    }
    known |= {lesson.path: (None, lesson) for lesson in company.lessons}
    there = [known[step.path] for step in company.steps if step.path in known]
    return tuple(
        Chosen(_placed(number, course, lesson, company), course, lesson)
        for number, (course, lesson) in enumerate(there, 1)
    )


def _placed(number: int, course: Course | None, lesson: Lesson, company: Company) -> Lesson:
    return replace(
        lesson,
        number=number,
        slug=step_slug(course, lesson, lesson.slug, company),
        language=company.language,
        week=None,
        was=tuple(step_slug(course, lesson, slug, company) for slug in lesson.was),
    )


def step_slug(course: Course | None, lesson: Lesson, slug: str, company: Company) -> str:
    """
    The last part of a lesson's address in a programme.

    That of one of the school's names its course, so that two lessons `01-…`
    can stand side by side and a change of the order moves none.
    """
    tag = lesson.language
    suffix = f"-{tag}" if tag != (course or company).language else ""
    return f"{course.path.replace('/', '-')}-{slug}{suffix}" if course else f"{slug}{suffix}"


def company_course(company: Company, lessons: tuple[Chosen, ...]) -> Course:
    """The course at the programme's address; it is in no track of the school."""
    return Course(
        path=f"{FOLDER}/{company.address}",
        track=FOLDER,
        slug=company.address,
        title=company.title,
        summary=company.summary,
        language=company.language,
        cover=company.logo,
        lessons=tuple(one.lesson for one in lessons),
    )


def company_urls(company: Company, lessons: tuple[Chosen, ...]) -> Mapping[str, str]:
    """Content path to address of what links inside a programme lead to there."""
    found = {one.lesson.path: f"{company.url}{one.lesson.slug}/" for one in lessons}
    start = f"{company.folder}/"
    return found | {path: f"{company.url}{path.removeprefix(start)}" for path in company.files}
