"""Lessons whose words alone have changed: their pages are made anew, and no other."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
from jinja2 import FileSystemBytecodeCache

from builder.check.advice.texts import advice_on_prose
from builder.check.wording import check_wording
from builder.exam.gate import Watch
from builder.exam.kept import current_exams
from builder.i18n import StaffLanguage
from builder.load.school import load
from builder.model.advice import OF_PROSE
from builder.model.school import School
from builder.problems import Problem, Problems
from builder.rebuild.inputs import State, changed, inputs, state
from builder.rebuild.last import LastBuild
from builder.rebuild.outline import outline
from builder.rebuild.told import average
from builder.report.released import HTML, REPORT
from builder.report.report import page_cost, totals
from builder.report.weighed import BROTLI_QUALITY, compressed_size
from builder.report.written import write_report
from builder.site.pages import pages
from builder.site.render import Site
from builder.staging import write_whole
from builder.theme_folder import theme_folder

MOST = 20  # lessons; with more of them a whole build is as quick
CONTENT = "content/"


@dataclass(frozen=True)
class Made:
    """
    What was made anew.

    Attributes:
        pages: HTML by path below `build/site`.
        weights: Bytes of lessons on a phone, by path.
        advice: On the edited lessons.
    """

    pages: Mapping[str, str]
    weights: Mapping[str, int]
    advice: Sequence[Problem]


def rebuild_lessons(
    root: Path,
    cache: Path,
    last: LastBuild,
    before: Mapping[str, State],
    language: StaffLanguage,
) -> LastBuild | None:
    """
    Bring `build/site` and `build/report.json` up to date after lessons were edited.

    Every page is replaced in one step. Since nothing but words has changed,
    old and new pages lead to one another truly at every moment between.

    Args:
        root: The school's folder.
        cache: Folder of converted texts.
        last: The last build; its site has not been touched.
        before: The files of the school as they are now.
        language: Of the report.

    Returns:
        The build as it stands now; None, with nothing written, where more than
        the words of these lessons may be concerned.
    """
    paths = changed(last.inputs, before)
    edited = {path.removeprefix(CONTENT) for path in paths}
    if not edited or len(edited) > MOST or not edited <= last.outlines.keys() or not last.alone:
        return None
    if any(one.path in paths and one.code not in OF_PROSE for one in last.problems):
        return None
    made = _make(root, cache, last, edited)
    if made is None or changed(before, inputs(root)):
        return None
    sums = _put(root, made, language)
    return replace(
        last,
        names=("site",),
        problems=_sorted(made.advice, (one for one in last.problems if one.path not in paths)),
        inputs=before,
        outputs=_outputs(root, last, made),
        totals=sums,
        weights={**last.weights, **made.weights},
    )


def _sorted(*parts: Iterable[Problem]) -> tuple[Problem, ...]:
    problems = Problems()
    for part in parts:
        problems.extend(part)
    return tuple(problems)


def _outputs(root: Path, last: LastBuild, made: Made) -> dict[str, State]:
    """The files that are in place now; nobody else writes there while this build runs."""
    site = {path: one for path, one in last.outputs.items() if path.startswith("site/")}
    for path in made.pages:
        site[f"site/{path}"] = state(root / "build" / "site" / path)
    for name in (REPORT.name, HTML.name):
        if (root / "build" / name).exists():
            site[name] = state(root / "build" / name)
    return site


def _make(root: Path, cache: Path, last: LastBuild, edited: set[str]) -> Made | None:
    folders = {posixpath.dirname(path) for path in edited}
    school, problems = load(
        root,
        cache=cache,
        only=lambda path, role: role == "exam" or posixpath.dirname(path) in folders,
    )
    school = replace(school.without(problems.left_out), companies=())
    faults = [*problems, *check_wording(school, edited)]
    if any(one.path.removeprefix(CONTENT) in edited for one in faults):
        return None
    courses = [course for course in school.courses if course.path in folders]
    lessons = {one.path: one for course in courses for one in course.lessons}
    if any(path not in lessons or outline(lessons[path]) != last.outlines[path] for path in edited):
        return None
    site = _site(school, cache, last)
    weights = {
        lesson.path: site.weight(course, lesson)
        for course in courses
        for lesson in course.lessons
        if lesson.path in last.weights
    }
    if average({**last.weights, **weights}, school) != last.average:
        return None
    concerned = {course.path for course in courses}
    found = {
        f"{page.url}index.html": site.render(page)
        for page in pages(school)
        if page.path in edited or (page.template == "course.html" and page.url[:-1] in concerned)
    }
    if _too_heavy(found, last) or _gives_away(school, found):
        return None
    return Made(found, weights, advice_on_prose(school, edited))


def _site(school: School, cache: Path, last: LastBuild) -> Site:
    squares = None
    if school.settings.base_url:
        from builder.site.squares import Squares  # noqa: PLC0415 (Pillow, slow to import)

        squares = Squares(last.media, cache / "squares")
    files = frozenset(last.files)
    site = Site(
        school, last.media, theme_folder(), {}, squares=squares, urls=last.urls, files=files
    )
    compiled = cache / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    site.environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    return site


def _too_heavy(found: Mapping[str, str], last: LastBuild) -> bool:
    return last.budget is not None and any(
        compressed_size(html.encode()) > last.budget for html in found.values()
    )


def _gives_away(school: School, found: Mapping[str, str]) -> bool:
    """Whether a page may tell answers of an exam; a whole build then looks closely."""
    exams = current_exams(school)
    if not exams:
        return False
    watch = Watch(school, exams.values(), is_public=lambda *_: False)
    return any(
        next(watch.given_away(name, html, watch.found(html)), None) for name, html in found.items()
    )


def _put(root: Path, made: Made, language: StaffLanguage) -> dict[str, int]:
    """Write the pages and what the report says of them; returns its totals."""
    build = root / "build"
    report = orjson.loads((build / REPORT.name).read_bytes())
    files = {one["path"]: one for one in report["files"]}
    known = {one["url"]: one for one in report["pages"]}
    for path, html in made.pages.items():
        page, data = known[path.removesuffix("index.html")], html.encode()
        files[path] |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        compressed = compressed_size(data)
        page |= {
            "html_bytes": len(data),
            "html_br_bytes": compressed,
            "quality": BROTLI_QUALITY,
            "first_view_bytes": compressed + page["images_bytes"],
        }
        page |= page_cost(page, report["assumptions"]["yuan_a_gigabyte"])
        write_whole(build / "site" / path, data)
    report["totals"] = totals(report["pages"], report["files"])
    write_report(root, build, report, language)
    return dict(report["totals"])
