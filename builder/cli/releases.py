"""`renlearn releases`: what was published, by whom and when."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from tabulate import tabulate

from builder.cli.publish_target import folder_option, opened, said_in_words, target_of
from builder.publish.current import Current, Event
from builder.publish.redact import Redactor

HEADS = ("", "release", "when", "who", "commit", "files", "what changed")


@click.command()
@folder_option
@click.argument("name", metavar="TARGET")
@click.option("--json", "as_json", is_flag=True, help="Print the releases as JSON.")
def releases(root: Path, *, name: str, as_json: bool) -> None:
    """List the releases of TARGET: who published them, when, from which commit, what changed."""
    redact = Redactor(os.environ)
    with said_in_words(redact):
        target = target_of(name, root)
        with opened(target, root, redact, quiet=as_json) as outlet:
            now = outlet.current()
        click.echo(redact(_json(now) if as_json else _table(now)))


def _json(now: Current) -> str:
    events = [asdict(event) for event in reversed(now.events)]
    return json.dumps({"current": now.id, "releases": events}, ensure_ascii=False, indent=1)


def _table(now: Current) -> str:
    if not now.events:
        return "Nothing is published here."
    last = now.events[-1]
    rows = [_row(event, is_now=event is last) for event in reversed(now.events)]
    return str(tabulate(rows, HEADS, disable_numparse=True))


def _row(event: Event, *, is_now: bool) -> tuple[object, ...]:
    when = datetime.fromtimestamp(event.when).astimezone().strftime("%Y-%m-%d %H:%M")
    changed = [f"{event.added} new", f"{event.changed} changed", f"{event.removed} gone"]
    words = ", ".join(one for one in changed if not one.startswith("0 ")) or "nothing"
    if event.how != "publish":
        words = f"{event.how}: {words}"
    mark = "now" if is_now else ""
    return mark, event.id, when, event.who, event.commit, event.files, words
