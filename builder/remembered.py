"""What was noted of texts and files, by their content, so that a second look is quick."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Note = Sequence[Any]


class Remembered:
    """
    Notes (plain JSON) kept between runs; losing them costs time only.

    Args:
        file: Where they are kept; None keeps nothing.
        rules: What the notes follow from: other rules, other notes.
    """

    def __init__(self, file: Path | None, rules: str) -> None:
        self._file = file
        self._rules = rules
        self._known = _read(file) if file else {}
        self._used: dict[str, Note] = {}

    def __len__(self) -> int:
        """How many notes were kept before this run."""
        return len(self._known)

    def mark(self, name: str, digest: str) -> str:
        """What stands for a text: its name, a hash of it and the rules."""
        told = f"{self._rules}\n{name}\n{digest}"
        return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:24]

    def note(self, mark: str) -> Note | None:
        """What was noted before; None when nothing was."""
        note = self._known.get(mark)
        if note is not None:
            self._used[mark] = note
        return note

    def keep(self, mark: str, note: Note) -> None:
        """Remember a note."""
        self._used[mark] = note

    def save(self) -> None:
        """Write what this run asked for or noted; the rest is gone."""
        if not self._file or self._used == self._known:
            return
        aside = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(self._used), encoding="utf-8")
            aside.replace(self._file)
        except OSError:
            aside.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Note]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(known, dict) and all(isinstance(one, list) for one in known.values())
    return known if whole else {}
