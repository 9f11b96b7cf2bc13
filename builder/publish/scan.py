"""The files of a build, each read once and hashed."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.publish.errors import PublishError
from builder.publish.headers import Headers, headers, suffix
from builder.publish.names import OWN, is_hashed

WHOLE = 32 << 20  # bytes; what is larger is never held in memory at once
_CHUNK = 1 << 20  # bytes
_LEVEL = 6  # gzip's default; 9 costs twice the time for a percent


@dataclass(frozen=True, slots=True)
class File:
    """
    One file of a release.

    Attributes:
        key: Its place in the site, POSIX style.
        sha256: Of the built file.
        md5: Of the bytes as stored, which are others when they are compressed.
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
    found = {key: _file(path, key, ttl, compress) for key, path in sorted(_walk(folder, ""))}
    if not found:
        raise PublishError(f"{folder} holds no files", "build the site first: renlearn build")
    return found


def body(folder: Path, file: File) -> bytes | Path:
    """
    Give a file's bytes as they are to be stored; a path, when it is large.

    Raises:
        PublishError: The build has changed since it was read.
    """
    path = folder / file.key
    try:
        if file.size > WHOLE:
            data, md5 = None, _hashes(path)[1]
        else:
            data = _stored(path.read_bytes(), file.headers)
            md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    except OSError:
        md5 = ""
    if md5 != file.md5:
        message = f"{file.key} changed while it was being published"
        raise PublishError(message, "wait for the build to end, then publish again")
    return path if data is None else data


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    try:
        entries = list(os.scandir(folder))
    except OSError as fault:
        message = f"{folder} cannot be read ({fault.strerror})"
        raise PublishError(message, "build the site first: renlearn build") from fault
    for entry in entries:
        key = prefix + entry.name
        _refuse(key, entry)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{key}/")
        else:
            yield key, Path(entry.path)


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


def _file(path: Path, key: str, ttl: int, compress: bool) -> File:  # noqa: FBT001
    sha256, md5, size = _hashes(path)
    asset = is_hashed(key, sha256, md5)
    heads = headers(suffix(key), asset=asset, ttl=ttl, gzip=compress and size <= WHOLE)
    if heads.encoding:
        data = _stored(path.read_bytes(), heads)
        md5, size = hashlib.md5(data, usedforsecurity=False).hexdigest(), len(data)
    return File(key, sha256, md5, size, heads, asset)


def _hashes(path: Path) -> tuple[str, str, int]:
    sha256, md5, size = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(_CHUNK):
            sha256.update(chunk)
            md5.update(chunk)
            size += len(chunk)
    return sha256.hexdigest(), md5.hexdigest(), size


def _stored(data: bytes, heads: Headers) -> bytes:
    # No time inside, so that the same page gives the same bytes.
    return gzip.compress(data, _LEVEL, mtime=0) if heads.encoding else data
