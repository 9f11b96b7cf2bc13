"""Problems in content: where, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["error", "advice"]


@dataclass(frozen=True, order=True)
class Problem:
    """
    One thing that its author should mend.

    Attributes:
        path: File, POSIX style, relative to the school's folder (`content/…`).
        line: Line in the file, from 1; 1 when the whole file is meant.
        column: Column in the line, from 1; 1 when unknown.
        severity: `error` makes a build fail, `advice` does not.
        code: Stable short name of the rule, such as `link-missing`.
        message: What is wrong, one clause without a final stop.
        mend: What to do, one clause.
        leaves_out: Whether the page would be wrong to show: a build leaves
            the lesson out.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    mend: str
    leaves_out: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}; {self.mend}"

    def record(self) -> dict[str, Any]:
        """The problem as `renlearn check --json` prints it."""
        record = asdict(self)
        del record["leaves_out"]
        return record


class Problems:
    """All problems of one run, collected rather than raised."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(
        self,
        path: str,
        line: int,
        code: str,
        message: str,
        mend: str,
        *,
        column: int = 1,
        severity: Severity = "error",
        leaves_out: bool = False,
    ) -> None:
        """Note one problem; the same problem twice counts once."""
        self._found.add(Problem(path, line, column, severity, code, message, mend, leaves_out))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note problems that another stage collected."""
        self._found.update(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> list[Problem]:
        """The problems that make a build fail, sorted by place."""
        return [problem for problem in self if problem.severity == "error"]

    @property
    def left_out(self) -> set[str]:
        """Paths (relative to the school's folder) that a build leaves out."""
        return {problem.path for problem in self._found if problem.leaves_out}
