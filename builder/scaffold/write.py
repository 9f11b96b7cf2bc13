"""Put the files of a template in their place: all of them, or none where one is there already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from builder.staging import write_whole


class AlreadyThereError(Exception):
    """A file that was to be written is there; the message is its path."""


def write_files(root: Path, files: Mapping[str, bytes], *, over: bool = False) -> None:
    """
    Write files.

    Args:
        root: The school's folder.
        files: Path relative to it, and content.
        over: Whether they may replace others.

    Raises:
        AlreadyThereError: One of them is there and may not be replaced; none is written.
        OSError: A folder cannot be written to.
    """
    there = next((path for path in files if (root / path).exists()), None)
    if there and not over:
        raise AlreadyThereError(there)
    for path, data in files.items():
        write_whole(root / path, data)
