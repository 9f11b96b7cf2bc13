"""The options that name other machines: a cluster that encodes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import click

from builder.media.dask_cluster import dask_cluster
from builder.media.elsewhere import Elsewhere

Command = TypeVar("Command", bound=Callable[..., object])


def elsewhere_options(command: Command) -> Command:
    """Give a command the argument `dask`, for `elsewhere`."""
    return click.option(
        "--dask",
        metavar="ADDRESS",
        envvar="RENLEARN_DASK",
        show_envvar=True,
        help="Encode media on this Dask cluster: tcp://scheduler:8786.",
    )(command)


def elsewhere(dask: str | None) -> Elsewhere:
    """The machines that the options name; nothing is connected before there is work."""
    connect = partial(dask_cluster, dask) if dask else None
    return Elsewhere(connect, say=lambda line: click.echo(line, err=True))
