"""The options that name other machines: a cluster that encodes, a bucket with a shared cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from builder.bucket.errors import OutsideError
from builder.media.dask_cluster import dask_cluster
from builder.media.elsewhere import Elsewhere

Command = TypeVar("Command", bound=Callable[..., object])


def elsewhere_options(command: Command) -> Command:
    """Give a command the arguments `dask` and `cache`, for `elsewhere`."""
    for name, metavar, words in (
        ("cache", "s3://BUCKET/PREFIX", "Share encoded media with others through this bucket."),
        ("dask", "ADDRESS", "Encode media on this Dask cluster: tcp://scheduler:8786."),
    ):
        variable = f"RENLEARN_{name.upper()}"
        command = click.option(
            f"--{name}", metavar=metavar, envvar=variable, show_envvar=True, help=words
        )(command)
    return command


def elsewhere(dask: str | None, cache: str | None) -> Elsewhere:
    """
    The machines that the options name; nothing is connected before there is work.

    Raises:
        UsageError: The address of the cache cannot be one.
    """

    def say(line: str) -> None:
        click.echo(line, err=True)

    connect = partial(dask_cluster, dask) if dask else None
    if not cache:
        return Elsewhere(connect, say=say)
    from builder.media.shared import Place, Shared  # noqa: PLC0415 - its library takes time to load

    try:
        place = Place.at(cache, os.environ, Path.home())
    except OutsideError as fault:
        raise click.UsageError(f"--cache: {fault}") from None
    share = partial(Shared, place, say=say)
    return Elsewhere(connect, share, say)
