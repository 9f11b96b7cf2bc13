"""`renlearn rollback`: back to an earlier release, in seconds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from builder.cli.publish_said import say_report
from builder.cli.publish_target import folder_option, opened, said_in_words, target_of
from builder.publish.redact import Redactor


@click.command()
@folder_option
@click.argument("name", metavar="TARGET")
@click.argument("release", default="")
@click.option("--take-over", is_flag=True, help="Do not wait for a publisher who has died.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def rollback(root: Path, *, name: str, release: str, take_over: bool, as_json: bool) -> None:
    """
    Publish RELEASE again, or the one before; nothing is sent anew.

    RELEASE is the beginning of an id that `renlearn releases TARGET` names.
    """
    redact = Redactor(os.environ)
    with said_in_words(redact):
        target = target_of(name, root)
        with opened(target, root, redact, quiet=as_json, take_over=take_over) as outlet:
            report = outlet.rollback(release)
        say_report(report, target, redact, as_json=as_json, status=None)
        sys.exit(1 if report.faults else 0)
