"""`content/companies/<company>.yml` becomes a Company, its lessons with it."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Collection, Iterator
from pathlib import Path

from builder.load.company_address import fresh_address, read_address
from builder.load.courses import CourseLoader, is_draft
from builder.load.files import read_text
from builder.load.key_media import MediaKeys
from builder.load.layout import Layout
from builder.load.limits import MAX_CONTACT, MAX_YAML
from builder.load.schema import COMPANY, Keys, checked
from builder.load.settings import read_language
from builder.load.texts import judge_lengths
from builder.load.yaml import Value, load_mapping
from builder.model.company import FOLDER, Company, Step
from builder.model.course import Course, Lesson
from builder.problems import Problems


class CompanyLoader:
    """
    Reads the companies of a school.

    Args:
        content: The folder `content/`.
        layout: What each file is.
        courses: Reads the companies' own lessons like those of courses.
        problems: Takes what is wrong.
    """

    def __init__(
        self, content: Path, layout: Layout, courses: CourseLoader, problems: Problems
    ) -> None:
        self._content = content
        self._layout = layout
        self._courses = courses
        self._problems = problems
        self._media = MediaKeys(layout.files, problems)
        self._lessons = frozenset(path for path, role in layout.roles.items() if role == "lesson")
        self._addresses: dict[str, str] = {}

    def companies(self, language: str) -> tuple[Company, ...]:
        """Every company of a school in `language`, those without a good address too."""
        paths = sorted(one for one in self._layout.files if posixpath.dirname(one) == FOLDER)
        found = (self._company(path, language) for path in paths if path.endswith(".yml"))
        return tuple(company for company in found if company)

    def _company(self, path: str, language: str) -> Company | None:
        place, problems = f"content/{path}", self._problems
        text = read_text(self._content, path, MAX_YAML, problems, leaves_out=False)
        found = load_mapping(text, place, problems, leaves_out=False) if text is not None else None
        if found is None:
            return None
        keys = checked(found, COMPANY, place, problems)
        slug = posixpath.splitext(posixpath.basename(path))[0]
        self._judge(keys, place)
        language = read_language(keys, place, problems) or language
        return Company(
            slug=slug,
            title=keys.get("title") or slug,
            address=self._address(keys, slug, path),
            summary=keys.get("summary"),
            language=language,
            logo=self._media.logo(path, keys),
            contact=keys.get("contact"),
            exam=self._exam(keys, place),
            draft=is_draft(keys),
            steps=self._steps(keys, slug, place),
            lessons=self._own(slug, language),
        )

    def _address(self, keys: Keys, slug: str, path: str) -> str:
        """An address of its own: of two companies with the same one the second has no pages."""
        place = f"content/{path}"
        address = read_address(keys, slug, place, self._problems)
        first = self._addresses.setdefault(address, path) if address else path
        if first == path:
            return address
        message = f"the address is that of content/{first}"
        mend = f"write address: {fresh_address()} and never change it again"
        self._problems.add(place, keys.lines["address"], "company-address", message, mend)
        return ""

    def _judge(self, keys: Keys, place: str) -> None:
        if not keys.get("title"):
            mend = "write title: and the company's name"
            self._problems.add(place, 1, "title-missing", "the company has no title", mend)
        judge_lengths(str(keys.get("title")), keys, 1, place, self._problems)
        if "logo" not in keys.lines:
            message, mend = "the company has no logo", "write logo: and the name of its picture"
            self._problems.add(place, 1, "company-logo", message, mend, severity="advice")
        if len(keys.get("contact")) > MAX_CONTACT:
            message = (
                f"contact has {len(keys.get('contact'))} characters, {MAX_CONTACT} are the most"
            )
            line = keys.lines["contact"]
            self._problems.add(place, line, "contact-long", message, "shorten it")

    def _own(self, slug: str, language: str) -> tuple[Lesson, ...]:
        """The lessons in the company's folder, read like those of a course."""
        return self._courses.lessons(Course(f"{FOLDER}/{slug}", FOLDER, slug, slug, "", language))

    def _exam(self, keys: Keys, place: str) -> str:
        folder = str(keys.get("exam")).strip("/")
        exams = [
            posixpath.dirname(path) for path, role in self._layout.roles.items() if role == "exam"
        ]
        if not folder or folder in exams:
            return folder
        message = f"there is no course {folder} that has an exam"
        mend = _near(folder, exams) or "write the folder of a course with exam.md"
        self._problems.add(place, keys.lines["exam"], "key-value", message, mend)
        return ""

    def _steps(self, keys: Keys, slug: str, place: str) -> tuple[Step, ...]:
        steps: dict[str, Step] = {}
        for step in self._named(keys.get("lessons", ()), slug, place):
            first = steps.setdefault(step.path, step)
            if first is not step:
                message = f"this lesson stands in line {first.line} already"
                self._problems.add(place, step.line, "company-twice", message, "delete one of them")
        if not steps and "lessons" not in keys.lines:
            message = "the programme has no lessons"
            mend = (
                "write lessons: and below it, each behind - , business/accounting/01-why-accounts"
            )
            self._problems.add(place, 1, "company-empty", message, mend)
        self._judge_unused(steps, slug, place)
        return tuple(steps.values())

    def _named(self, values: Collection[Value], slug: str, place: str) -> Iterator[Step]:
        for value in values:
            if not isinstance(value.data, str) or not value.data:
                message = "lessons holds something that is no lesson"
                mend = "write behind - the lesson's file: business/accounting/01-why-accounts"
                self._problems.add(place, value.line, "key-type", message, mend)
            elif path := self._path(value, slug, place):
                yield Step(path, value.line)

    def _path(self, value: Value, slug: str, place: str) -> str:
        """The file that an entry names, or "" and a problem."""
        written = str(value.data)
        plain = written.replace("\\", "/").strip("/").removesuffix(".md")
        path = f"{plain}.md" if "/" in plain else f"{FOLDER}/{slug}/{plain}.md"
        if path in self._lessons and (not path.startswith(f"{FOLDER}/") or f"/{slug}/" in path):
            return path
        message = f"there is no lesson {written[:80]}"
        self._problems.add(place, value.line, "company-lesson", message, self._mend(plain, slug))
        return ""

    def _mend(self, written: str, slug: str) -> str:
        if written in self._layout.courses:
            return f"name its lessons one by one: {self._first(written)}"
        own = f"{FOLDER}/{slug}/"
        names = [path.removeprefix(own).removesuffix(".md") for path in self._lessons]
        names = [name for name in names if not name.startswith(f"{FOLDER}/")]
        same = [name for name in names if name.rpartition("/")[2] == written.rpartition("/")[2]]
        if same:
            return f"did you mean {sorted(same)[0]}?"
        return (
            _near(written, names)
            or "write track/course/lesson: business/accounting/01-why-accounts"
        )

    def _first(self, course: str) -> str:
        lessons = sorted(path for path in self._lessons if path.startswith(f"{course}/"))
        return lessons[0].removesuffix(".md") if lessons else f"{course}/01-…"

    def _judge_unused(self, used: Collection[str], slug: str, place: str) -> None:
        for path in self._layout.of_course(f"{FOLDER}/{slug}", "lesson"):
            if path not in used:
                name = posixpath.basename(path).removesuffix(".md")
                message = f"the company's own lesson {name} is not in its programme"
                mend = f"write - {name} where it belongs in lessons of {place}"
                self._problems.add(
                    f"content/{path}", 1, "company-unused", message, mend, severity="advice"
                )


def _near(written: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(written[:120], names, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else ""
