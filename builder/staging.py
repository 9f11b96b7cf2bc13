"""Files and builds that are replaced in one step: the old one or the new one, never a half."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

SPARE = ".spare"
AT_FDCWD = -100  # renameat2(2): paths are relative to the working directory
RENAME_EXCHANGE = 2  # renameat2(2): both names stay taken at every moment


class BuildRunningError(Exception):
    """Another build of the same school is running."""


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """
    Give an empty folder inside `out` for a new build.

    Only one build at a time may stage; the lock goes with its process, so
    that a killed build blocks nobody. What a killed build left is cleared.

    Raises:
        BuildRunningError: Another process is staging.
    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / ".lock", timeout=0):
            recover(out)
            folder = out / ".staging"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout:
        raise BuildRunningError from None


def write_whole(file: Path, data: bytes, *, durable: bool = False) -> None:
    """
    Write a file so that nobody ever sees half of it; one that is replaced keeps its mode.

    Args:
        file: Where to; its folder is made.
        data: What it shall hold.
        durable: Return only when a loss of power could not undo it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.part")
    with half.open("wb") as out:
        out.write(data)
        if durable:
            out.flush()
            os.fsync(out.fileno())
    if file.exists():
        shutil.copymode(file, half)
    half.replace(file)
    if durable:
        _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last; Windows opens no folders and needs none of this."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def put_in_place(folder: Path, out: Path) -> None:
    """Move every entry of the staged `folder` into `out`, each in one step."""
    for entry in sorted(folder.iterdir()):
        target = out / entry.name
        if target.is_dir():
            if not _exchange(entry, target):
                _replace_in_two_steps(entry, target)
        else:
            entry.replace(target)


def take_spare(out: Path, target: Path) -> None:
    """Move what an earlier build left at `target`'s name to `target`, if there is such a thing."""
    spare = out / SPARE / target.name
    if spare.is_dir():
        spare.rename(target)


def leave_spare(folder: Path, out: Path) -> None:
    """
    Keep a `folder` that a new build has taken the place of, for the next to be written over.

    To make thousands of folders and files anew takes far longer than to see
    that they are still right.
    """
    if folder.is_dir():
        spare = out / SPARE
        shutil.rmtree(spare, ignore_errors=True)
        spare.mkdir()
        folder.rename(spare / folder.name)


def recover(out: Path) -> None:
    """Finish or undo a replacement in two steps that was cut off."""
    for old in out.glob(".old-*"):
        target = out / old.name.removeprefix(".old-")
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)


def _replace_in_two_steps(new: Path, target: Path) -> None:
    old = target.with_name(f".old-{target.name}")
    target.rename(old)
    new.rename(target)
    shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can (Linux)."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)
