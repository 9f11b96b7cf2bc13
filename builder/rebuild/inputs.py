"""What a build is made from, without reading it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

import orjson

import builder
from builder.rebuild.states import State, states
from builder.theme_folder import theme_folder
from builder.today import today

_OF_A_SCHOOL = ("content", "theme", "keys", "mkdocs.yml")


def inputs(root: Path) -> dict[str, State]:
    """Every file that a build of the school at `root` reads, by its path relative to `root`."""
    return states(root, _OF_A_SCHOOL)


def program() -> str:
    """A mark of everything else that a build depends on: this program, its theme, the day."""
    package = Path(builder.__file__).parent
    libraries = Path(orjson.__file__).parents[1]
    parts = [
        sys.version,
        today().isoformat(),
        str(libraries.stat().st_mtime_ns),  # changes with every package put in or taken out
        *(f"{path} {one}" for path, one in sorted(states(package, [""]).items()) if _counts(path)),
        *(f"{path} {one}" for path, one in sorted(states(theme_folder(), [""]).items())),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def changed(before: Mapping[str, State], now: Mapping[str, State]) -> set[str]:
    """Paths whose files are new, gone or other than they were."""
    return {path for path, _ in before.items() ^ now.items()}


def _counts(path: str) -> bool:
    return "__pycache__" not in path
