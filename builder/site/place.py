"""A folder that is to hold just these files, whatever it held before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


class Place:
    """
    Files by name; what is there already and right is left alone.

    Args:
        folder: Where they lie. It is made when it is not there; whatever else
            it holds is removed.
        names: Of all the files, relative to the folder.
    """

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = str(folder)
        self._names = set(names)
        self._parents = _parents(self._names)
        self._there: set[str] = set()
        self._made = {""}
        self._clear("")

    def put(self, name: str, data: bytes) -> None:
        """Have the file of this name hold these bytes."""
        path = f"{self._folder}/{name}"  # a Path is slow, and pages are many
        if name in self._there and _holds(path, data):
            os.utime(path)  # the time of what it replaces may be later: servers compare them
            return
        parent = name.rpartition("/")[0]
        if parent not in self._made:
            os.makedirs(f"{self._folder}/{parent}", exist_ok=True)  # noqa: PTH103
            self._made.add(parent)
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(data)

    def _clear(self, parent: str) -> None:
        """Remove what does not belong into a folder, and note what does."""
        with os.scandir(f"{self._folder}/{parent}") as entries:
            for entry in entries:
                name = f"{parent}/{entry.name}" if parent else entry.name
                if not entry.is_dir(follow_symlinks=False):
                    self._note_or_unlink(name, entry)
                elif name in self._parents:
                    self._made.add(name)
                    self._clear(name)
                else:
                    shutil.rmtree(entry.path)

    def _note_or_unlink(self, name: str, entry: os.DirEntry[str]) -> None:
        if name in self._names and entry.is_file(follow_symlinks=False):
            self._there.add(name)
        else:
            Path(entry.path).unlink()


def _holds(path: str, data: bytes) -> bool:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read() == data


def _parents(names: Iterable[str]) -> set[str]:
    """The folders that hold files of these names, and the folders that hold them."""
    found = {name.rpartition("/")[0] for name in names}
    further = found
    while further := {name.rpartition("/")[0] for name in further} - found:
        found |= further
    return found
