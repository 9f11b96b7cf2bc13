"""Files that were judged and found clean, by their content, so that a second look is quick."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path


class Remembered:
    """
    A set of verdicts, kept between runs; losing it costs time only.

    Args:
        file: Where it is kept, or None for this run alone.
        rules: Of what the files were judged by: other rules, other verdicts.
    """

    def __init__(self, file: Path | None, rules: str) -> None:
        self._file = file
        self._rules = rules
        self._known = _read(file) if file else set()
        self._used: set[str] = set()

    def mark(self, name: str, digest: str) -> str:
        """What stands for a file: its name, its SHA-256 and the rules."""
        told = f"{self._rules}\n{name}\n{digest}"
        return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:24]

    def is_clean(self, mark: str) -> bool:
        """Whether a file was found clean before."""
        clean = mark in self._known
        if clean:
            self._used.add(mark)
        return clean

    def clean(self, mark: str) -> None:
        """Remember that a file is clean."""
        self._used.add(mark)

    def save(self) -> None:
        """Write the marks of this run's files; the others are gone."""
        if self._file is None or self._used == self._known:
            return
        aside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(sorted(self._used)), encoding="utf-8")
            aside.replace(self._file)
        except OSError:
            aside.unlink(missing_ok=True)


def _read(file: Path) -> set[str]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return set(map(str, known)) if isinstance(known, list) else set()
