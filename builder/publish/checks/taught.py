"""What lessons teach, and so is no secret though an exam asks for it."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from builder.cache_folder import cache_folder
from builder.exam.gate import Public
from builder.exam.secrets import plain, visible

_HEAD = 4_096  # bytes at the start of a text, in which `draft: true` stands
_LIST = re.compile(r"^[ >]*(?:\d+[.)]|[-+])[ ]", re.MULTILINE)  # items follow one another


def names_draft(file: Path) -> bool:
    """Whether a text may be a draft: most say nothing of it, and need not be read."""
    try:
        with file.open("rb") as opened:
            return b"draft" in opened.read(_HEAD)
    except OSError:
        return False


class Taught:
    """
    What the lessons of a school say.

    Args:
        root: The school's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._courses: dict[str, str] = {}

    def holds(self, text: str, name: str) -> bool:
        """
        Whether a folded text is taught.

        Nearly always it is by the course to which the built file `name`
        belongs, whose sources are read at once; only else the whole school.
        """
        folder = "/".join(name.split("/")[:2])
        if folder not in self._courses:
            self._courses[folder] = self._sources(folder)
        return text in self._courses[folder] or self._everything.holds(text, name)

    def _sources(self, folder: str) -> str:
        files = sorted((self._root / "content" / folder).glob("*.md"))
        shown = (file for file in files if not (_is_exam(file) or names_draft(file)))
        text = "\n".join(plain(_read(file)) for file in shown)
        return visible(f"{text}\n{_LIST.sub('', text)}")

    @cached_property
    def _everything(self) -> Public:
        from builder.load.school import load  # noqa: PLC0415 (seldom asked, slow to import)

        school, problems = load(self._root, cache=cache_folder(self._root))
        return Public(school.without(problems.left_out))


def _is_exam(file: Path) -> bool:
    return file.name.startswith("exam.")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
