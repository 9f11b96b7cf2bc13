"""Schools of other people's lessons, as far as they build."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.school import SchoolTest

NAMES = ("seedlingo", "git-novice", "howtocook")
MANY = 20  # lessons; of a school with more, one in three is kept


def build_corpus(source: Path, root: Path) -> SchoolTest:
    """Copy the school in `source` to `root` and build it, whatever is wrong with it."""
    shutil.copytree(source / "content", root / "content")
    for place, _, files in os.walk(root):
        Path(place).chmod(0o755)
        for file in files:
            (Path(place) / file).chmod(0o644)
    if not os.environ.get("RENLEARN_SOAK"):
        _thin_out(root / "content")
    school = SchoolTest(root)
    built = school.run("build", "--keep-going", timeout=600)
    assert not built.traceback, built.output
    assert built.exit_code in {0, 1}
    return school


def _thin_out(content: Path) -> None:
    """Recipes are many and alike: `make soak` reads them all."""
    lessons = sorted(content.rglob("[0-9]*.md"))
    for number, lesson in enumerate(lessons if len(lessons) > MANY else ()):
        if number % 3:
            lesson.unlink()
