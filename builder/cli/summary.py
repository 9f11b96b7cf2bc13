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
from builder.load.school import load
from builder.problems import Problem
from builder.report.changes import Changes, changes
from builder.report.released import REPORT, read_report
from builder.report.summary import summary as summed_up


@click.command()
@school_option
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
def summary(root: Path, *, against: Path | None, shots: Path | None, as_json: bool) -> None:
    """
    Sum up a change for its review: problems, and pages whose weight changed.

    Markdown for a comment, at most 60 lines. Build first: weights are those
    of build/report.json. The exit status is 0 whatever the problems are;
    renlearn check judges.
    """
    problems = _problems(root)
    now, earlier = _read(root / REPORT), _read(against) if against else None
    found, note = _changes(now, earlier, against)
    files: list[Path] = []
    if shots and now and earlier and found:
        files, said = shots_of(root, now, earlier, shots)
        note = f"{note} {said}".strip()
    if as_json:
        record = _record(problems, found, note) | {"shots": [str(file) for file in files]}
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        click.echo(summed_up(problems, found, note), nl=False)


def _problems(root: Path) -> list[Problem]:
    cache = cache_folder(root)
    school, problems = load(root, cache=cache)
    problems.extend(check_school(school, cache=cache))
    return list(problems)


def _changes(
    now: Mapping[str, Any] | None, earlier: Mapping[str, Any] | None, against: Path | None
) -> tuple[Changes | None, str]:
    """The comparison, or why there is none."""
    if now is None:
        return None, f"Nothing is built yet, so there are no weights: there is no {REPORT}."
    if earlier is None:
        return None, "There is no earlier report to compare the pages' weights with."
    try:
        return changes(now, earlier), ""
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        message = f"{against} or {REPORT} is no report; build again with renlearn build"
        raise click.ClickException(message) from fault


def _read(file: Path) -> Mapping[str, Any] | None:
    try:
        return read_report(file)
    except ValueError as fault:
        raise click.ClickException(f"{file} cannot be read; build again") from fault


def _record(problems: list[Problem], found: Changes | None, note: str) -> dict[str, Any]:
    errors = sum(one.severity == "error" for one in problems)
    return {
        "errors": errors,
        "advice": len(problems) - errors,
        "problems": [one.record() for one in problems],
        "weights": found.record() if found else None,
        "note": note,
    }
