"""The option `-C DIR` that every command has, and the words when DIR is no school."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])


def _school(_: click.Context, __: click.Parameter, value: Path) -> Path:
    root = value.resolve()
    if not (root / "content").is_dir():
        raise click.BadParameter(f"{value} holds no folder named content, so it is no school")
    return root


def school_option(command: Command) -> Command:
    """Give a command the argument `root`: the folder that holds `content/`."""
    return click.option(
        "-C",
        "root",
        metavar="DIR",
        type=click.Path(file_okay=False, exists=True, path_type=Path),
        default=".",
        callback=_school,
        help="The school's folder, the one that holds content/ (default: this folder).",
    )(command)
