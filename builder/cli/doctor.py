"""`renlearn doctor`: is everything there that a target needs?"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from builder.cli.publish_target import folder_option, opened, said_in_words, target_of
from builder.publish.redact import Redactor

_SIGNS = {"good": "ok  ", "bad": "BAD ", "note": "note"}


@click.command()
@folder_option
@click.argument("name", metavar="TARGET")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(root: Path, *, name: str, as_json: bool) -> None:
    """
    Examine TARGET: write an object, fetch it as a reader does, delete it.

    Names a clock that is off, a key with too many rights, and an address
    that forces downloads. The exit status is 1 when something is bad.
    """
    redact = Redactor(os.environ)
    with said_in_words(redact):
        target = target_of(name, root)
        with opened(target, root, redact, quiet=True) as outlet:
            findings = outlet.doctor()
        if as_json:
            record = {"target": target.where, "findings": [asdict(one) for one in findings]}
            click.echo(redact(json.dumps(record, ensure_ascii=False, indent=1)))
        else:
            for one in findings:
                click.echo(redact(f"{_SIGNS[one.state]} {one}"))
        sys.exit(1 if any(one.state == "bad" for one in findings) else 0)
