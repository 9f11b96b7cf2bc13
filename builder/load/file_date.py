"""When files last changed: as git says, since a fresh clone gives every file today's time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from builder.today import CHINA

_SECONDS = 10.0  # after which an answer is not worth waiting for
_COMMIT, _ABSENT = "\x1e", re.compile("^0+$")
_LOG = [
    *("git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "log"),
    *("--no-show-signature", "--no-ext-diff", "--no-renames", "--relative"),
    *("--raw", "--no-abbrev", "-z", f"--format={_COMMIT}%at", "--"),
]


def file_dates(content: Path, paths: Sequence[str]) -> dict[str, date]:
    """
    The day on which each file last changed, in China.

    That is the day of the last commit to it when it stands as it was
    committed; else, and where git does not answer, the day of the file
    itself.

    Args:
        content: The folder `content/`.
        paths: Files relative to it; those that cannot be read are left out.
    """
    committed = _committed(content, paths) if paths else {}
    dates: dict[str, date] = {}
    for path in paths:
        try:
            data, changed = (content / path).read_bytes(), (content / path).stat().st_mtime
        except OSError:
            continue
        name, at = committed.get(path, ("", 0.0))
        dates[path] = datetime.fromtimestamp(
            at if name == _blob(data, name) else changed, CHINA
        ).date()
    return dates


def _committed(content: Path, paths: Sequence[str]) -> Mapping[str, tuple[str, float]]:
    """The last committed version of each file: its object's name, seconds since 1970."""
    try:
        done = subprocess.run(
            [*_LOG, *paths],
            cwd=content,
            env=os.environ | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    found: dict[str, tuple[str, float]] = {}
    for path, name, at in _versions(done.stdout.decode(errors="replace")):
        found.setdefault(path, (name, at))
    return found


def _versions(log: str) -> Iterator[tuple[str, str, float]]:
    """Path, object's name and time of every version in a log, newest first."""
    for commit in log.split(_COMMIT)[1:]:
        at, *changes = commit.split("\0")
        for change, path in zip(changes[::2], changes[1::2], strict=False):
            # :<old mode> <new mode> <old name> <new name> <kind>
            parts = change.split()
            if len(parts) == 5 and at.isdigit() and not _ABSENT.match(parts[3]):
                yield path, parts[3], float(at)


def _blob(data: bytes, like: str) -> str:
    """The name that git gives to a file's bytes, by the hash of the name `like`."""
    hashed = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return hashed(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
