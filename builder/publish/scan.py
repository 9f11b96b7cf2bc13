"""The files of a build, each read once and hashed."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from builder.publish.errors import PublishError
from builder.publish.headers import Headers, headers, suffix
from builder.publish.names import OWN, is_hashed

WHOLE = 32 << 20  # bytes; what is larger is never held in memory at once
_CHUNK = 1 << 20  # bytes; a larger file is hashed piece by piece
_LEVEL = 6  # gzip's default; 9 costs twice the time for a percent


@dataclass(frozen=True, slots=True)
class File:
    """
    One file of a release.

    Attributes:
        key: Its place in the site, POSIX style.
        sha256: Of the built file.
        md5: Of the bytes as stored, which are others when they are compressed;
            "" until `Build.complete` has worked it out.
        size: Bytes as stored.
        headers: As served.
        asset: Whether its name changes with its content.
    """

    key: str
    sha256: str
    md5: str
    size: int
    headers: Headers
    asset: bool


def scan(folder: Path, *, ttl: int, compress: bool) -> dict[str, File]:
    """
    Read a build.

    Args:
        folder: The build.
        ttl: Seconds for which a page may be kept.
        compress: Whether texts are stored compressed.

    Raises:
        PublishError: It is no build that could be published.
    """
    found = {key: _file(path, key, ttl, compress) for key, path in sorted(_walk(str(folder), ""))}
    if not found:
        raise PublishError(f"{folder} holds no files", "build the site first: renlearn build")
    return found


class Build:
    """
    A build whose files are read again when they are sent.

    Args:
        folder: The build.
        check: Raises `PublishError` when the build should not be sent; asked
            only when there is something to send, since a build that was
            published has passed it.
    """

    def __init__(self, folder: Path, check: Callable[[], None] = lambda: None) -> None:
        self.folder = folder
        self.check = check

    def complete(self, files: Mapping[str, File], known: Mapping[str, File]) -> dict[str, File]:
        """
        Work out what only a store wants to know of files: MD5 sums and stored sizes.

        Args:
            files: As `scan` found them.
            known: An earlier release's, whose sums need not be worked out again.

        Raises:
            PublishError: The build has changed since it was read.
        """
        sums = {(one.sha256, one.headers.encoding): one for one in known.values()}
        return {key: self._completed(file, sums) for key, file in files.items()}

    def body(self, file: File) -> bytes | Path:
        """
        Give a file's bytes as they are to be stored; a path, when it is large.

        Raises:
            PublishError: The build has changed since it was read.
        """
        path = self.folder / file.key
        try:
            if file.size > WHOLE:
                if _md5_of_large(path) == file.md5:
                    return path
            else:
                data = _stored(path.read_bytes(), file.headers)
                if _md5(data) == file.md5:
                    return data
        except OSError:
            pass
        raise _changed(file)

    def _completed(self, file: File, sums: Mapping[tuple[str, str], File]) -> File:
        same = sums.get((file.sha256, file.headers.encoding))
        if same:
            return replace(file, md5=same.md5, size=same.size)
        path = self.folder / file.key
        try:
            if file.size > WHOLE:
                return replace(file, md5=_md5_of_large(path))
            data = path.read_bytes()
        except OSError:
            data = b""
        # Read a second time: what changed in between must not pass under the first hash.
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise _changed(file)
        data = _stored(data, file.headers)
        return replace(file, md5=_md5(data), size=len(data))


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Keys and paths; paths as text, since a Path for each file takes longer than its hash."""
    try:
        entries = list(os.scandir(folder))
    except OSError as fault:
        message = f"{folder} cannot be read ({fault.strerror})"
        raise PublishError(message, "build the site first: renlearn build") from fault
    for entry in entries:
        key = prefix + entry.name
        _refuse(key, entry)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{key}/")
        else:
            yield key, entry.path


def _refuse(key: str, entry: os.DirEntry[str]) -> None:
    """Whatever could lead out of the build or into what is not its own."""
    if entry.is_symlink():
        raise PublishError(f"{key} is a link", "put the file itself there, or build anew")
    if f"{key}/".startswith(OWN):
        message = f"the build holds {OWN}, where publishing keeps its own files"
        raise PublishError(message, "give the folder another name")
    try:
        key.encode()
        good = key.isprintable() and "\\" not in key
    except UnicodeEncodeError:
        good = False
    if not good:
        message = f"the name {key.encode('ascii', 'backslashreplace').decode()} holds odd signs"
        raise PublishError(message, "rename the file")


def _file(path: str, key: str, ttl: int, compress: bool) -> File:  # noqa: FBT001
    try:
        sha256, size = _sha256(path)
    except OSError as fault:
        message = f"{key} cannot be read ({fault.strerror})"
        raise PublishError(message, "wait for the build to end, then publish again") from fault
    asset = is_hashed(key, sha256)
    heads = headers(suffix(key), asset=asset, ttl=ttl, gzip=compress and size <= WHOLE)
    return File(key, sha256, "", size, heads, asset)


def _sha256(path: str) -> tuple[str, int]:
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 (as for paths)
        size = os.fstat(stream.fileno()).st_size
        if size > _CHUNK:
            return hashlib.file_digest(stream, "sha256").hexdigest(), size
        data = stream.read()
        return hashlib.sha256(data).hexdigest(), len(data)


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _md5_of_large(path: Path) -> str:
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _changed(file: File) -> PublishError:
    message = f"{file.key} changed while it was being published"
    return PublishError(message, "wait for the build to end, then publish again")


def _stored(data: bytes, heads: Headers) -> bytes:
    # No time inside, so that the same page gives the same bytes.
    return gzip.compress(data, _LEVEL, mtime=0) if heads.encoding else data
