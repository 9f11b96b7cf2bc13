"""`renlearn check`: every problem in the content, in one run; nothing is built."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from builder.cache_folder import cache_folder
from builder.check.all import check as check_school
from builder.cli.annotations import annotation
from builder.cli.check_wechat import article_problems
from builder.cli.school_folder import school_option
from builder.cli.words import language_of_records, language_option
from builder.i18n import Said, StaffLanguage
from builder.load.plain_form import plain_files
from builder.load.school import load
from builder.problem_words import in_language, line
from builder.problems import Problem
from builder.staging import write_whole

_MENDED = Said("Mended content/{path}: {lines}.", "已改 content/{path}：{lines}。")
_LINES = Said("{number} line{s}", "{number} 行")
_SUM = Said(
    "{lessons}, {errors}, {advice} of advice.",
    "{lessons}，{errors}，{advice}。",
)
_LESSONS = Said("{number} lesson{s}", "{number} 课")
_ERRORS = Said("{number} error{s}", "{number} 个错误")
_PIECES = Said("{number} piece{s}", "{number} 条建议")
_ADVICE = Said(" (advice)", "（建议）")


@click.command()
@school_option
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print them; github: at their lines in a proposed change.",
)
@click.option("--strict", is_flag=True, help="Count advice as a fault too.")
@click.option("--wechat", is_flag=True, help="Build the WeChat articles too, and check them.")
@click.option("--fix", is_flag=True, help="First write the plain form of what is read anyway.")
@click.option("--fix-encoding", is_flag=True, help="The same, and save GBK and UTF-16 as UTF-8.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(
    root: Path,
    *,
    language: StaffLanguage,
    paths: tuple[Path, ...],
    as_json: bool,
    form: str,
    strict: bool,
    wechat: bool,
    fix: bool,
    fix_encoding: bool,
) -> None:
    """
    Name every problem in the content: file, line, what is wrong, what to do.

    With PATHs, only the problems in these files and folders. The exit status
    is 1 when there are errors, with --strict also when there is advice.
    Records for scripts are in English, unless --lang is given.
    """
    wanted = [_inside(path, root) for path in paths]
    if fix or fix_encoding:
        _fix(root, wanted, language, recode=fix_encoding)
    cache = cache_folder(root)
    school, problems = load(root, cache=cache)
    problems.extend(check_school(school, cache=cache))
    if wechat:
        is_wanted = partial(_is_within, wanted=wanted, root=root)
        quiet = as_json or form != "text"
        problems.extend(article_problems(root, is_wanted, language, quiet=quiet))
    chosen = [problem for problem in problems if _is_within(problem.path, wanted, root)]
    lessons = sum(1 for _ in school.lessons)
    if as_json or form == "json":
        _record(chosen, lessons, language_of_records(language))
    else:
        _say(chosen, root, form, language)
        click.echo(_summary(chosen, lessons, language))
    faults = [problem for problem in chosen if strict or problem.severity == "error"]
    sys.exit(1 if faults else 0)


def _fix(root: Path, wanted: Sequence[Path], language: StaffLanguage, *, recode: bool) -> None:
    """Rewrite lines whose meaning is clear: boxes, full-width signs, keys, mixed line ends."""
    for path, data, changed in plain_files(root, recode=recode):
        file = root / "content" / path
        if wanted and not any(file.is_relative_to(one) for one in wanted):
            continue
        write_whole(file, data)
        said = _MENDED.filled(path=path, lines=_count(changed, _LINES))
        click.echo(said.in_language(language), err=True)


def _inside(path: Path, root: Path) -> Path:
    """A PATH as seen from here, or else from the school's folder."""
    for start in (Path.cwd(), root, root / "content"):
        found = (start / path).resolve()
        if found.exists() and found.is_relative_to(root):
            return found
    raise click.BadParameter(f"there is no file or folder {path} in this school")


def _is_within(path: str, wanted: Sequence[Path], root: Path) -> bool:
    place = root / path
    return not wanted or any(place.is_relative_to(path) for path in wanted)


def _record(problems: Sequence[Problem], lessons: int, language: StaffLanguage) -> None:
    records = [in_language(problem, language).record() for problem in problems]
    record = {"problems": records, "lessons": lessons}
    click.echo(json.dumps(record, ensure_ascii=False, indent=1))


def _say(problems: Sequence[Problem], root: Path, form: str, language: StaffLanguage) -> None:
    for problem in problems:
        if form == "github":
            click.echo(annotation(problem, root, language))
            continue
        grade = "" if problem.severity == "error" else _ADVICE.in_language(language)
        click.echo(f"{line(problem, language)}{grade}")


def _summary(problems: Sequence[Problem], lessons: int, language: StaffLanguage) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    said = _SUM.filled(
        lessons=_count(lessons, _LESSONS),
        errors=_count(errors, _ERRORS),
        advice=_count(len(problems) - errors, _PIECES),
    )
    return said.in_language(language)


def _count(number: int, said: Said) -> Said:
    return said.filled(number=number, s="" if number == 1 else "s")
