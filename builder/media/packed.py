"""An entry of the store as one piece of bytes: how it travels, and how it lies in a bucket."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

META = "meta.json"
FORMAT = 1  # raise it when older programs could not read what this one packs
_PLAIN = re.compile(r"\w[\w-]*\.\w+", re.ASCII)  # a file of ours, and of no other folder


class DamagedError(ValueError):
    """Bytes that are no entry, or no longer."""


def packed(folder: Path) -> bytes:
    """
    An entry: a line with the SHA-256 of all that follows, a line of JSON, the files' bytes.

    Raises:
        OSError: It cannot be read.
    """
    meta = (folder / META).read_bytes()
    files = (folder / str(one["name"]) for one in _files(meta))
    whole = b"\n".join((meta, b"".join(file.read_bytes() for file in files)))
    return b"\n".join((hashlib.sha256(whole).hexdigest().encode(), whole))


def unpack(data: bytes, folder: Path) -> None:
    """
    Write an entry into an empty folder.

    Raises:
        DamagedError: It is not whole, or names files that are none of ours.
        OSError: It cannot be written.
    """
    digest, _, whole = data.partition(b"\n")
    if hashlib.sha256(whole).hexdigest().encode() != digest:
        raise DamagedError("it is not what was kept")
    meta, _, body = whole.partition(b"\n")
    start = 0
    for one in _files(meta):
        name, size = one.get("name"), one.get("bytes")
        if not (isinstance(name, str) and _PLAIN.fullmatch(name) and isinstance(size, int)):
            raise DamagedError("it names a file that is none of ours")
        (folder / name).write_bytes(body[start : start + size])
        start += size
    (folder / META).write_bytes(meta)


def _files(meta: bytes) -> list[dict[str, object]]:
    """What an entry says of its files; a failure has none."""
    try:
        found = json.loads(meta).get("encoded", {}).get("files", [])
        return [dict(one) for one in found]
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedError("it does not say what it holds") from error
