"""What publishing asks of a place where objects lie."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builder.publish.headers import Headers
from builder.publish.scan import File

# Bytes, a large file, or what gives one of them where the call is made, beside other calls.
Body = bytes | Path | Callable[[], bytes | Path]


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An object as a listing shows it.

    Attributes:
        key: Its name, below the target's prefix.
        size: Bytes.
        modified: Seconds since 1970, by the store's clock.
        etag: As the store gives it, without quotes; "" when it gives none.
    """

    key: str
    size: int
    modified: float
    etag: str


class Store(Protocol):
    """
    A bucket or a folder. Every call may raise `StoreError`.

    Attributes:
        width: How many calls are worth having under way at once.
        requests: How many calls have been made so far.
        written: How many of them could have changed something.
        md5_etags: Whether the ETags of its listings are MD5 sums.
    """

    width: int
    requests: int
    written: int
    md5_etags: bool

    async def get(self, key: str) -> bytes | None:
        """An object's bytes, or None."""
        ...

    async def put(
        self, key: str, data: Body, headers: Headers, *, create: bool = False, size: int = 0
    ) -> str:
        """
        Write an object whole or not at all.

        Args:
            key: Its name.
            data: Its bytes.
            headers: As served.
            create: Whether it must not exist.
            size: Bytes, when `data` gives them only later.

        Returns:
            The ETag that the store answers, "" for none.

        Raises:
            KeyExistsError: With `create`: the object exists. A store may
                ignore `create`.
            UnsupportedError: The store refuses `create` itself.
        """
        ...

    async def copy(self, source: str, target: str) -> None:
        """Copy an object with its headers, on the server."""
        ...

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete objects; one that is missing is no fault."""
        ...

    async def quiet(self) -> None:
        """Wait for the calls that are under way, though nobody waits for their answers."""
        ...

    async def tidy(self) -> None:
        """Remove what a killed publisher left half written; for the owner alone."""
        ...

    def entries(self, prefix: str = "") -> AsyncIterator[list[Entry]]:
        """List the objects in `prefix`, a folder without its slash, or all."""
        ...

    async def same(self, entry: Entry, file: File) -> bool:
        """Whether an object holds the bytes of a file, as far as the store can tell cheaply."""
        ...


async def listing(store: Store, prefix: str = "") -> dict[str, Entry]:
    """List the objects in `prefix`, by key."""
    found: dict[str, Entry] = {}
    async for chunk in store.entries(prefix):
        found.update((entry.key, entry) for entry in chunk)
    return found
