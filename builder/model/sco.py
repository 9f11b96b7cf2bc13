"""A programme as a learning platform takes it: its lessons as plain pages with all they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sco:
    """
    One lesson that a platform launches and keeps a record of.

    Attributes:
        identifier: ASCII, begins with a letter; stays when the lesson's place
            or title changes.
        title: As the platform lists it.
        page: Its page, by its path in the package.
        files: What the page needs besides, each by its path in the package.
    """

    identifier: str
    title: str
    page: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class ScoPack:
    """
    Everything of one programme.

    Attributes:
        identifier: ASCII, begins with a letter; of the programme, whatever its
            version.
        title: As the platform lists it.
        scos: Its lessons, in order.
        shared: Files that every lesson needs.
        files: Path in the package to its bytes, or to a file that holds them.
    """

    identifier: str
    title: str
    scos: tuple[Sco, ...]
    shared: tuple[str, ...]
    files: Mapping[str, bytes | Path]
