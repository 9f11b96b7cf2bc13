"""A bucket behind the S3 API as a target."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from builder.bucket.client import client
from builder.bucket.credentials import Credentials
from builder.bucket.endpoint import Endpoint
from builder.bucket.words import explained, is_unsupported, is_vain
from builder.publish.errors import KeyExistsError, StoreError, UnsupportedError
from builder.publish.headers import Headers
from builder.publish.scan import WHOLE, File
from builder.publish.store import Body, Entry

if TYPE_CHECKING:
    from obstore import ObjectMeta

Result = TypeVar("Result")
_WIDTH = 32  # calls at once; more gains nothing on one line and angers small servers
_ASIDE = 4  # threads beside them, for signs of life
_PAGE = 1000  # objects in one answer of a listing
_LARGE = 1 << 20  # bytes; a larger body gets the longer time
_PATIENCE = (30, 60, 600)  # seconds for one call, at the first, second, third try
_PART = 8 << 20  # bytes of a part of a large file
_TRIES = 3
_DELETES = 500  # keys at once; the API takes 1,000


class BucketStore:
    """
    Objects below a prefix of a bucket.

    obstore repeats what failed on the way; a write whose time ran out is
    repeated here, since every write of ours may be made twice. Its calls are
    made in threads: its own asynchronous ones come back from threads that
    can abort the process when Python ends.
    """

    width = _WIDTH

    def __init__(self, endpoint: Endpoint, prefix: str, keys: Credentials) -> None:
        self._endpoint, self._prefix, self._keys = endpoint, prefix, keys
        self._clients: dict[int, S3Store] = {}
        self._pool = ThreadPoolExecutor(_WIDTH + _ASIDE)
        self._under_way: set[Future[Any]] = set()
        self.md5_etags = True
        self.requests = 0
        self.written = 0

    async def get(self, key: str) -> bytes | None:
        """An object's bytes, or None."""

        def fetch(client: S3Store) -> bytes | None:
            try:
                return bytes(obstore.get(client, key).bytes())
            except FileNotFoundError as fault:
                if "NoSuchBucket" in str(fault):
                    raise
                return None

        return await self._tried(fetch)

    async def put(
        self, key: str, data: Body, headers: Headers, *, create: bool = False, size: int = 0
    ) -> str:
        """Write an object."""
        self.written += 1
        wait = sum(size > limit for limit in (_LARGE, WHOLE))

        def send(client: S3Store) -> str:
            body = data() if callable(data) else data
            large = isinstance(body, Path)
            done = obstore.put(
                client, key, body, attributes=dict(headers.record()), use_multipart=large,
                chunk_size=_PART, max_concurrency=2, mode="create" if create else "overwrite",
            )  # fmt: skip
            return (done["e_tag"] or "").strip('"')

        try:
            return await self._tried(send, wait)
        except (AlreadyExistsError, PreconditionError) as fault:
            raise KeyExistsError from fault
        except StoreError as fault:
            if create and is_unsupported(fault.__cause__):
                raise UnsupportedError from fault
            raise

    async def copy(self, source: str, target: str) -> None:
        """Copy an object."""
        self.written += 1
        await self._tried(lambda client: obstore.copy(client, source, target))

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete objects, many with a call."""
        for start in range(0, len(keys), _DELETES):
            self.written += 1
            await self._delete(list(keys[start : start + _DELETES]))

    async def entries(self, prefix: str = "") -> AsyncIterator[list[Entry]]:
        """List objects, a thousand at a time."""
        try:
            stream = obstore.list(self._client(0), prefix or None, chunk_size=_PAGE)
            while chunk := await self._aside(lambda: next(stream, [])):
                self.requests += 1
                yield [_entry(one) for one in chunk]
        except (BaseError, OSError, ValueError) as fault:
            raise StoreError(*explained(fault)) from fault

    async def same(self, entry: Entry, file: File) -> bool:
        """Compare size and, where the store's ETags are MD5 sums, these."""
        if entry.size != file.size:
            return False
        whole = self.md5_etags and "-" not in entry.etag and len(entry.etag) == len(file.md5)
        return not whole or entry.etag.lower() == file.md5

    async def quiet(self) -> None:
        """Wait for the calls that are under way, though nobody waits for their answers."""
        pending = [asyncio.wrap_future(one) for one in self._under_way]
        await asyncio.gather(*pending, return_exceptions=True)

    async def tidy(self) -> None:
        """Nothing is left: a bucket has an object whole or not at all."""

    def of_account(self) -> S3Store:
        """A client whose root is the account, to sign the address of its list of buckets."""
        url = self._endpoint.url.replace(f"://{self._endpoint.bucket}.", "://", 1)
        url = url or f"https://s3.{self._endpoint.region}.amazonaws.com"
        root = replace(self._endpoint, url=url, hosted=True)
        return client(root, "", self._keys, _PATIENCE[0])

    def _client(self, wait: int) -> S3Store:
        if wait not in self._clients:
            patience = _PATIENCE[wait]
            self._clients[wait] = client(self._endpoint, self._prefix, self._keys, patience)
        return self._clients[wait]

    async def _delete(self, keys: list[str]) -> None:
        await self._tried(lambda client: obstore.delete(client, keys))

    async def _aside(self, call: Callable[[], Result]) -> Result:
        under_way = self._pool.submit(call)
        self._under_way.add(under_way)
        under_way.add_done_callback(self._under_way.discard)
        return await asyncio.wrap_future(under_way)

    async def _tried(self, call: Callable[[S3Store], Result], wait: int = 0) -> Result:
        """Make a call; once more, and with more patience, when it got no answer."""
        for tries in range(_TRIES):
            self.requests += 1
            try:
                client = self._client(min(wait + tries, len(_PATIENCE) - 1))
                return await self._aside(partial(call, client))
            except (AlreadyExistsError, PreconditionError):
                raise
            except (PermissionDeniedError, UnauthenticatedError, FileNotFoundError) as fault:
                raise StoreError(*explained(fault)) from fault
            except (BaseError, OSError, ValueError) as fault:
                if is_vain(fault) or tries == _TRIES - 1:
                    raise StoreError(*explained(fault)) from fault
            await asyncio.sleep(2**tries * random.uniform(0.2, 0.6))  # noqa: S311 (no secret)
        raise AssertionError


def _entry(one: ObjectMeta) -> Entry:
    etag = (one["e_tag"] or "").strip('"')
    return Entry(one["path"], one["size"], one["last_modified"].timestamp(), etag)
