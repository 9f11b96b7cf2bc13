"""Hashes of files, remembered so that a warm build reads none of them."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path


class Digests:
    """
    SHA-256 of files by path, valid as long as size, time and inode stay.

    Args:
        file: Where they are kept between runs; losing it costs time only.
            None keeps them for this run.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._known = _read(file) if file else {}
        self._used: dict[str, str] = {}

    def digest(self, path: Path) -> str:
        """
        The SHA-256 of a file's bytes, in hexadecimal.

        Raises:
            OSError: It cannot be read.
        """
        stamp = _stamp(path)
        if stamp not in self._used:
            self._used[stamp] = self._known.get(stamp) or _sha256(path)
        return self._used[stamp]

    def save(self) -> None:
        """Write those that were asked for, and the others of files that are still as they were."""
        if self._file is None or self._used.items() <= self._known.items():
            return
        kept = {stamp: known for stamp, known in self._known.items() if _is_current(stamp)}
        aside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(kept | self._used), encoding="utf-8")
            aside.replace(self._file)
        except OSError:
            aside.unlink(missing_ok=True)


def _stamp(path: Path) -> str:
    state = path.stat()
    return f"{path} {state.st_size} {state.st_mtime_ns} {state.st_ino}"


def _is_current(stamp: str) -> bool:
    path = Path(stamp.rsplit(" ", 3)[0])
    try:
        return _stamp(path) == stamp
    except (OSError, ValueError):
        return False


def _read(file: Path) -> dict[str, str]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
