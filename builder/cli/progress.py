"""What is said while pictures and recordings are encoded."""

from __future__ import annotations

import sys
from typing import Any

import click

from builder.prepared import Progress


def media_progress(*, quiet: bool) -> Progress | None:
    """Say how the encoding of media goes: a bar on a terminal, a line now and then elsewhere."""
    if quiet:
        return None
    if not sys.stderr.isatty():
        return _line
    from tqdm import tqdm  # noqa: PLC0415 (nobody sees it elsewhere)

    bar: Any = tqdm(desc="Pictures and recordings", unit="file", file=sys.stderr)

    def update(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if done == total:
            bar.close()

    return update


def _line(done: int, total: int) -> None:
    if done and (done == total or done % 50 == 0):
        click.echo(f"Pictures and recordings: {done} of {total}", err=True)
