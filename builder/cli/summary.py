"""`renlearn summary`: a proposed change in a comment, for its review."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from builder.cache_folder import cache_folder
from builder.check.all import check as check_school
from builder.cli.school_folder import school_option
from builder.cli.summary_shots import shots_of
from builder.cli.words import failure, language_of_records, language_option
from builder.i18n import Said, StaffLanguage
from builder.load.school import load
from builder.problem_words import in_language
from builder.problems import Problem
from builder.report.changes import Changes, changes
from builder.report.released import REPORT, read_report
from builder.report.summary import summary as summed_up

_NOT_BUILT = Said(
    "Nothing is built yet, so there are no weights: there is no {report}.",
    "还没有构建，所以没有大小可看：没有 {report}。",
).filled(report=REPORT)
_NO_EARLIER = Said(
    "There is no earlier report to compare the pages' weights with.",
    "没有以前的报告，比不了网页的大小。",
)
_NO_REPORT = Said(
    "{file} or {report} is no report; build again with renlearn build",
    "{file} 或 {report} 不是报告；用 renlearn build 重新构建",
)
_UNREADABLE = Said("{file} cannot be read; build again", "{file} 读不了；重新构建一次")


@click.command()
@school_option
@language_option
@click.option(
    "--against",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The report.json of the site that readers have.",
)
@click.option(
    "--shots",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Put a screenshot of each changed lesson here; it takes a browser.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def summary(
    root: Path,
    *,
    language: StaffLanguage,
    against: Path | None,
    shots: Path | None,
    as_json: bool,
) -> None:
    """
    Sum up a change for its review: problems, and pages whose weight changed.

    Markdown for a comment, at most 60 lines. Build first: weights are those
    of build/report.json. The exit status is 0 whatever the problems are;
    renlearn check judges.
    """
    problems = _problems(root)
    now = _read(root / REPORT, language)
    earlier = _read(against, language) if against else None
    found, note = _changes(now, earlier, against, language)
    files: list[Path] = []
    if shots and now and earlier and found:
        files, note = shots_of(root, now, earlier, shots)
    if as_json:
        record = _record(problems, found, note, language_of_records(language))
        record["shots"] = [str(file) for file in files]
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        click.echo(summed_up(problems, found, note, language), nl=False)


def _problems(root: Path) -> list[Problem]:
    cache = cache_folder(root)
    school, problems = load(root, cache=cache)
    problems.extend(check_school(school, cache=cache))
    return list(problems)


def _changes(
    now: Mapping[str, Any] | None,
    earlier: Mapping[str, Any] | None,
    against: Path | None,
    language: StaffLanguage,
) -> tuple[Changes | None, Said | None]:
    """The comparison, or why there is none."""
    if now is None:
        return None, _NOT_BUILT
    if earlier is None:
        return None, _NO_EARLIER
    try:
        return changes(now, earlier), None
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise failure(_NO_REPORT.filled(file=against, report=REPORT), language) from fault


def _read(file: Path, language: StaffLanguage) -> Mapping[str, Any] | None:
    """A report; None where there is no such file."""
    try:
        return read_report(file)
    except ValueError as fault:
        raise failure(_UNREADABLE.filled(file=file), language) from fault


def _record(
    problems: list[Problem], found: Changes | None, note: Said | None, language: StaffLanguage
) -> dict[str, Any]:
    errors = sum(one.severity == "error" for one in problems)
    return {
        "errors": errors,
        "advice": len(problems) - errors,
        "problems": [in_language(one, language).record() for one in problems],
        "weights": found.record() if found else None,
        "note": note.in_language(language) if note else "",
    }
