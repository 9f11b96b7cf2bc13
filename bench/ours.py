"""This program, building a generated school."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.run import Run, most_memory, timed


class Ours:
    """
    Builds of one school, one after the other.

    Args:
        root: The school's folder.
        files: Its lessons; those that are edited in turn.
        only: The rendition that is built, or empty for all.
    """

    def __init__(self, root: Path, files: list[Path], only: str = "site") -> None:
        self._root = root
        self._files = files
        self._edition = 0
        choice = ["--only", only] if only else []
        self._command = [
            sys.executable,
            "-m",
            "builder.cli.main",
            "build",
            *choice,
            "-C",
            str(root),
        ]

    def everything(self) -> Run:
        """With nothing but the few encoded pictures kept."""
        self._forget("advice.json", "documents.sqlite", "weighed.json", "last.json")
        return self._run()

    def memory(self) -> int:
        """The most MB of all its processes together while it builds everything."""
        self._forget("advice.json", "documents.sqlite", "weighed.json", "last.json")
        return most_memory(self._command, self._root)

    def converted_kept(self) -> Run:
        """Everything, with the converted Markdown of an earlier build."""
        self._forget("last.json")
        return self._run()

    def one_edited(self) -> Run:
        """After one more sentence in a lesson."""
        self._edition += 1
        file = self._files[self._edition * 7 % len(self._files)]
        with file.open("a", encoding="utf-8") as text:
            text.write(f"\n又写了一句话，第{self._edition}句。\n")
        return self._run()

    def unchanged(self) -> Run:
        """With nothing changed."""
        return self._run()

    def _run(self) -> Run:
        return timed(self._command, self._root)

    def _forget(self, *names: str) -> None:
        for name in names:
            (self._root / "build/.cache" / name).unlink(missing_ok=True)
