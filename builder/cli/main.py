"""The command `renlearn`: finds the command asked for and loads only that."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import click

from builder import __version__
from builder.today import TodayError, today

COMMANDS = (
    "new",
    "build",
    "check",
    "serve",
    "report",
    "translations",
    "quiz",
    "results",
    "certificates",
    "wechat",
    "summary",
    "ci",
    "publish",
    "rollback",
    "releases",
    "doctor",
)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in their order in the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import `builder.cli.<name>` and take the command of the same name from it."""
        if cmd_name not in COMMANDS:
            return None
        command: Any = getattr(import_module(f"builder.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="renlearn")
def cli() -> None:
    """Build and check a school's lessons: light pages for cheap phones and slow networks."""
    try:
        today()
    except TodayError as fault:
        raise click.UsageError(str(fault)) from fault


def main() -> None:
    """Run `renlearn`; a terminal that cannot show a character gets a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    try:
        cli()
    finally:
        gc.freeze()  # a program that ends need not look for what refers to itself


if __name__ == "__main__":
    main()
