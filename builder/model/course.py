"""Courses and their lessons as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from builder.model.document import Document
from builder.model.exam import ExamRules
from builder.model.question import Question
from builder.model.wechat import Group


@dataclass(frozen=True)
class Lesson:
    """
    One lesson.

    Attributes:
        path: File relative to `content/`.
        number: From the file name `01-slug.md`; lessons are in its order.
        slug: `01-slug`, the last part of the address.
        language: BCP 47 tag; `01-slug.en.md` is English.
        title: At most 64 characters (`builder.load.limits`).
        summary: At most 120 characters, or "".
        week: Week of the course, from 1, or None.
        minutes: Reading time, or None when it is to be estimated.
        audio: Content path of a recording of the whole lesson, or None.
        discuss: The question for the WeChat group, or "".
        author: Name, or "".
        cover: Content path of a picture, or None.
        draft: Shown while writing, never built.
        was: Former slugs; each leaves a redirect.
        translated: State of the original that this translates, or ""; see
            `builder.check.translations`.
        advice_off: Names of advice (`builder.model.advice`) that is not wanted here.
        body: The text without its questions.
        questions: Of the section 小测 or Quiz.
    """

    path: str
    number: int
    slug: str
    language: str
    title: str
    summary: str = ""
    week: int | None = None
    minutes: int | None = None
    audio: str | None = None
    discuss: str = ""
    author: str = ""
    cover: str | None = None
    draft: bool = False
    was: tuple[str, ...] = ()
    translated: str = ""
    advice_off: frozenset[str] = frozenset()
    body: Document = field(default_factory=Document)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Course:
    """
    One course: a folder with `course.yml`.

    Attributes:
        path: Folder relative to `content/`, `<track>/<slug>`.
        weeks: Planned length, or None.
        level, skills, careers, instructors, mentors: As in `course.yml`.
        cover: Content path of a picture, or None.
        ends_with: `exam`, `presentation` or "".
        following: Folders of courses to go on with.
        group: The WeChat group of its learners, or None.
        lessons: In order, in the course's language first.
        introduction: `index.md` of the folder, if any.
        quiz: Questions of `quiz.md`.
        exam: Questions of `exam.md`; never shipped with their answers.
        exam_rules: Pass mark, time, sections.
        quiz_text, exam_text: The converted Markdown of their questions.
    """

    path: str
    track: str
    slug: str
    title: str
    summary: str = ""
    language: str = "zh-CN"
    weeks: int | None = None
    level: str = ""
    skills: tuple[str, ...] = ()
    careers: tuple[str, ...] = ()
    instructors: tuple[str, ...] = ()
    mentors: tuple[str, ...] = ()
    cover: str | None = None
    ends_with: str = ""
    following: tuple[str, ...] = ()
    group: Group | None = None
    lessons: tuple[Lesson, ...] = ()
    introduction: Document | None = None
    quiz: tuple[Question, ...] = ()
    exam: tuple[Question, ...] = ()
    exam_rules: ExamRules = field(default_factory=ExamRules)
    quiz_text: Document = field(default_factory=Document)
    exam_text: Document = field(default_factory=Document)

    def with_only(self, lessons: Iterable[Lesson]) -> Course:
        """The course as if it had no other texts than these lessons."""
        nothing = Document()
        return replace(
            self,
            lessons=tuple(lessons),
            introduction=None,
            cover=None,
            quiz_text=nothing,
            exam_text=nothing,
        )
