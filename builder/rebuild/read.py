"""The edited lessons with their courses read again, and what is now said of them."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from builder.check.advice.blocked import check_blocked
from builder.check.advice.texts import advice_on_prose, wanted
from builder.check.links import check_links
from builder.check.questions import check_questions
from builder.check.translations import check_translations
from builder.check.wording import check_wording
from builder.load.nearest import Nearest
from builder.load.school import load
from builder.model.advice import OF_PROSE, OF_QUESTIONS
from builder.model.course import Course, Lesson
from builder.model.media import Media
from builder.model.school import School
from builder.problems import Problem, Problems
from builder.rebuild.last import LastBuild
from builder.rebuild.links import are_known
from builder.rebuild.outline import leads_nowhere, outline
from builder.rebuild.programmes import have_same_lessons, naming, programmes
from builder.rebuild.roll import enrolled

CONTENT = "content/"
_OF_TRANSLATIONS = ("translation-stale", "translation-state", "translation-alone")


@dataclass(frozen=True)
class Edited:
    """
    A school after some edits.

    Attributes:
        school: Whole; of courses that were not read the lessons are there in
            name, and of companies those alone whose programmes have such a lesson.
        courses: Folders of the courses that were read.
        problems: Of the whole school.
        media: Of the whole school.
    """

    school: School
    courses: frozenset[str]
    problems: tuple[Problem, ...]
    media: Media

    @property
    def read(self) -> Iterator[Course]:
        """The courses that were read."""
        return (one for one in self.school.courses if one.path in self.courses)

    @property
    def lessons(self) -> Iterator[Lesson]:
        """The lessons that were read, companies' own among them."""
        yield from (lesson for one in self.read for lesson in one.lessons)
        yield from (lesson for one in self.school.companies for lesson in one.lessons)


def read_again(
    root: Path, cache: Path, last: LastBuild, edited: Collection[str], also: Collection[str]
) -> Edited | None:
    """
    Read lessons again, and judge them.

    Args:
        root: The school's folder.
        cache: Folder of converted texts.
        last: The last build.
        edited: Paths of the lessons that were edited, relative to `content/`.
        also: Of further lessons that are wanted.

    Returns:
        None where more than these lessons may be concerned.
    """
    if any(_is_lasting(one) and _path(one) in edited for one in last.problems):
        return None
    concerned = naming(last.programmes, {*edited, *also})
    wanted = {*edited, *also}.union(*concerned.values())
    places = {posixpath.dirname(path) for path in wanted}
    school, problems = load(
        root,
        cache=cache,
        only=lambda path, role: role in {"exam", "page"} or posixpath.dirname(path) in places,
    )
    school = school.without(problems.left_out)
    companies = tuple(one for one in school.companies if one.slug in concerned)
    school = replace(school, companies=companies, files=last.files)
    folders = frozenset(places - {one.folder for one in companies})
    if not folders <= last.roll.keys():
        return None
    school = enrolled(school, last.roll, folders)
    same = have_same_lessons(programmes(school), concerned)
    if not same or not _is_as_before(school, last, edited):
        return None
    files = content_files(last.inputs)
    faults = [
        *problems,
        *check_wording(school, edited),
        *check_links(school, files, Nearest(files)),
    ]
    if any(_path(one) in edited for one in faults):
        return None
    found = _sorted(_kept(last, edited, folders), _said(school, edited))
    return Edited(school, folders, found, last.media)


def content_files(paths: Iterable[str]) -> list[str]:
    """Those of the paths that lie in `content/`, relative to it."""
    return [path.removeprefix(CONTENT) for path in paths if path.startswith(CONTENT)]


def _is_as_before(school: School, last: LastBuild, edited: Collection[str]) -> bool:
    """Whether the rest of the school finds the edited lessons where and as it needs them."""
    lessons = {one.path: one for _, one in school.lessons if one.path in edited}
    return len(lessons) == len(edited) and all(
        outline(lesson) == last.outlines[path]
        and are_known(lesson, last.urls)
        and not leads_nowhere(lesson, last.links.get(path, {}))
        for path, lesson in lessons.items()
    )


def _is_lasting(problem: Problem) -> bool:
    """Whether nothing here would find it again."""
    return problem.code not in {*OF_PROSE, *OF_QUESTIONS, *_OF_TRANSLATIONS, "link-blocked"}


def _path(problem: Problem) -> str:
    return problem.path.removeprefix(CONTENT)


def _kept(last: LastBuild, edited: Collection[str], folders: Collection[str]) -> Iterable[Problem]:
    """What was said before and is not looked at anew."""
    for one in last.problems:
        of_course = one.code in _OF_TRANSLATIONS and posixpath.dirname(_path(one)) in folders
        if _path(one) not in edited and not of_course:
            yield one


def _said(school: School, edited: Collection[str]) -> Iterable[Problem]:
    """What is to be said of the edited lessons, and of translations beside them."""
    yield from advice_on_prose(school, edited)
    others = (*check_questions(school), *check_blocked(school))
    of_lessons = (one for one in others if _path(one) in edited)
    yield from wanted(school, [*of_lessons, *check_translations(school)])


def _sorted(*parts: Iterable[Problem]) -> tuple[Problem, ...]:
    problems = Problems()
    for part in parts:
        problems.extend(part)
    return tuple(problems)
