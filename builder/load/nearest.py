"""The existing file that a wrong name most likely means."""

from __future__ import annotations

import difflib
import posixpath
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from builder.load.files import same_name
from builder.model.address import is_picture, is_recording, suffix

_GUESSES = 100  # fuzzy searches in one run; a school with more wrong names has another trouble
_NAMES = 500  # names of one folder that a fuzzy search looks at


class Nearest:
    """
    Finds files by names that are nearly right.

    Args:
        paths: Every file, relative to `content/`.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._guesses = _GUESSES

    @cached_property
    def _same(self) -> dict[str, str]:
        return {same_name(path): path for path in sorted(self._paths, reverse=True)}

    @cached_property
    def _named(self) -> dict[str, str]:
        ordered = sorted(self._paths, reverse=True)
        return {same_name(posixpath.basename(path)): path for path in ordered}

    @cached_property
    def _inside(self) -> dict[str, list[str]]:
        inside: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            folder, name = posixpath.split(path)
            inside[folder].append(name)
        return inside

    def mend(self, page: str, target: str, path: str) -> str:
        """
        What to do about a link that leads nowhere.

        Args:
            page: The file that holds the link, relative to `content/`.
            target: The link as written.
            path: Where it leads, relative to `content/`.
        """
        if self._as_written(page, target) in self._paths:
            right = written(page, self._as_written(page, target))
            return f"write {right}: in links a # in a name is %23, a ? is %3F, a % is %25"
        same = self._same.get(same_name(path))
        if same:
            return f"write {written(page, same)}: capital and small letters must be the same"
        near = self._near(path)
        if near:
            return f"did you mean {written(page, near)}?"
        return "correct the name, or add the file"

    def _as_written(self, page: str, target: str) -> str:
        """The path when signs with a meaning in addresses stand for themselves."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), target))

    def _near(self, path: str) -> str:
        folder, name = posixpath.split(path)
        moved = self._named.get(same_name(name)) or self._named.get(same_name(f"{name}.md"))
        if moved or self._guesses <= 0:
            return moved or ""
        self._guesses -= 1
        kind = _kind(name)
        names = [one for one in self._inside.get(folder, []) if _kind(one) == kind][:_NAMES]
        stems = {posixpath.splitext(one)[0]: one for one in reversed(names)}
        found = difflib.get_close_matches(posixpath.splitext(name)[0][:200], stems, n=1, cutoff=0.6)
        return posixpath.join(folder, stems[found[0]]) if found else ""


def _kind(name: str) -> str:
    """What a file must share with the one that is meant: a text for a text, a picture for one."""
    if is_picture(name):
        return "picture"
    return "recording" if is_recording(name) else suffix(name) or ".md"


def written(page: str, path: str) -> str:
    """`path` as a link in the file `page`, both relative to `content/`; Chinese stays Chinese."""
    relative = posixpath.relpath(path, posixpath.dirname(page) or ".")
    for sign in "% #?":
        relative = relative.replace(sign, f"%{ord(sign):02X}")
    return relative
