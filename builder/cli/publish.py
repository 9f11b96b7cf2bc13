"""`renlearn publish`: sends the built site to where readers find it."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import click

from builder.cli.publish_said import say_preview, say_report, say_status
from builder.cli.publish_target import folder_option, opened, said_in_words, target_of
from builder.desk_mark import is_desk
from builder.publish.errors import PublishError
from builder.publish.redact import Redactor
from builder.publish.release import Release, release
from builder.publish.scan import Build, scan
from builder.publish.session import made, publisher
from builder.publish.targets import Target
from builder.report.released import keep_released

FROM = click.Path(file_okay=False, path_type=Path)


@click.command()
@folder_option
@click.argument("name", metavar="TARGET")
@click.option("--from", "folder", type=FROM, metavar="DIR", help="The build (default: build/site).")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, removed and refreshed.")
@click.option("--verify", is_flag=True, help="Compare every object, though nothing has changed.")
@click.option("--status", "only_status", is_flag=True, help="Say what differs from the release.")
@click.option(
    "--allow",
    multiple=True,
    metavar="PAGE|CODE",
    help="A page over its budget, or a problem to publish in spite of.",
)
@click.option("--replace", multiple=True, metavar="KEY", help="Overwrite this foreign file.")
@click.option("--take-over", is_flag=True, help="Do not wait for a publisher who has died.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def publish(
    root: Path, *, name: str, folder: Path | None, dry_run: bool, verify: bool, only_status: bool,
    allow: tuple[str, ...], replace: tuple[str, ...], take_over: bool, as_json: bool,
) -> None:  # fmt: skip
    """
    Send the built site to TARGET.

    TARGET is a name in publish.yml or an address: s3://bucket/prefix,
    file:///folder, sftp://user@host/folder. Readers get the old site or the
    new one, each page with all it needs. Cut off anywhere, it finishes when
    run again. docs/publish.md has an example for each provider.
    """
    redact = Redactor(os.environ)
    with said_in_words(redact):
        target = target_of(name, root)
        with opened(target, root, redact, quiet=as_json, take_over=take_over) as outlet:
            if only_status:
                state = outlet.status()
                say_status(state, redact, as_json=as_json)
                sys.exit(0 if state.is_good else 1)
            place = folder or root / "build" / "site"
            whole = _read(place, root, target)
            build = Build(place, partial(_check, place, root, allow, redact, whole))
            if dry_run:
                found = outlet.preview(whole, build, replace)
                say_preview(found, target, redact, as_json=as_json)
                return
            report = outlet.publish(whole, build, replace)
            keep_released(root, place, name)
            drift = outlet.status() if verify and report.did == "unchanged" else None
        say_report(report, target, redact, as_json=as_json, status=drift)
        sys.exit(0 if not report.faults and (drift is None or drift.is_good) else 1)


def _read(place: Path, root: Path, target: Target) -> Release:
    """Read the build, which must be a site and not another edition of it."""
    if is_desk(place):
        message = f"{place} is the desk edition, for instructors: it holds answers"
        raise PublishError(message, "publish build/site")
    files = scan(place, ttl=target.page_ttl, compress=target.gzip and target.kind == "s3")
    return release(files, made(root, publisher(os.environ)))


def _check(
    place: Path, root: Path, allow: tuple[str, ...], redact: Redactor, whole: Release
) -> None:
    """Phase "check": the gate before sending judges the build."""
    from builder.publish.before import judge  # noqa: PLC0415 (not needed when nothing changed)

    digests = {key: file.sha256 for key, file in whole.files.items()}
    problems = judge(place, root=root, allow=allow, digests=digests)
    for problem in problems:
        click.echo(redact(str(problem)), err=True)
    if any(problem.severity == "error" for problem in problems):
        raise PublishError("nothing was sent", "mend what is named above")
