"""A folder as a target."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from builder.publish.errors import KeyExistsError, StoreError
from builder.publish.headers import Headers
from builder.publish.names import OWN
from builder.publish.scan import File
from builder.publish.store import Body, Entry

_LINK = -1  # size of what is no file: it equals no file of ours
_CHUNK = 1 << 20  # bytes


class FolderStore:
    """
    Files below `root`, each replaced in one step.

    Links are listed and never followed: what they lead to is somebody else's.
    """

    width = 1

    def __init__(self, root: Path) -> None:
        self._root = root
        self._tmp = root / OWN / "tmp"
        self._real: set[Path] = {root}
        self.md5_etags = True  # it gives none
        self.requests = 0
        self.written = 0

    async def get(self, key: str) -> bytes | None:
        """An object's bytes, or None."""
        self.requests += 1
        with _words(key):
            try:
                return self._place(key).read_bytes()
            except FileNotFoundError:
                return None

    async def put(
        self,
        key: str,
        data: Body,
        headers: Headers,  # noqa: ARG002 (a folder keeps none)
        *,
        create: bool = False,
        size: int = 0,  # noqa: ARG002
    ) -> str:
        """Write a file aside and rename it into place."""
        self.requests += 1
        self.written += 1
        data = data() if callable(data) else data
        with _words(key), self._aside() as half:
            if isinstance(data, Path):
                shutil.copyfile(data, half)
            else:
                half.write_bytes(data)
            self._move(half, self._place(key, make=True), create=create)
        return ""

    async def copy(self, source: str, target: str) -> None:
        """Copy a file."""
        self.requests += 1
        self.written += 1
        with _words(target), self._aside() as half:
            shutil.copyfile(self._place(source), half)
            half.replace(self._place(target, make=True))

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete files, and the folders that this leaves empty."""
        self.requests += 1
        self.written += 1
        for key in keys:
            with _words(key):
                place = self._place(key)
                place.unlink(missing_ok=True)
                with suppress(OSError):
                    for folder in list(place.parents)[: key.count("/")]:
                        folder.rmdir()
                        self._real.discard(folder)

    async def quiet(self) -> None:
        """Nothing is under way: calls are made one by one."""

    async def entries(self, prefix: str = "") -> AsyncIterator[list[Entry]]:
        """List the files in a folder below the root."""
        self.requests += 1
        with _words(prefix):
            found = list(_walk(self._root / prefix, f"{prefix}/" if prefix else ""))
        yield [entry for entry in found if not entry.key.startswith(f"{OWN}tmp/")]

    async def same(self, entry: Entry, file: File) -> bool:
        """Compare size and hash."""
        if entry.size != file.size:
            return False
        digest = hashlib.md5(usedforsecurity=False)
        try:
            with self._place(entry.key).open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except OSError:
            return False
        return digest.hexdigest() == file.md5

    def _place(self, key: str, *, make: bool = False) -> Path:
        place = self._root / key
        for folder in reversed(place.parents):
            if folder in self._real or not folder.is_relative_to(self._root):
                continue
            if folder.is_symlink():
                message = f"{folder} is a link, which is not followed"
                raise StoreError(message, "put a folder there")
            if make:
                folder.mkdir(exist_ok=True)
                self._real.add(folder)
        return place

    @contextmanager
    def _aside(self) -> Iterator[Path]:
        if not self._tmp.is_dir():
            self._tmp.mkdir(parents=True, exist_ok=True)
        half = self._tmp / uuid.uuid4().hex
        try:
            yield half
        finally:
            half.unlink(missing_ok=True)

    def _move(self, half: Path, place: Path, *, create: bool) -> None:
        if not create:
            half.replace(place)
            return
        try:
            os.link(half, place)
        except FileExistsError:
            raise KeyExistsError from None
        except OSError:  # a file system without hard links
            with suppress(FileExistsError):
                place.touch(exist_ok=False)
                half.replace(place)
                return
            raise KeyExistsError from None

    async def tidy(self) -> None:
        """Remove what a killed publisher left half written."""
        for half in self._tmp.glob("*"):
            with suppress(OSError):
                half.unlink()


def _walk(folder: Path, prefix: str) -> Iterator[Entry]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
            continue
        with suppress(FileNotFoundError):
            facts = entry.stat(follow_symlinks=False)
            size = facts.st_size if stat.S_ISREG(facts.st_mode) else _LINK
            yield Entry(prefix + entry.name, size, facts.st_mtime, "")


@contextmanager
def _words(key: str) -> Iterator[None]:
    """Say a system's error in words."""
    try:
        yield
    except OSError as fault:
        what = key or "the folder"
        if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            message = f"the disk is full: {what} could not be written"
            raise StoreError(message, "make room, then publish again") from fault
        if fault.errno in {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}:
            message = f"a file and a folder stand in each other's way at {what}"
            raise StoreError(message, "move away what does not belong to the site") from fault
        if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            message = f"{what} may not be read or written here"
            raise StoreError(message, "give this user the right to write there") from fault
        message = f"{what} could not be read or written ({fault.strerror})"
        raise StoreError(message, "look at the disk, then publish again") from fault
