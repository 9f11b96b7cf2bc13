"""What was drawn before: pictures kept by everything that they are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import builder
from builder.staging import write_whole


class Kept:
    """
    A folder of drawn files.

    Args:
        folder: Made when needed; safe to delete.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, made_of: tuple[object, ...], draw: Callable[[], bytes]) -> bytes:
        """
        What was drawn of the same before, else `draw()`.

        Args:
            made_of: Every value that the drawing depends on, its name first; each is known by
                its `repr`.
            draw: Gives the file's bytes.
        """
        key = hashlib.sha256(f"{_version()} {made_of!r}".encode()).hexdigest()[:32]
        file = self._folder / key[:2] / key
        try:
            return _whole(file.read_bytes())
        except (OSError, ValueError):
            data = draw()
            write_whole(file, hashlib.sha256(data).digest() + data)
            return data


def _whole(data: bytes) -> bytes:
    """What is kept behind its hash; raises ValueError when it is damaged."""
    if hashlib.sha256(data[32:]).digest() != data[:32]:
        raise ValueError
    return data[32:]


@cache
def _version() -> str:
    """A hash of the code that draws: whatever changes a drawing changes it."""
    folder = Path(builder.__file__).parent / "drawn"
    whole = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        whole.update(file.read_bytes())
    return whole.hexdigest()
