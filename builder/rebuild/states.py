"""The states of many files, without reading them: whether one is other than it was."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

# Of bytes, times of change of content and of entry, and inode: a hash that is the same in
# every run of one Python. A number is quicker to keep and to compare than what it stands for.
State = int
_GONE = 0


def state(seen: os.stat_result) -> State:
    """The state of a file or folder; an old time that was put back changes that of its entry."""
    return hash((seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino))


def states(top: Path, names: Iterable[str], *, folders: bool = False) -> dict[str, State]:
    """
    Of every file at and below the `names` in `top`, by its path relative to that.

    Links to folders are not followed, as in loading.

    Args:
        top: A folder.
        names: Of files and folders; one that is not there is passed over. "" is all of `top`.
        folders: Whether folders have a state, too: another one when a file in it comes or goes.
    """
    found: dict[str, State] = {}
    for name in names:
        place = top / name
        if not place.exists():
            continue
        is_folder = place.is_dir()
        if is_folder:
            _add(found, str(place), f"{name}/" if name else "", folders=folders)
        if folders or not is_folder:
            found[name] = state(place.stat())
    return found


def are_as_before(top: Path, before: Mapping[str, State]) -> bool:
    """Whether every file and folder in `top` has the state that it had `before`."""
    start = f"{top}{os.sep}"
    try:  # tens of thousands, so nothing more than this is done for each
        for path, one in before.items():
            if state(os.stat(start + path)) != one:  # noqa: PTH116 (a Path takes as long again)
                return False
    except OSError:
        return False
    return True


def _add(found: dict[str, State], folder: str, prefix: str, *, folders: bool) -> None:
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
                    if not folders:
                        continue
                found[prefix + entry.name] = state(entry.stat())
            except OSError:
                found[prefix + entry.name] = _GONE
