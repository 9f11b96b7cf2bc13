"""Everything of a school built anew into a staged folder, and put in place when it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from builder.cache_folder import cache_folder
from builder.cli.built import Built
from builder.cli.machines import Machines
from builder.cli.progress import media_progress
from builder.cli.words import failure
from builder.exam.gate import gate
from builder.exam.kept import FOLDER as KEYS
from builder.exam.kept import KeyFileError, keep
from builder.exam.programmes import current_programmes, keep_programmes
from builder.i18n import Said, StaffLanguage
from builder.media.errors import ClusterError
from builder.prepared import Prepared, prepare
from builder.problem_words import in_chinese
from builder.rebuild.inputs import inputs, program
from builder.rebuild.last import LastBuild, forget, remember
from builder.rebuild.links import links
from builder.rebuild.media import shown
from builder.rebuild.outline import outlines
from builder.rebuild.placed import outputs
from builder.rebuild.programmes import programmes
from builder.rebuild.roll import roll
from builder.rebuild.states import State
from builder.report.report import Reporter
from builder.report.written import write_report
from builder.site.budget import over_budget
from builder.site.engine import Engine, SiteError, build_site
from builder.site.pages import listed
from builder.site.pages import urls as page_urls
from builder.site.templates import TemplateFaultError, faults_in_words
from builder.staging import leave_spare, put_in_place

WEIGHED_AT_ONCE = 500  # new pages; a school with a budget has all of them weighed


def whole_build(
    root: Path,
    folder: Path,
    names: set[str],
    language: StaffLanguage,
    *,
    strict: bool,
    keep_going: bool,
    machines: Machines,
    quiet: bool,
) -> Built:
    """
    Build the renditions `names` of the school at `root` in the staged `folder`.

    Raises:
        click.ClickException: The site cannot be built; the message says why.
    """
    cache = cache_folder(root)
    forget(cache)
    before, made_by = inputs(root), program()
    try:
        ready = prepare(
            root,
            articles="wechat" in names,
            workers=machines.workers,
            progress=media_progress(quiet=quiet),
            elsewhere=machines.elsewhere(),
        )
        with faults_in_words(root):
            outcome, engine = _stage(ready, folder, names, language)
        ready.problems.extend(over_budget(ready.school, folder / "site", outcome["pages"]))
        given_away = gate(folder, ready.school, ready.exams)
        ready.problems.extend(given_away)
        good = not (list(ready.problems) if strict else ready.problems.errors)
        placed = good or (keep_going and not given_away)
        kept: list[Any] = []
        if placed:
            put_in_place(folder, root / "build")
            leave_spare(folder / "site", root / "build")
            kept += keep(root, ready.exams.values())
            kept += keep_programmes(root, current_programmes(ready.school).values())
    except ClusterError as stop:
        raise failure(Said(str(stop), in_chinese(str(stop))), language) from stop
    except (SiteError, KeyFileError, TemplateFaultError) as stop:
        raise click.ClickException(str(stop)) from stop
    built = _built(ready, outcome, placed=placed, new_keys=bool(kept))
    if engine and built.is_good(strict=False):
        if kept:  # of what was read while they were missing, nothing else is taken as known
            now = inputs(root)
            before |= {path: now[path] for path in now if path.startswith(f"{KEYS}/")}
        remember(cache, _last(ready, engine, built, names, before, made_by))
    return built


def _built(ready: Prepared, outcome: dict[str, Any], *, placed: bool, new_keys: bool) -> Built:
    address = ready.school.settings.base_url
    return Built(
        problems=tuple(ready.problems),
        lessons=sum(1 for _ in ready.school.lessons),
        totals=outcome["totals"],
        companies=tuple((one.title, f"{address}{one.url}") for one in ready.school.companies),
        placed=placed,
        left_out=tuple(sorted(ready.problems.left_out)),
        new_keys=new_keys,
    )


def _last(
    ready: Prepared,
    engine: Engine,
    built: Built,
    names: set[str],
    before: dict[str, State],
    made_by: str,
) -> LastBuild:
    school = ready.school
    weights = {
        lesson.path: engine.site.weight(course, lesson)
        for course in school.courses
        for lesson in listed(course)
    }
    return LastBuild(
        program=made_by,
        inputs=before,
        outputs=outputs(school.root, names),
        problems=built.problems,
        totals=built.totals,
        companies=built.companies,
        alone=engine.alone,
        outlines=outlines(school),
        weights=weights,
        roll=roll(school.courses),
        programmes=programmes(school),
        links=links(school.texts, {lesson.path for _, lesson in school.lessons}),
        urls=page_urls(school),
        files=school.files,
        media=ready.media,
        shown=shown(school),
    )


def _stage(
    ready: Prepared, folder: Path, names: set[str], language: StaffLanguage
) -> tuple[dict[str, Any], Engine | None]:
    if "quiz" in names:
        from builder.quiz.build import FOLDER as QUIZZES  # noqa: PLC0415 (slow to import)
        from builder.quiz.build import build_quizzes  # noqa: PLC0415

        build_quizzes(ready, folder / QUIZZES)
    if "wechat" in names:
        from builder.wechat.build import FOLDER as ARTICLES  # noqa: PLC0415 (slow to import)
        from builder.wechat.build import build_wechat  # noqa: PLC0415

        ready.problems.extend(build_wechat(ready, folder / ARTICLES))
    if "packs" in names:
        from builder.packs.scorm12 import FOLDER as PACKS  # noqa: PLC0415 (slow to import)
        from builder.rebuild.packs import write_packs  # noqa: PLC0415

        write_packs(ready.school, ready.media, folder / PACKS)
    most = None if ready.school.settings.page_budget else WEIGHED_AT_ONCE
    cache = cache_folder(ready.school.root)
    reporter = Reporter(ready.media, ready.school, cache=cache, most=most)
    if "site" not in names:
        return reporter.report(()), None
    engine, weighed = build_site(ready, folder / "site", reporter.weigh)
    outcome = reporter.report(weighed)
    write_report(ready.school.root, folder, outcome, language)
    return outcome, engine
