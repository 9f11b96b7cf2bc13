"""What is ours in a target: all that the lists of its releases name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder.publish.current import Current
from builder.publish.errors import PublishError, StoreError
from builder.publish.headers import Headers
from builder.publish.names import OWN
from builder.publish.release import Release, loaded, manifest_key
from builder.publish.store import Entry, Store

_MANIFEST = re.compile(rf"{OWN}releases/([0-9a-f]+)\.jsonl\.gz")


@dataclass
class Known:
    """
    Lists of releases, read when they are needed.

    Attributes:
        before: The release that readers get, or None.
        kept: Ids of every release whose list lies in the target.
        named: Keys that the lists read so far name.
        heads: Headers that they give to each key.
    """

    store: Store
    kept: list[str]
    before: Release | None = None
    named: set[str] = field(default_factory=set)
    heads: dict[str, set[Headers]] = field(default_factory=dict)
    _read: set[str] = field(default_factory=set)

    async def take(self, release_id: str) -> Release | None:
        """Read one list; None when it is not there any more."""
        data = await self.store.get(manifest_key(release_id))
        self._read.add(release_id)
        if data is None:
            return None
        try:
            found = loaded(data)
        except ValueError:
            message = f"the list of release {release_id} is damaged or of another version"
            raise StoreError(message, "update renlearn, or delete that list there") from None
        self.named.update(found.files)
        for file in found.files.values():
            self.heads.setdefault(file.key, set()).add(file.headers)
        return found

    async def take_all(self) -> None:
        """Read every list."""
        for release_id in self.kept:
            if release_id not in self._read:
                await self.take(release_id)

    async def foreign(self, keys: Iterable[str]) -> list[str]:
        """The keys that no list names; older lists are read only when there are such keys."""
        left = [key for key in keys if key not in self.named]
        for release_id in self.kept:
            if left and release_id not in self._read:
                await self.take(release_id)
                left = [key for key in left if key not in self.named]
        return left


async def read_release(store: Store, release_id: str) -> Release:
    """
    Read a release's list.

    Raises:
        PublishError: It is not there or cannot be read.
    """
    found = await Known(store, []).take(release_id)
    if found is None:
        message = f"the list of release {release_id} is no longer there"
        raise PublishError(message, "renlearn releases names those that are kept")
    return found


async def known(store: Store, current: Current, listed: Mapping[str, Entry]) -> Known:
    """Read the list of the published release and those of publishes that were cut off."""
    kept = [match[1] for key in listed if (match := _MANIFEST.fullmatch(key))]
    found = Known(store, kept)
    if current.id:
        found.before = await found.take(current.id)
    for release_id in set(kept) - set(current.order):
        await found.take(release_id)
    return found
