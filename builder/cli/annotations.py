"""Problems as GitHub Actions shows them: at their lines, beside the proposed change."""

from __future__ import annotations

import os
from pathlib import Path

from builder.i18n import StaffLanguage
from builder.problem_words import sentence
from builder.problems import Problem

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def annotation(problem: Problem, root: Path, language: StaffLanguage) -> str:
    """
    One workflow command (docs.github.com, Workflow commands).

    Args:
        problem: Its path counts from `root`.
        root: The school's folder; a runner counts paths from where it stands.
        language: Of the words.
    """
    kind = "error" if problem.severity == "error" else "notice"
    file = root / problem.path
    inside = root.is_relative_to(Path.cwd())
    place = Path(os.path.relpath(file) if inside else file).as_posix()
    keys = {"file": place, "line": problem.line, "col": problem.column, "title": problem.code}
    told = ",".join(f"{key}={_escaped(str(value), _PROPERTY)}" for key, value in keys.items())
    return f"::{kind} {told}::{_escaped(sentence(problem, language), _DATA)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(char, char) for char in text)
