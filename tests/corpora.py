"""Schools of other people's lessons, each built once for all tests of a worker."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from tests.school import Outcome, SchoolTest

NAMES = ("seedlingo", "git-novice", "howtocook")


@cache
def built_corpus(corpora: Path, name: str, folder: Path) -> tuple[SchoolTest, Outcome]:
    """Copy a school below `folder`, build it as far as it goes, and say how that went."""
    root = folder / "corpora" / name
    shutil.copytree(corpora / name / "content", root / "content")
    for place, _, files in os.walk(root):
        Path(place).chmod(0o755)
        for file in files:
            (Path(place) / file).chmod(0o644)
    school = SchoolTest(root)
    return school, school.run("build", "--keep-going", timeout=600)
