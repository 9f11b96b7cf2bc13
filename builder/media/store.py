"""Encoded media kept by what they are made of: the source's bytes and the recipe."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.media.digests import Digests
from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError
from builder.media.ffmpeg import PassingError
from builder.media.packed import META, DamagedError, packed, unpack

_NEW = ".new-"
_ABANDONED = 86_400  # seconds after which an entry that was never finished is in nobody's hands


@dataclass(frozen=True)
class Kept:
    """
    What was encoded and where it lies.

    Attributes:
        folder: Holds the files.
        encoded: What the encoder said of them.
        name: 10 base-32 characters of the SHA-256 of all files' bytes in
            order: the same name, the same bytes.
    """

    folder: Path
    encoded: Encoded
    name: str


@dataclass(frozen=True)
class Failure:
    """Why a source could not be encoded; kept too, so that it is not tried at every build."""

    message: str
    mend: str


class Store:
    """
    A folder with an entry per key.

    An entry is written aside and renamed, so that it is whole or not there,
    whoever writes at the same time; a damaged one counts as missing.

    Args:
        folder: Created when needed; safe to delete.
        digests: Remember the files' hashes, so that checking them is cheap.
    """

    def __init__(self, folder: Path, digests: Digests | None = None) -> None:
        self._folder = folder
        self._digests = digests or Digests()

    def key(self, digest: str, recipe: str) -> str:
        """The key of a source with the SHA-256 `digest`, encoded by `recipe`."""
        return hashlib.sha256(f"{digest} {recipe}".encode()).hexdigest()[:32]

    def entry(self, key: str) -> Path:
        """The folder of an entry."""
        return self._folder / key[:2] / key

    def get(self, key: str) -> Kept | Failure | None:
        """What is kept under a key, or None."""
        return _read(self.entry(key), self._digests)

    def put(self, key: str, encode: Callable[[Path], Encoded]) -> None:
        """
        Run `encode` in a folder of its own and keep what it wrote, or why it failed.

        Raises:
            PassingError: Of `encode`, kept by nobody. Any other `MediaError`
                is kept as a failure.
            OSError: The folder cannot be written.
        """
        with self._aside() as folder:
            try:
                meta = _meta(folder, encode(folder))
            except PassingError:
                raise
            except MediaError as error:
                meta = {"failure": asdict(Failure(error.message, error.mend))}
            (folder / META).write_text(json.dumps(meta), encoding="utf-8")
            self._keep(folder, key)

    def take(self, key: str, data: bytes) -> None:
        """
        Keep an entry that another machine made.

        Args:
            key: Under which it was made.
            data: Of `packed`.

        Raises:
            DamagedError: It is not whole.
            OSError: The folder cannot be written.
        """
        with self._aside() as folder:
            unpack(data, folder)
            if _read(folder, Digests()) is None:
                raise DamagedError("its files are not what it says")
            self._keep(folder, key)

    def packed(self, key: str) -> bytes:
        """An entry for another machine. Raises OSError or DamagedError."""
        return packed(self.entry(key))

    def sweep(self) -> None:
        """Remove what builds that were killed have left."""
        for folder in self._folder.glob(f"{_NEW}*"):
            try:
                if time.time() - folder.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(folder, ignore_errors=True)
            except OSError:
                continue

    @contextmanager
    def _aside(self) -> Iterator[Path]:
        self._folder.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_NEW, dir=self._folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _keep(self, folder: Path, key: str) -> None:
        """Rename into place; an entry that is whole stays, for somebody may be reading it."""
        target = self.entry(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and self.get(key) is None:
            shutil.rmtree(target, ignore_errors=True)
        try:
            folder.rename(target)
        except OSError:
            if self.get(key) is None:
                raise


def _read(folder: Path, digests: Digests) -> Kept | Failure | None:
    """What lies in the folder of an entry; None where anything of it is missing or damaged."""
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        if "failure" in meta:
            return Failure(**meta["failure"])
        files = tuple(EncodedFile(**one) for one in meta["encoded"].pop("files"))
        hashes = [digests.digest(folder / one.name) for one in files]
        if not files or hashes != meta["sha256"]:
            return None
        return Kept(folder, Encoded(files, **meta["encoded"]), str(meta["name"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _meta(folder: Path, encoded: Encoded) -> dict[str, Any]:
    whole = hashlib.sha256()
    hashes = []
    for one in encoded.files:
        data = (folder / one.name).read_bytes()
        whole.update(data)
        hashes.append(hashlib.sha256(data).hexdigest())
    name = base64.b32encode(whole.digest())[:10].decode().lower()
    return {"encoded": asdict(encoded), "sha256": hashes, "name": name}
