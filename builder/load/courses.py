"""A folder with `course.yml` becomes a Course."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from builder.load.advice_off import read_advice_off
from builder.load.exam_rules import exam_rules
from builder.load.files import read_text
from builder.load.groups import read_group
from builder.load.key_media import MediaKeys
from builder.load.layout import Layout
from builder.load.limits import MAX_YAML
from builder.load.names import LessonName, lesson_name
from builder.load.schema import COURSE, NO_KEYS, Keys, checked
from builder.load.settings import read_language
from builder.load.texts import Text, judge_lengths
from builder.load.yaml import load_mapping
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.problems import Problems

ENDS = ("exam", "presentation")
_NO_SLUG = re.compile(r"[/\\#?]|^\.*$")


class CourseLoader:
    """
    Builds courses from texts that are read and converted.

    Args:
        content: The folder `content/`.
        layout: What each file is.
        texts, documents: By path relative to `content/`.
        problems: Takes what is wrong.
    """

    def __init__(
        self,
        content: Path,
        layout: Layout,
        texts: Mapping[str, Text],
        documents: Mapping[str, Document],
        problems: Problems,
    ) -> None:
        self._content = content
        self._layout = layout
        self._texts = texts
        self._documents = documents
        self._problems = problems
        self._media = MediaKeys(layout.files, problems)

    def course(self, folder: str, language: str) -> Course:
        """The course in `folder` (`<track>/<slug>`) of a school in `language`."""
        track, slug = folder.split("/")
        place = f"content/{folder}/course.yml"
        keys = self._keys(folder, place)
        course = Course(
            path=folder,
            track=track,
            slug=slug,
            title=keys.get("title") or slug,
            summary=keys.get("summary"),
            language=read_language(keys, place, self._problems) or language,
            weeks=keys.get("weeks", None),
            level=keys.get("level"),
            skills=keys.get("skills", ()),
            careers=keys.get("careers", ()),
            instructors=keys.get("instructors", ()),
            mentors=keys.get("mentors", ()),
            cover=self._media.cover(f"{folder}/course.yml", keys),
            ends_with=self._ends_with(folder, keys, place),
            following=self._following(folder, keys, place),
            group=read_group(f"{folder}/course.yml", keys, self._media, self._problems),
            introduction=self._documents.get(f"{folder}/index.md"),
        )
        course = self._with_questions(replace(course, lessons=self.lessons(course)))
        self._judge_empty(folder, place)
        return course

    def _keys(self, folder: str, place: str) -> Keys:
        path = f"{folder}/course.yml"
        text = read_text(self._content, path, MAX_YAML, self._problems, leaves_out=False)
        if text is None:
            return NO_KEYS
        found = load_mapping(text, place, self._problems, leaves_out=False)
        if found is None:
            return NO_KEYS
        keys = checked(found, COURSE, place, self._problems)
        title = str(keys.get("title"))
        if not title and "title" not in keys.lines:
            mend = "write title: and the course's name"
            self._problems.add(place, 1, "title-missing", "the course has no title", mend)
        judge_lengths(title, keys, 1, place, self._problems)
        return keys

    def _ends_with(self, folder: str, keys: Keys, place: str) -> str:
        end = str(keys.get("ends_with"))
        for name in ENDS:
            if f"{folder}/{name}.md" in self._layout.files and name != end:
                message = f"the course has {name}.md, but course.yml does not say that it ends so"
                mend = f"write ends_with: {name} in course.yml"
                self._problems.add(f"content/{folder}/{name}.md", 1, "course-end", message, mend)
        if not end:
            return ""
        line = keys.lines["ends_with"]
        if end not in ENDS:
            near = difflib.get_close_matches(end[:40].lower(), ENDS, n=1)
            mend = f"did you mean {near[0]}?" if near else "write exam or presentation"
            message = f"a course ends with an exam or a presentation, not with {end}"
            self._problems.add(place, line, "key-value", message, mend)
            return ""
        if f"{folder}/{end}.md" not in self._layout.files:
            message = f"the course ends with {end}.md, which is missing"
            mend = f"write content/{folder}/{end}.md, or delete ends_with"
            self._problems.add(place, line, "course-end", message, mend)
        return end

    def _following(self, folder: str, keys: Keys, place: str) -> tuple[str, ...]:
        """Courses to go on with, by their folders."""
        named = [str(one).strip("/") for one in keys.get("next", ())]
        courses = [one for one in self._layout.courses if one != folder]
        for path in named:
            if path not in courses:
                near = difflib.get_close_matches(path[:80], courses, n=1, cutoff=0.5)
                mend = f"did you mean {near[0]}?" if near else "write its folder: business/startup"
                message = f"next: there is no other course {path}"
                self._problems.add(place, keys.lines["next"], "key-value", message, mend)
        return tuple(path for path in named if path in courses)

    def lessons(self, course: Course) -> tuple[Lesson, ...]:
        """The lessons in the folder of a course."""
        lessons: list[Lesson] = []
        numbers: dict[tuple[int, str], str] = {}
        for path in self._layout.of_course(course.path, "lesson"):
            named = lesson_name(posixpath.basename(path))
            assert named
            language = named.language or course.language
            other = numbers.setdefault((named.number, language), path)
            if other != path:
                message = f"the number {named.number} is taken by {posixpath.basename(other)}"
                mend = "give one of the two another number"
                self._problems.add(f"content/{path}", 1, "lesson-number", message, mend)
            if path in self._texts:
                lessons.append(self._lesson(self._texts[path], named, course))
        return tuple(
            sorted(
                lessons,
                key=lambda one: (one.language != course.language, one.language, one.number),
            )
        )

    def _lesson(self, text: Text, named: LessonName, course: Course) -> Lesson:
        keys = text.front.keys
        self._judge_week(text, course.weeks)
        return Lesson(
            path=text.path,
            number=named.number,
            slug=named.slug,
            language=named.language or course.language,
            title=text.title,
            summary=keys.get("summary"),
            week=keys.get("week", None),
            minutes=keys.get("minutes", None),
            audio=self._media.audio(text.path, keys),
            discuss=keys.get("discuss"),
            author=keys.get("author"),
            cover=self._media.cover(text.path, keys),
            draft=is_draft(keys),
            was=self._was(text),
            translated=keys.get("translated"),
            advice_off=read_advice_off(keys, f"content/{text.path}", self._problems),
            body=self._documents.get(text.path, Document()),
            questions=text.questions,
        )

    def _was(self, text: Text) -> tuple[str, ...]:
        """Former slugs, without the ending that people copy from the file's name."""
        keys = text.front.keys
        slugs = [str(one).removesuffix(".md") for one in keys.get("was", ())]
        for slug in filter(_NO_SLUG.search, slugs):
            message = f"was: {slug} is not the former name of a lesson in this course"
            mend = "write the old file name without .md, such as [02-old-name]"
            line = keys.lines["was"]
            self._problems.add(f"content/{text.path}", line, "key-value", message, mend)
        return tuple(slug for slug in slugs if not _NO_SLUG.search(slug))

    def _judge_week(self, text: Text, weeks: int | None) -> None:
        week = text.front.keys.get("week", None)
        if week and weeks and week > weeks:
            message = f"the lesson is for week {week}, but the course has {weeks} weeks"
            mend = "correct week here or weeks in course.yml"
            line = text.front.keys.lines["week"]
            self._problems.add(f"content/{text.path}", line, "lesson-week", message, mend)

    def _with_questions(self, course: Course) -> Course:
        quiz, exam = f"{course.path}/quiz.md", f"{course.path}/exam.md"
        ending = self._texts.get(exam)
        if ending:
            place = f"content/{exam}"
            rules = exam_rules(ending.front.keys, ending.questions, place, self._problems)
            course = replace(course, exam=ending.questions, exam_rules=rules)
        return replace(
            course,
            quiz=self._texts[quiz].questions if quiz in self._texts else (),
            quiz_text=self._documents.get(quiz, Document()),
            exam_text=self._documents.get(exam, Document()),
        )

    def _judge_empty(self, folder: str, place: str) -> None:
        if not self._layout.of_course(folder, "lesson"):
            mend = "write the first as 01-its-name.md beside course.yml"
            self._problems.add(
                place, 1, "course-empty", "the course has no lessons", mend, severity="advice"
            )


def is_draft(keys: Keys) -> bool:
    """Whether a text is a draft; a `draft` that cannot be read must not publish it."""
    return bool(keys.get("draft", "draft" in keys.lines))
