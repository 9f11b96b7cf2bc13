"""`renlearn build`: all renditions into `build/`, put in place only when whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from builder.cli.packs import FOLDER as PACKS
from builder.cli.packs import build_packs
from builder.cli.progress import media_progress
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_of_records, language_option
from builder.exam.gate import gate
from builder.exam.kept import FOLDER, KeyFileError, keep
from builder.exam.programmes import current_programmes, keep_programmes
from builder.i18n import Said, StaffLanguage
from builder.prepared import Prepared, prepare
from builder.problem_words import in_language, line
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
_RUNNING = Said(
    "another build of this school is running; wait for it to end",
    "这个学校正在另一处构建；等它结束",
)
_LEFT_OUT = Said("Left out: {path}", "没有放进去：{path}")
_NOT_BUILT = Said(
    "Not built: mend the errors above. The last good build stays as it was.",
    "没有构建：先改好上面的错误。上一次好的网站还在，没有变。",
)
_QUIZZES = Said(
    "Built the questions of each course into {folder}.", "已构建每门课的题目，放在 {folder}。"
)
_ARTICLES = Said(
    "Built {lessons} articles into {folder}; open {index} there.",
    "已构建 {lessons} 篇文章，放在 {folder}；打开里面的 {index}。",
)
_PACKS = Said(
    "Built companies' packages (SCORM 1.2) into {folder}.",
    "已构建企业的课程包（SCORM 1.2），放在 {folder}。",
)
_SITE = Said(
    "Built {lessons} lessons, {pages} pages, into build/site.",
    "已构建 {lessons} 课，{pages} 页，放在 build/site。",
)
_COMPANY = Said("For {title} alone: {url}", "只给「{title}」：{url}")
_LOOK = Said(
    "Look at it: renlearn serve, then open http://127.0.0.1:8000/ in a browser.",
    "看一看：运行 renlearn serve，再用浏览器打开 http://127.0.0.1:8000/。",
)
_COMMIT = Said(
    "Commit the folder {folder}/: it holds the keys by which results are scored.",
    "把文件夹 {folder}/ 提交到 git：里面是给成绩评分的答案。",
)


@click.command()
@school_option
@language_option
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
    root: Path,
    *,
    language: StaffLanguage,
    only: str,
    strict: bool,
    keep_going: bool,
    workers: int | None,
    as_json: bool,
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
                outcome = _stage(ready, folder, names, language)
            ready.problems.extend(over_budget(ready.school, outcome["pages"]))
            given_away = gate(folder, ready.school, ready.exams)
            ready.problems.extend(given_away)
            good = _is_good(ready.problems, strict=strict)
            placed = good or (keep_going and not given_away)
            if placed:
                put_in_place(folder, out)
                kept = keep(root, ready.exams.values())
                kept += keep_programmes(root, current_programmes(ready.school).values())
    except BuildRunningError as stop:
        raise failure(_RUNNING, language) from stop
    except (SiteError, KeyFileError, TemplateFaultError) as stop:
        raise click.ClickException(str(stop)) from stop
    if as_json:
        _record(ready, outcome, language_of_records(language), placed=placed)
    else:
        said = [*_said(ready, outcome, names)] if placed else [_NOT_BUILT]
        said += [_COMMIT.filled(folder=FOLDER)] if placed and kept else []
        _say(ready.problems, said, language)
    sys.exit(0 if good else 1)


def _stage(
    ready: Prepared, folder: Path, names: set[str], language: StaffLanguage
) -> dict[str, Any]:
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
        _keep_report(ready.school.root, outcome, folder, language)
    return outcome


def _keep_report(
    root: Path, outcome: dict[str, Any], folder: Path, language: StaffLanguage
) -> None:
    text = json.dumps(outcome, ensure_ascii=False, indent=1)
    (folder / REPORT.name).write_text(text, encoding="utf-8")
    html = page(outcome, since_release(root, outcome), language)
    (folder / HTML.name).write_text(html, encoding="utf-8")


def _is_good(problems: Problems, *, strict: bool) -> bool:
    return not (list(problems) if strict else problems.errors)


def _record(
    ready: Prepared, outcome: dict[str, Any], language: StaffLanguage, *, placed: bool
) -> None:
    record = {
        "placed": placed,
        "lessons": sum(1 for _ in ready.school.lessons),
        "totals": outcome["totals"],
        "problems": [in_language(problem, language).record() for problem in ready.problems],
    }
    click.echo(json.dumps(record, ensure_ascii=False, indent=1))


def _say(problems: Problems, outcome: Iterable[Said], language: StaffLanguage) -> None:
    for problem in problems:
        click.echo(line(problem, language))
    for path in sorted(problems.left_out):
        click.echo(_LEFT_OUT.filled(path=path).in_language(language))
    for said in outcome:
        click.echo(said.in_language(language))


def _said(ready: Prepared, outcome: dict[str, Any], names: set[str]) -> Iterator[Said]:
    """What was built, and where it is."""
    lessons = sum(1 for _ in ready.school.lessons)
    if "quiz" in names and "site" not in names:
        yield _QUIZZES.filled(folder=f"build/{QUIZZES}")
    if "wechat" in names:
        yield _ARTICLES.filled(lessons=lessons, folder=f"build/{ARTICLES}", index=INDEX)
    if "packs" in names and ready.school.companies:
        yield _PACKS.filled(folder=f"build/{PACKS}/companies")
    if "site" in names:
        yield _SITE.filled(lessons=lessons, pages=outcome["totals"]["pages"])
        for company in ready.school.companies:
            url = f"{ready.school.settings.base_url}{company.url}"
            yield _COMPANY.filled(title=company.title, url=url)
        yield _LOOK
