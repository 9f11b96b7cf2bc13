"""The whole school as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.model.certificate import Certificates
from builder.model.city import City
from builder.model.company import FOLDER as COMPANIES
from builder.model.company import Company
from builder.model.course import Course, Lesson
from builder.model.document import Document
from builder.model.network import DATA_PRICE
from builder.model.person import Person
from builder.model.survey import Survey
from builder.model.wechat import Group, WeChat


@dataclass(frozen=True)
class Settings:
    """
    `content/school.yml`; everything has a default.

    Attributes:
        name: The school's name.
        summary: One sentence about it.
        language: BCP 47 tag of the interface and of lessons that do not say.
        base_url: Public address ending in `/`, or "".
        tracks: Folder name to title.
        partial: Whether a multiple choice answered in part earns its part.
        page_budget: Bytes (brotli) a page's HTML may have, or None.
        data_price: Yuan that a gigabyte of mobile data costs its learners.
        wechat: The school's official account.
        group: The WeChat group of all who learn here, or None.
        advice_off: Names of advice (`builder.model.advice`) that is not wanted.
    """

    name: str = "Ren to Learn"
    summary: str = ""
    language: str = "zh-CN"
    base_url: str = ""
    tracks: Mapping[str, str] = field(default_factory=dict)
    page_budget: int | None = None
    partial: bool = False
    data_price: int = DATA_PRICE
    wechat: WeChat = field(default_factory=WeChat)
    group: Group | None = None
    advice_off: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """An ordinary page: path relative to `content/`, title, summary, body, whether a draft."""

    path: str
    title: str
    summary: str = ""
    body: Document = field(default_factory=Document)
    draft: bool = False


@dataclass(frozen=True)
class Track:
    """A folder of courses: `courses`, `business`, `vocational`, …"""

    slug: str
    title: str
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True)
class School:
    """
    A school, read and checked.

    Attributes:
        root: The folder that holds `content/`.
        settings: `school.yml`.
        tracks: In the order of `settings.tracks`, then by name.
        pages: Ordinary pages.
        files: Content paths of other files that a page links to (PDF …).
        survey: `survey.yml`, or None.
        cities: Where it is taught, by file name.
        people: Who teaches and helps there, as far as they agreed.
        certificates: `certificates.yml`, or None.
        companies: Partners with a programme of their own; in no list of the school.
    """

    root: Path
    settings: Settings = field(default_factory=Settings)
    tracks: tuple[Track, ...] = ()
    pages: tuple[Page, ...] = ()
    files: tuple[str, ...] = ()
    survey: Survey | None = None
    cities: tuple[City, ...] = ()
    people: tuple[Person, ...] = ()
    certificates: Certificates | None = None
    companies: tuple[Company, ...] = ()

    @property
    def content(self) -> Path:
        """The folder `content/`."""
        return self.root / "content"

    @property
    def courses(self) -> Iterator[Course]:
        """Every course, track by track."""
        return (course for track in self.tracks for course in track.courses)

    @property
    def groups(self) -> Iterator[Group]:
        """Every group: the school's, then those of courses and of cities."""
        groups = [self.settings.group, *(course.group for course in self.courses)]
        groups += [city.group for city in self.cities]
        return (group for group in groups if group)

    def group_of(self, course: Course) -> Group | None:
        """The group of a course's learners: its own, else the school's; none of a programme's."""
        return None if course.track == COMPANIES else course.group or self.settings.group

    @property
    def lessons(self) -> Iterator[tuple[Course, Lesson]]:
        """Every lesson with its course."""
        return ((course, lesson) for course in self.courses for lesson in course.lessons)

    @property
    def languages(self) -> frozenset[str]:
        """The languages of its pages (BCP 47 tags)."""
        found = {self.settings.language, *(course.language for course in self.courses)}
        found |= {company.language for company in self.companies}
        lessons = [lesson for _, lesson in self.lessons]
        lessons += [lesson for company in self.companies for lesson in company.lessons]
        return frozenset(found | {lesson.language for lesson in lessons})

    @property
    def other_languages(self) -> list[str]:
        """The languages of lessons beside the school's own (BCP 47 tags), in alphabetical order."""
        taken = {self.settings.language, *(track.slug for track in self.tracks)}
        return sorted({lesson.language for _, lesson in self.lessons} - taken)

    @property
    def texts(self) -> Iterator[tuple[str, Document]]:
        """Every converted text with its file's path relative to `content/`."""
        for course in self.courses:
            if course.introduction:
                yield f"{course.path}/index.md", course.introduction
            yield from ((lesson.path, lesson.body) for lesson in course.lessons)
            yield f"{course.path}/quiz.md", course.quiz_text
            yield f"{course.path}/exam.md", course.exam_text
        yield from ((page.path, page.body) for page in self.pages)
        yield from ((one.path, one.body) for company in self.companies for one in company.lessons)

    def without(self, paths: set[str], *, drafts: bool = False) -> School:
        """The school less the lessons and pages at `paths` (relative to `root`), and its drafts."""

        def kept(text: Lesson | Page) -> bool:
            return f"content/{text.path}" not in paths and (drafts or not text.draft)

        def pruned(course: Course) -> Course:
            # An exam less one of its questions would be another exam.
            return replace(
                course,
                lessons=tuple(filter(kept, course.lessons)),
                quiz=() if f"content/{course.path}/quiz.md" in paths else course.quiz,
                exam=() if f"content/{course.path}/exam.md" in paths else course.exam,
            )

        tracks = tuple(
            replace(track, courses=tuple(map(pruned, track.courses))) for track in self.tracks
        )
        companies = tuple(
            replace(company, lessons=tuple(filter(kept, company.lessons)))
            for company in self.companies
            if company.address and (drafts or not company.draft)
        )
        return replace(
            self, tracks=tracks, pages=tuple(filter(kept, self.pages)), companies=companies
        )
