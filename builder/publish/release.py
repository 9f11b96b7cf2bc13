"""A release: the list of every file of a site, and its name, which is the list's hash."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder import __version__
from builder.publish.headers import Headers
from builder.publish.names import OWN
from builder.publish.scan import File

FORMAT = 1
_ID = 20  # hex digits of a SHA-256; enough for as many releases as a school will ever have


@dataclass(frozen=True)
class Made:
    """
    How a release came about; no part of its name.

    Attributes:
        who: The publisher, as given or as the system knows them.
        when: Seconds since 1970, by the publisher's clock.
        commit: Of the content, "" outside git.
    """

    who: str
    when: int
    commit: str


@dataclass(frozen=True)
class Release:
    """
    What a site consists of.

    Attributes:
        files: By key, sorted.
        made: How it came about.
        id: 20 hex digits: the same files with the same headers, the same id.
    """

    files: Mapping[str, File]
    made: Made
    id: str

    @property
    def assets(self) -> Iterator[File]:
        """The files that are named by their content."""
        return (file for file in self.files.values() if file.asset)

    @property
    def pages(self) -> Iterator[File]:
        """The files that keep their name when they change."""
        return (file for file in self.files.values() if not file.asset)


def release(files: Mapping[str, File], made: Made) -> Release:
    """Name a list of files."""
    digest = hashlib.sha256()
    for key in sorted(files):
        one = files[key]
        heads = f"{one.headers.type}\n{one.headers.cache}\n{one.headers.encoding}"
        digest.update(f"{key}\n{one.sha256}\n{heads}\n\n".encode())
    return Release(files, made, digest.hexdigest()[:_ID])


def manifest_key(release_id: str) -> str:
    """Where the list of a release lies."""
    return f"{OWN}releases/{release_id}.jsonl.gz"


def blob_key(file: File) -> str:
    """Where a page's bytes lie for as long as a kept release names them."""
    heads = json.dumps(file.headers.record(), sort_keys=True)
    return f"{OWN}blob/{hashlib.sha256(f'{file.sha256}{file.md5}{heads}'.encode()).hexdigest()}"


def dumped(found: Release) -> bytes:
    """
    Write a release: a line of its own facts, then a line per file, compressed.

    Lines, so that a release of 20,000 files can be read without holding it twice.
    """
    made = found.made
    first = {"format": FORMAT, "id": found.id, "tool": f"renlearn {__version__}"}
    first |= {"who": made.who, "when": made.when, "commit": made.commit}
    lines = [first, *(_record(file) for file in found.files.values())]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return gzip.compress(text.encode(), 6, mtime=0)


def loaded(data: bytes) -> Release:
    """
    Read what `dumped` wrote.

    Raises:
        ValueError: It is something else.
    """
    try:
        lines = iter(gzip.decompress(data).decode().splitlines())
        first = json.loads(next(lines))
        if first["format"] != FORMAT:
            raise ValueError(f"format {first['format']}")
        files = {file.key: file for file in _files(lines)}
        made = Made(str(first["who"]), int(first["when"]), str(first["commit"]))
        return Release(files, made, str(first["id"]))
    except (OSError, EOFError, StopIteration, KeyError, TypeError) as fault:
        raise ValueError(f"no list of a release ({fault})") from fault


def _record(file: File) -> dict[str, Any]:
    record = {"key": file.key, "sha256": file.sha256, "md5": file.md5, "size": file.size}
    return record | {"asset": file.asset, "headers": file.headers.record()}


def _files(lines: Iterable[str]) -> Iterator[File]:
    kept: dict[tuple[str, ...], Headers] = {}
    for line in lines:
        one = json.loads(line)
        heads = one["headers"]
        names = ("Content-Type", "Cache-Control", "Content-Encoding")
        values = tuple(str(heads.get(name, "")) for name in names)
        same = kept.setdefault(values, Headers(*values))
        size, asset = int(one["size"]), bool(one["asset"])
        yield File(one["key"], one["sha256"], one["md5"], size, same, asset)
