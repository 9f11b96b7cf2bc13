"""What the commands on a target share: finding it, opening it, saying what goes wrong."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from builder.bucket.errors import OutsideError
from builder.problems import Problems
from builder.publish import cdn
from builder.publish.mark import Marks, marks_folder
from builder.publish.opened import open_target
from builder.publish.outlet import Outlet
from builder.publish.redact import Redactor
from builder.publish.session import Session, publisher
from builder.publish.targets import Target, find

Command = TypeVar("Command", bound=Callable[..., object])


def folder_option(command: Command) -> Command:
    """Give a command the argument `root`: the folder with publish.yml; it need be no school."""
    return click.option(
        "-C",
        "root",
        metavar="DIR",
        type=click.Path(file_okay=False, exists=True, path_type=Path),
        default=".",
        callback=lambda _, __, value: value.resolve(),
        help="The school's folder, the one that holds content/ (default: this folder).",
    )(command)


@contextmanager
def said_in_words(redact: Redactor) -> Iterator[None]:
    """End with status 1 and words, never with a traceback that could show a secret."""
    try:
        yield
    except OutsideError as fault:
        raise click.ClickException(redact(str(fault))) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        message = "stopped; readers get the last whole site. Run it again to finish"
        raise click.ClickException(message) from None
    except Exception as fault:
        if os.environ.get("RENLEARN_DEBUG"):
            raise
        text = redact(f"{type(fault).__name__}: {fault}")
        message = f"something unforeseen went wrong ({' '.join(text.split())[:300]})"
        mend = "readers get the last whole site; please report this"
        raise click.ClickException(f"{message}; {mend}") from None


def target_of(name: str, root: Path) -> Target:
    """Find a target; what is wrong with publish.yml is printed."""
    problems = Problems()
    found = find(name, root, problems)
    for problem in problems:
        click.echo(str(problem), err=True)
    if found is None or problems.errors:
        sys.exit(1)
    return found


@contextmanager
def opened(
    target: Target, root: Path, redact: Redactor, *, quiet: bool, take_over: bool = False
) -> Iterator[Outlet]:
    """Open a target for work."""

    def say(line: str) -> None:
        if not quiet:
            click.echo(redact(line), err=True)

    env = dict(os.environ)
    session = Session(
        target=target,
        who=publisher(env),
        marks=Marks(marks_folder(root)),
        say=say,
        refresher=cdn.refresher(target.cdn, env) if target.cdn else None,
        take_over=take_over,
    )
    outlet = open_target(session, env, Path.home(), redact)
    try:
        yield outlet
    finally:
        outlet.close()
