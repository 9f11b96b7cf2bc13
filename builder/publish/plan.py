"""What a publish would send, put into place and remove."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from builder.publish.current import Event
from builder.publish.known import Known
from builder.publish.names import OWN, is_html, is_part, turn
from builder.publish.release import Release, blob_key
from builder.publish.scan import File
from builder.publish.store import Entry, Store

_TOLD = 20  # pages that an event names


@dataclass
class Plan:
    """
    What is to do.

    Attributes:
        assets: Files to send that are named by their content.
        blobs: Pages whose bytes are to be sent and kept aside.
        new: Keys that nothing stands at.
        places: Pages to put into their place, in order of their turns.
        removed: Pages to remove.
        foreign: Keys where something of somebody else stands.
    """

    assets: list[File] = field(default_factory=list)
    blobs: list[File] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    places: list[File] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.assets or self.blobs or self.places or self.removed)

    @property
    def turns(self) -> list[list[File]]:
        """The pages that may be put into place at the same time, one list after the other."""
        found: dict[tuple[int, int], list[File]] = {}
        for file in self.places:
            found.setdefault(turn(file.key, new=file.key in self.new), []).append(file)
        return [found[key] for key in sorted(found)]

    @property
    def size(self) -> int:
        """Bytes to send."""
        again = [file for file in self.places if file.key in self.new]
        return sum(file.size for file in [*self.assets, *self.blobs, *again])


async def plan(
    store: Store,
    release: Release,
    listed: Mapping[str, Entry],
    ours: Known,
    replace: Collection[str] = (),
) -> Plan:
    """
    Compare a release with what lies in the target, by hashes.

    Args:
        store: The target.
        release: What is to be published.
        listed: What lies there.
        ours: Which of it is ours.
        replace: Patterns of foreign keys that may be overwritten.
    """
    found = Plan()
    taken: list[str] = []
    for file in release.files.values():
        entry = listed.get(file.key)
        is_same = entry is not None and await _is_same(store, entry, file, ours)
        if entry is None:
            found.new.add(file.key)
        elif not is_same:
            taken.append(file.key)
        if not is_same:
            (found.assets if file.asset else found.places).append(file)
        if not file.asset:
            blob = listed.get(blob_key(file))
            if blob is None or not await store.same(blob, file):
                found.blobs.append(file)
    found.foreign = [
        key
        for key in await ours.foreign(taken)
        if not any(fnmatchcase(key, pattern) for pattern in replace)
    ]
    found.removed = sorted(_gone(release, listed, ours))
    return found


async def _is_same(store: Store, entry: Entry, file: File, ours: Known) -> bool:
    """Same bytes, and no list gives the key other headers: a listing does not show them."""
    return ours.heads.get(file.key, {file.headers}) <= {file.headers} and await store.same(
        entry, file
    )


def _gone(release: Release, listed: Mapping[str, Entry], ours: Known) -> list[str]:
    """
    Pages that the release no longer has.

    Parts of pages stay: phones that hold an older page still ask for them.
    """
    return [
        key
        for key in ours.named
        if key not in release.files
        and key in listed
        and not key.startswith(OWN)
        and not is_part(key)
    ]


def event(release: Release, before: Release | None, how: str, who: str, when: int) -> Event:
    """Say what a release changes."""
    old = before.files if before else {}
    added = [key for key in release.files if key not in old]
    changed = [key for key, file in release.files.items() if key in old and old[key] != file]
    removed = [key for key in old if key not in release.files]
    pages = [key for key in (*changed, *added, *removed) if is_html(key)][:_TOLD]
    return Event(
        id=release.id, how=how, who=who, when=when, commit=release.made.commit,
        files=len(release.files), added=len(added), changed=len(changed), removed=len(removed),
        pages=tuple(pages),
    )  # fmt: skip
