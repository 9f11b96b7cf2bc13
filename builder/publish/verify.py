"""Whether what lies in a target is what its release says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.publish.names import OWN
from builder.publish.release import Release, blob_key
from builder.publish.scan import File
from builder.publish.store import Entry, Store


@dataclass(frozen=True)
class Drift:
    """
    How a target differs from its release.

    Attributes:
        missing: Files of the release that are not there.
        differing: Files whose bytes are others.
        blobs: Pages whose kept bytes are missing or others.
        foreign: Keys outside `_ren/` that the release does not name.
    """

    missing: tuple[File, ...]
    differing: tuple[File, ...]
    blobs: tuple[File, ...]
    foreign: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether every file is as it should be."""
        return not (self.missing or self.differing or self.blobs)

    @property
    def lines(self) -> list[str]:
        """One line for each object, in words."""
        found = [f"{file.key} is missing" for file in self.missing]
        found += [f"{file.key} is not what was published" for file in self.differing]
        return found + [f"the kept copy of {file.key} is missing or other" for file in self.blobs]


async def drift(store: Store, release: Release, listed: Mapping[str, Entry]) -> Drift:
    """Compare a listing with a release."""
    missing, differing, blobs = [], [], []
    for file in release.files.values():
        entry = listed.get(file.key)
        if entry is None:
            missing.append(file)
        elif not await store.same(entry, file):
            differing.append(file)
        if not file.asset:
            blob = listed.get(blob_key(file))
            if blob is None or not await store.same(blob, file):
                blobs.append(file)
    foreign = (key for key in listed if not key.startswith(OWN) and key not in release.files)
    return Drift(tuple(missing), tuple(differing), tuple(blobs), tuple(sorted(foreign)))
