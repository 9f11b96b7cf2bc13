"""What is wrong with a build, collected: the file that is meant, and not a thousand lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from builder.problems import Problem, Problems, Severity

MOST = 20  # problems of one rule that are named; a build that is half has thousands
_NAME = 200  # characters


class Findings:
    """
    Collects the problems of one build.

    Args:
        folder: Of the build.
        root: The school's folder, from which problems count their paths.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        inside = folder.is_relative_to(root)
        self._prefix = (folder.relative_to(root) if inside else folder).as_posix()
        self._problems = Problems()
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(
        self, name: str, code: str, message: str, mend: str, *, severity: Severity = "error"
    ) -> None:
        """Note a problem with the file `name` of the build; "" means all of it."""
        self._counts[code, mend, severity] += 1
        if self._counts[code, mend, severity] <= MOST:
            place = f"{self._prefix}/{printable(name)}".rstrip("/")
            self._problems.add(place, 1, code, message, mend, severity=severity)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note problems that are no file's of the build."""
        self._problems.extend(problems)

    def problems(self) -> list[Problem]:
        """Those found, sorted by place; where there are too many of a kind, how many more."""
        for (code, mend, severity), count in self._counts.items():
            if count > MOST:
                grade: Severity = "error" if severity == "error" else "advice"
                message = f"{count - MOST} more files like the {MOST} that are named"
                self._problems.add(self._prefix, 1, code, message, mend, severity=grade)
        return list(self._problems)


def printable(name: str) -> str:
    """A name as one line of a terminal can show it."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return shown if len(shown) <= _NAME else f"{shown[:_NAME]}…"
