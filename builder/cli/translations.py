"""`renlearn translations`: which lessons there are in other languages, and which are stale."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from tabulate import tabulate

from builder.cache_folder import cache_folder
from builder.check.translations import Translated
from builder.check.translations import translations as translated
from builder.cli.school_folder import school_option
from builder.load.school import load

HEADS = ("course", "language", "lessons", "out of date", "missing")


@click.command()
@school_option
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
def translations(root: Path, *, as_json: bool) -> None:
    """List the lessons in other languages than their course's: there, out of date, missing."""
    school, _ = load(root, cache=cache_folder(root))
    found = list(translated(school))
    if as_json:
        click.echo(json.dumps(list(map(asdict, found)), ensure_ascii=False, indent=1))
    elif found:
        click.echo(tabulate(map(_row, found), HEADS))
    else:
        click.echo("No lesson is translated. 01-x.en.md is the lesson 01-x.md in English.")


def _row(one: Translated) -> tuple[str, ...]:
    there = f"{len(one.done)} of {one.lessons}"
    return one.course, one.language, there, _list(one.stale), _list(one.missing)


def _list(slugs: tuple[str, ...]) -> str:
    """The first few by name."""
    more = f" and {len(slugs) - 3} more" if len(slugs) > 3 else ""
    return ", ".join(slugs[:3]) + more
