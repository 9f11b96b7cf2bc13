"""`content/` becomes a School, and every problem in it is found in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from builder.load.certificates import PATH as CERTIFICATES
from builder.load.certificates import read_certificates
from builder.load.cities import read_cities
from builder.load.companies import CompanyLoader
from builder.load.courses import CourseLoader, is_draft
from builder.load.files import walk
from builder.load.groups import dated
from builder.load.layout import Layout, Role, layout
from builder.load.people import read_people
from builder.load.settings import read_settings
from builder.load.survey import PATH as SURVEY
from builder.load.survey import read_survey
from builder.load.texts import Reader, Text, convert_texts
from builder.model.address import parse, suffix
from builder.model.company import FOLDER as COMPANIES
from builder.model.course import Course
from builder.model.document import Document
from builder.model.school import Page, School, Settings, Track
from builder.problems import Problems

# Files that a page may offer for download; anything else could hide a script or an answer key.
DOWNLOADS = frozenset(
    [
        *(".pdf", ".txt", ".csv", ".zip", ".epub", ".ics", ".vcf", ".rtf"),
        *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp"),
    ]
)


def load(
    root: Path, *, cache: Path | None = None, only: Callable[[str, Role], bool] | None = None
) -> tuple[School, Problems]:
    """
    Read the school in `root`, the folder that holds `content/`.

    Nothing in `content/` makes it raise. Lessons that would be wrong to show
    are in `problems.left_out`; they stand in the School all the same.

    Args:
        root: The school's folder.
        cache: Folder for converted texts; None converts everything anew.
        only: Whether a text (its path relative to `content/`, what it is) is
            read, where a part is wanted quickly; the School and the problems
            are then of that part.
    """
    problems = Problems()
    content = root / "content"
    files = layout(walk(content, problems), problems)
    if only:
        wanted = {path: role for path, role in files.roles.items() if only(path, role)}
        files = replace(files, roles=wanted)
    settings = read_settings(content, files.files, files.courses, problems)
    texts = Reader(content, files, problems).texts()
    documents = convert_texts(list(texts.values()), cache, problems)
    loader = CourseLoader(content, files, texts, documents, problems)
    courses = [loader.course(folder, settings.language) for folder in files.courses]
    cities = read_cities(content, files.files, files.courses, problems)
    groups = [settings.group, *(one.group for one in courses), *(one.group for one in cities)]
    known = dated(content, groups)
    settings = replace(settings, group=known(settings.group))
    courses = [replace(course, group=known(course.group)) for course in courses]
    cities = tuple(replace(city, group=known(city.group)) for city in cities)
    pages = tuple(_pages(files, texts, documents))
    people = read_people(content, files.files, problems)
    survey = read_survey(content, problems) if SURVEY in files.files else None
    certificates = read_certificates(content, problems) if CERTIFICATES in files.files else None
    tracks = _tracks(settings, courses)
    school = School(
        root, settings, tracks, pages, survey=survey, cities=cities, people=people,
        certificates=certificates,
    )  # fmt: skip
    companies = CompanyLoader(content, files, loader, problems).companies(settings.language)
    return _with_files(replace(school, companies=companies), files.files), problems


def _pages(
    files: Layout, texts: Mapping[str, Text], documents: Mapping[str, Document]
) -> Iterable[Page]:
    for path, text in sorted(texts.items()):
        if files.roles[path] == "page":
            keys = text.front.keys
            body = documents.get(path, Document())
            yield Page(path, text.title, keys.get("summary"), body, draft=is_draft(keys))


def _tracks(settings: Settings, courses: Sequence[Course]) -> tuple[Track, ...]:
    """Tracks with courses: first those that the settings name, in their order."""
    names = sorted({course.track for course in courses})
    ordered = [name for name in settings.tracks if name in names]
    ordered += [name for name in names if name not in settings.tracks]
    return tuple(
        Track(
            name,
            settings.tracks.get(name, name),
            tuple(course for course in courses if course.track == name),
        )
        for name in ordered
    )


def _with_files(school: School, files: frozenset[str]) -> School:
    """With the files that texts link to; those of a company are published at its address alone."""
    linked = _linked_files(school, files)
    companies = tuple(
        replace(one, files=tuple(path for path in linked if path.startswith(f"{one.folder}/")))
        for one in school.companies
    )
    public = tuple(path for path in linked if not path.startswith(f"{COMPANIES}/"))
    return replace(school, companies=companies, files=public)


def _linked_files(school: School, files: frozenset[str]) -> tuple[str, ...]:
    """Files that a text links to and that are neither pages nor media."""
    found = {
        target.path
        for path, document in school.texts
        for reference in document.references
        if (target := parse(path, reference.target)).path in files
        and suffix(target.path) in DOWNLOADS
    }
    return tuple(sorted(found))
