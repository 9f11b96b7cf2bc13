"""Addresses that a network is to forget, written down before they change."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence

from builder.publish.headers import PRIVATE
from builder.publish.names import OWN, addresses
from builder.publish.refresh import Outcome, Refresher
from builder.publish.store import Entry, Store
from builder.publish.targets import Target

_FOLDER = f"{OWN}purge/"
LONG = 300  # seconds; pages that turn over sooner need no refresh, which itself takes minutes


class Journal:
    """
    The addresses still to be refreshed.

    They are in the store before the first page changes, and until the
    network has accepted them, so that no crash and no outage forgets one.
    """

    def __init__(self, store: Store, epoch: int) -> None:
        self._store = store
        self._key = f"{_FOLDER}{epoch:08}.json"
        self._old: list[str] = []
        self.urls: list[str] = []

    async def read(self, listed: Mapping[str, Entry]) -> None:
        """Take over what earlier publishers left."""
        for key in sorted(key for key in listed if key.startswith(_FOLDER)):
            self._old.append(key)
            try:
                found = json.loads(await self._store.get(key) or b"[]")
                self._add(url for url in found if isinstance(url, str))
            except (ValueError, TypeError):
                continue

    async def note(self, urls: Iterable[str]) -> None:
        """Write addresses down."""
        if self._add(urls):
            await self._store.put(self._key, json.dumps(self.urls).encode(), PRIVATE)

    async def settle(self, left: Sequence[str]) -> None:
        """Keep only what is left."""
        self.urls = list(left)
        if left:
            await self._store.put(self._key, json.dumps(self.urls).encode(), PRIVATE)
        done = [key for key in {*self._old, self._key} if key != self._key or not left]
        await self._store.delete(done)

    def _add(self, urls: Iterable[str]) -> bool:
        fresh = [url for url in dict.fromkeys(urls) if url not in set(self.urls)]
        self.urls += fresh
        return bool(fresh)


def wanted(target: Target, keys: Iterable[str]) -> list[str]:
    """The public addresses of changed and removed pages, where a network may keep them."""
    if not (target.public and target.cdn):
        return []
    return [url for key in keys for url in addresses(target.public, key)]


async def refresh(refresher: Refresher, urls: Sequence[str]) -> Outcome:
    """Ask the network; whatever happens there is no fault of the publish."""
    try:
        return await asyncio.to_thread(refresher.refresh, urls)
    except Exception as fault:  # its network may fail in any way
        return Outcome((), tuple(urls), f"the network could not be asked ({type(fault).__name__})")
