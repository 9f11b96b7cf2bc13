"""
A cache in a bucket behind the store of this machine: what one has encoded, all others fetch.

Its library takes time to load: import this where such a cache is wanted, not before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import obstore
from obstore.store import S3Store

from builder.bucket.address import bucket_of, split
from builder.bucket.client import client
from builder.bucket.credentials import credentials
from builder.bucket.endpoint import Endpoint, endpoint
from builder.bucket.errors import OutsideError
from builder.bucket.words import explained
from builder.media.packed import FORMAT, DamagedError
from builder.media.store import Store
from builder.staging import write_whole

_WIDTH = 16  # calls at once
_PATIENCE = 120  # seconds for one call: a long recording on a slow line
_RETRIES = 10  # seconds in which it is repeated: nobody waits long for what can be done without
_SHAPE = "write s3://bucket/prefix"


@dataclass(frozen=True)
class Place:
    """
    Where a shared cache lies.

    Attributes:
        where: The bucket.
        prefix: Below which its objects lie.
        env: The environment, which may know the key.
        home: The user's folder, which may know the key.
    """

    where: Endpoint
    prefix: str
    env: Mapping[str, str] = field(repr=False)
    home: Path

    @classmethod
    def at(cls, address: str, env: Mapping[str, str], home: Path) -> Self:
        """
        Read an address, s3://bucket/prefix.

        Raises:
            OutsideError: It is none, or the endpoint in the environment is none.
        """
        parts, path = split(address, _SHAPE)
        if parts.scheme != "s3":
            raise OutsideError("the shared cache is no bucket", _SHAPE)
        bucket, prefix = bucket_of(parts, path)
        own = "/".join(one for one in (prefix, f"media-{FORMAT}") if one)
        return cls(endpoint(bucket, env), own, env, home)

    @property
    def mark(self) -> str:
        """A name for what is remembered of this place."""
        text = f"{self.where.url} {self.where.bucket} {self.prefix}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def client(self) -> S3Store:
        """Open it. Raises OutsideError when there is no key."""
        keys = credentials(urlsplit(self.where.url).hostname or "", self.env, self.home)
        return client(self.where, self.prefix, keys, _PATIENCE, retries=_RETRIES)


class Shared:
    """
    A shared cache in use; leave it to wait for what is still being sent.

    With its first fault, which is said, the build goes on without it; one
    that may only be read is read on.

    Args:
        place: Where it lies.
        store: Of this machine.
        folder: Where it is remembered which entries the bucket has.
        say: Takes a line for the user.
    """

    def __init__(
        self, place: Place, store: Store, folder: Path, say: Callable[[str], None]
    ) -> None:
        self._place, self._store, self._say = place, store, say
        self._file = folder / f"shared-{place.mark}.json"
        self._known = _read(self._file)
        self._known_before = frozenset(self._known)
        self._client: S3Store | None = None
        self._pool = ThreadPoolExecutor(_WIDTH)
        self._lock = Lock()
        self._reads = self._writes = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)
        if self._known == self._known_before:
            return
        try:
            write_whole(self._file, json.dumps(sorted(self._known)).encode())
        except OSError:
            return  # it costs a question for each entry at the next build

    def fetch(self, keys: Sequence[str]) -> None:
        """Get entries into the store, many at once; those that are not there stay missing."""
        if not keys or not self._opened():
            return
        found = sum(self._pool.map(self._fetch, keys))
        if self._reads:
            self._say(f"Shared cache: {found:,} of {len(keys):,} files were there.")

    def offer(self, keys: Iterable[str]) -> None:
        """Send those entries of the store that the bucket lacks, while other work goes on."""
        for key in keys:
            if key not in self._known and self._opened():
                self._pool.submit(self._send, key, look=True)

    def send(self, key: str) -> None:
        """Send an entry that was just made, while other work goes on."""
        if self._opened():
            self._pool.submit(self._send, key, look=False)

    def _opened(self) -> bool:
        if self._client is None and self._reads:
            try:
                self._client = self._place.client()
            except OutsideError as fault:
                self._end(fault.message, fault.mend, reads=False)
        return self._client is not None

    def _fetch(self, key: str) -> bool:
        data = self._get(key) if self._reads else None
        if data is None:
            self._known.discard(key)
            return False
        try:
            self._store.take(key, data)
        except (DamagedError, OSError):
            return False  # what is encoded instead takes its place
        self._known.add(key)
        return True

    def _get(self, key: str) -> bytes | None:
        assert self._client
        try:
            return bytes(obstore.get(self._client, _name(key)).bytes())
        except Exception as fault:
            if not _is_missing(fault):
                self._end(*explained(fault), reads=False)
            return None

    def _send(self, key: str, *, look: bool) -> None:
        assert self._client
        if not self._writes:
            return
        try:
            data = self._store.packed(key)
        except (DamagedError, OSError):
            return  # nothing came of it, or it is damaged here
        try:
            if not (look and self._has(self._client, key)):
                obstore.put(self._client, _name(key), data)
            self._known.add(key)
        except Exception as fault:
            self._end(*explained(fault), reads=True)

    def _has(self, bucket: S3Store, key: str) -> bool:
        try:
            obstore.head(bucket, _name(key))
        except FileNotFoundError:
            return False
        return True

    def _end(self, message: str, mend: str, *, reads: bool) -> None:
        """Stop writing, and reading too unless it `reads`; say why, once."""
        with self._lock:
            if self._writes or (self._reads and not reads):
                what = "takes nothing" if reads else "is not used"
                self._say(f"The shared cache {what}: {message}; {mend}.")
            self._writes = False
            self._reads = self._reads and reads


def _name(key: str) -> str:
    return f"{key[:2]}/{key}"


def _is_missing(fault: Exception) -> bool:
    return isinstance(fault, FileNotFoundError) and "NoSuchBucket" not in str(fault)


def _read(file: Path) -> set[str]:
    try:
        return set(map(str, json.loads(file.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return set()
