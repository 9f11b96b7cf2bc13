"""The questions of edited courses for instructors, made anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.i18n import StaffLanguage
from builder.quiz.build import FOLDER, quiz_files
from builder.rebuild.last import LastBuild
from builder.rebuild.read import Edited
from builder.staging import write_whole


@dataclass(frozen=True)
class Quizzes:
    """
    Files that are other than they were.

    Attributes:
        files: By path below `build/`; none of them is for readers.
    """

    files: Mapping[str, bytes]
    texts: tuple[tuple[str, str], ...] = ()

    def put(self, root: Path, last: LastBuild, _: StaffLanguage) -> LastBuild:
        """Write these files."""
        for path, data in self.files.items():
            write_whole(root / "build" / path, data)
        return last.after_writing(root, "quiz", self.files)


def make_quizzes(root: Path, last: LastBuild, edited: Edited) -> Quizzes | None:
    """The files of the courses that were read; None where one comes or goes."""
    found: dict[str, bytes] = {}
    known = last.outputs["quiz"]
    for course in edited.read:
        files = {f"{FOLDER}/{path}": data for path, data in quiz_files(course).items()}
        before = {path for path in known if path.startswith(f"{FOLDER}/{course.path}/")}
        if files.keys() != before:
            return None
        found |= files
    build = root / "build"
    return Quizzes(
        {path: data for path, data in found.items() if (build / path).read_bytes() != data}
    )
