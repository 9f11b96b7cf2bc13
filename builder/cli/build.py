"""`renlearn build`: all renditions into `build/`, put in place only when whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from builder.cli.packs import FOLDER as PACKS
from builder.cli.packs import build_packs
from builder.cli.progress import media_progress
from builder.cli.school_folder import school_option
from builder.cli.words import staff_language
from builder.exam.gate import gate
from builder.exam.kept import FOLDER, KeyFileError, keep
from builder.exam.programmes import current_programmes, keep_programmes
from builder.prepared import Prepared, prepare
from builder.problems import Problems
from builder.quiz.build import FOLDER as QUIZZES
from builder.quiz.build import build_quizzes
from builder.report.page import page
from builder.report.released import HTML, REPORT, since_release
from builder.report.report import report
from builder.site.budget import over_budget
from builder.site.engine import SiteError, build_site
from builder.site.templates import TemplateFaultError, faults_in_words
from builder.staging import BuildRunningError, put_in_place, staging
from builder.wechat.build import FOLDER as ARTICLES
from builder.wechat.build import INDEX, build_wechat

RENDITIONS = ("site", "quiz", "wechat", "packs")


@click.command()
@school_option
@click.option(
    "--only",
    default=",".join(RENDITIONS),
    metavar="NAMES",
    show_default=True,
    help="Renditions to build.",
)
@click.option("--strict", is_flag=True, help="Count advice as a fault too.")
@click.option("--keep-going", is_flag=True, help="Put in place what could be built.")
@click.option("--workers", type=click.IntRange(1), help="Processes that encode media.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def build(
    root: Path, *, only: str, strict: bool, keep_going: bool, workers: int | None, as_json: bool
) -> None:
    """
    Build the school into build/.

    Lessons that would be wrong to show are left out and named. With any error
    the exit status is 1 and the last good build stays, unless --keep-going.
    """
    names = set(only.split(","))
    unknown = names - set(RENDITIONS)
    if unknown:
        raise click.UsageError(f"--only knows {', '.join(RENDITIONS)}, not {', '.join(unknown)}")
    out = root / "build"
    try:
        with staging(out) as folder:
            ready = prepare(
                root,
                articles="wechat" in names,
                workers=workers,
                progress=media_progress(quiet=as_json),
            )
            with faults_in_words(root):
                outcome = _stage(ready, folder, names)
            ready.problems.extend(over_budget(ready.school, outcome["pages"]))
            given_away = gate(folder, ready.school, ready.exams)
            ready.problems.extend(given_away)
            good = _is_good(ready.problems, strict=strict)
            placed = good or (keep_going and not given_away)
            if placed:
                put_in_place(folder, out)
                kept = keep(root, ready.exams.values())
                kept += keep_programmes(root, current_programmes(ready.school).values())
    except (SiteError, BuildRunningError, KeyFileError, TemplateFaultError) as stop:
        raise click.ClickException(
            str(stop) or "another build of this school is running; wait for it to end"
        ) from stop
    _say(ready, outcome, names, as_json=as_json, placed=placed)
    if placed and kept and not as_json:
        click.echo(f"Commit the folder {FOLDER}/: it holds the keys by which results are scored.")
    sys.exit(0 if good else 1)


def _stage(ready: Prepared, folder: Path, names: set[str]) -> dict[str, Any]:
    if "quiz" in names:
        build_quizzes(ready, folder / QUIZZES)
    if "wechat" in names:
        ready.problems.extend(build_wechat(ready, folder / ARTICLES))
    if "packs" in names:
        build_packs(ready, folder / PACKS)
    if "site" in names:
        build_site(ready, folder / "site")
    outcome = report(folder / "site", ready.media, ready.school)
    if "site" in names:
        _keep_report(ready.school.root, outcome, folder)
    return outcome


def _keep_report(root: Path, outcome: dict[str, Any], folder: Path) -> None:
    text = json.dumps(outcome, ensure_ascii=False, indent=1)
    (folder / REPORT.name).write_text(text, encoding="utf-8")
    html = page(outcome, since_release(root, outcome), staff_language())
    (folder / HTML.name).write_text(html, encoding="utf-8")


def _is_good(problems: Problems, *, strict: bool) -> bool:
    return not (list(problems) if strict else problems.errors)


def _say(
    ready: Prepared, outcome: dict[str, Any], names: set[str], *, as_json: bool, placed: bool
) -> None:
    totals = outcome["totals"]
    lessons = sum(1 for _ in ready.school.lessons)
    if as_json:
        problems = [problem.record() for problem in ready.problems]
        record = {"placed": placed, "lessons": lessons, "totals": totals, "problems": problems}
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    for problem in ready.problems:
        click.echo(str(problem))
    for path in sorted(ready.problems.left_out):
        click.echo(f"Left out: {path}")
    if not placed:
        click.echo("Not built: mend the errors above. The last good build stays as it was.")
        return
    if "quiz" in names and "site" not in names:
        click.echo(f"Built the questions of each course into build/{QUIZZES}.")
    if "wechat" in names:
        click.echo(f"Built {lessons} articles into build/{ARTICLES}; open {INDEX} there.")
    if "packs" in names and ready.school.companies:
        click.echo(f"Built companies' packages (SCORM 1.2) into build/{PACKS}/companies.")
    if "site" in names:
        click.echo(f"Built {lessons} lessons, {totals['pages']} pages, into build/site.")
        for company in ready.school.companies:
            click.echo(f"For {company.title} alone: {ready.school.settings.base_url}{company.url}")
        click.echo("Look at it: renlearn serve, then open http://127.0.0.1:8000/ in a browser.")
