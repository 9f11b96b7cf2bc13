"""Which machines encode, and which bucket they share: the options of commands that encode."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from builder.media.elsewhere import Elsewhere

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True)
class Machines:
    """
    What the options say.

    Attributes:
        workers: Processes here; as many as processors when None.
        dask: Address of a Dask scheduler.
        cache: Address of a shared cache, s3://bucket/prefix.
    """

    workers: int | None = None
    dask: str | None = None
    cache: str | None = None

    def elsewhere(self) -> Elsewhere:
        """
        The other machines; nothing is connected before there is work for them.

        Raises:
            click.UsageError: The address of the cache cannot be one.
        """
        # Not needed where a build finds nothing to encode, and their libraries take time to load.
        from builder.media.dask_cluster import dask_cluster  # noqa: PLC0415
        from builder.media.elsewhere import Elsewhere  # noqa: PLC0415

        connect = partial(dask_cluster, self.dask) if self.dask else None
        if not self.cache:
            return Elsewhere(connect, say=_say)
        from builder.bucket.errors import OutsideError  # noqa: PLC0415
        from builder.media.shared import Place, Shared  # noqa: PLC0415

        try:
            place = Place.at(self.cache, os.environ, Path.home())
        except OutsideError as fault:
            raise click.UsageError(f"--cache: {fault}") from None
        return Elsewhere(connect, partial(Shared, place, say=_say), _say)


def machine_options(command: Command) -> Command:
    """Give a command the arguments `workers`, `dask` and `cache`."""
    for name, metavar, words in (
        ("cache", "s3://BUCKET/PREFIX", "Share encoded media with others through this bucket."),
        ("dask", "ADDRESS", "Encode media on this Dask cluster: tcp://scheduler:8786."),
    ):
        variable = f"RENLEARN_{name.upper()}"
        command = click.option(
            f"--{name}", metavar=metavar, envvar=variable, show_envvar=True, help=words
        )(command)
    words = "Processes that encode media (default: as many as processors)."
    return click.option("--workers", type=click.IntRange(1), help=words)(command)


def _say(line: str) -> None:
    click.echo(line, err=True)
