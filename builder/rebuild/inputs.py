"""What a build is made from, without reading it: names, sizes and times of files."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import jinja2

import builder
from builder.theme_folder import theme_folder
from builder.today import today

State = tuple[int, int, int, int]  # bytes; times of change of content and of entry, ns; inode
_OUTPUTS = {
    "site": ("site", "report.json", "report.html"),
    "wechat": ("wechat",),
    "quiz": ("quizzes",),
    "packs": ("packs",),
}
_OF_A_SCHOOL = ("content", "theme", "keys", "mkdocs.yml")


def inputs(root: Path) -> dict[str, State]:
    """
    Every file that a build of the school at `root` reads, by its path relative to `root`.

    An old time that was put back gives a file away by the time of its entry.
    """
    return _walk(root, _OF_A_SCHOOL)


def outputs(root: Path, names: Collection[str]) -> dict[str, dict[str, State]]:
    """Every file of the renditions `names` in `build/`, to see later whether anybody changed it."""
    return {name: _walk(root / "build", _OUTPUTS[name]) for name in names}


def below(root: Path, place: str) -> dict[str, State]:
    """Every file in the folder `place` of `build/`, by its path relative to that."""
    return _walk(root / "build", [place])


def state(file: Path) -> State:
    """The state of one file; raises OSError when it is gone."""
    return _state(file.stat())


def program() -> str:
    """A mark of everything else that a build depends on: this program, its theme, the day."""
    package = Path(builder.__file__).parent
    libraries = Path(jinja2.__file__).parents[1]
    parts = [
        sys.version,
        today().isoformat(),
        str(libraries.stat().st_mtime_ns),  # changes with every package put in or taken out
        *(
            f"{path} {state}"
            for path, state in sorted(_walk(package, [""]).items())
            if _counts(path)
        ),
        *(f"{path} {state}" for path, state in sorted(_walk(theme_folder(), [""]).items())),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def changed(before: Mapping[str, State], now: Mapping[str, State]) -> set[str]:
    """Paths whose files are new, gone or other than they were."""
    return {path for path, _ in before.items() ^ now.items()}


def _counts(path: str) -> bool:
    return "__pycache__" not in path


def _walk(top: Path, names: Iterable[str]) -> dict[str, State]:
    """Files at and below the `names` in `top`; links to folders are not followed, as in loading."""
    found: dict[str, State] = {}
    for name in names:
        place = top / name
        if place.is_dir():
            _add_files(found, str(place), f"{name}/" if name else "")
        elif place.exists():
            found[name] = _state(place.stat())
    return found


def _add_files(found: dict[str, State], folder: str, prefix: str) -> None:
    """Tens of thousands of files, so every step counts: no generators, no paths."""
    waiting = [(folder, prefix)]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = list(entries)
        except OSError:
            continue
        for entry in inside:
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found[prefix + entry.name] = _state(entry.stat())
            except OSError:
                found[prefix + entry.name] = (0, 0, 0, 0)


def _state(seen: os.stat_result) -> State:
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
