"""The gate before sending: what must not leave this computer."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from builder.problems import Problem


def judge(folder: Path, *, root: Path, allow: Collection[str]) -> list[Problem]:  # noqa: ARG001
    """
    Name what makes a build unfit to be published.

    Args:
        folder: The build that is to be sent.
        root: The school's folder.
        allow: Codes of problems that the user accepts.
    """
    return []
