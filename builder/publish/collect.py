"""Removes what no kept release names, long after the last phone may ask for it."""

from __future__ import annotations

from collections.abc import Mapping

from builder.publish.current import Current
from builder.publish.headers import PRIVATE
from builder.publish.known import Known
from builder.publish.names import OWN
from builder.publish.release import Release, blob_key, manifest_key
from builder.publish.send import Sender
from builder.publish.store import Entry, Store

AGE = 7 * 86_400  # seconds; WeChat shows a kept page for days, and its parts must still be there


def left_key(release_id: str) -> str:
    """A note whose time is when a release ceased to be the published one."""
    return f"{OWN}left/{release_id}"


async def leave(store: Store, release_id: str) -> None:
    """Note, by the store's clock, that a release is no longer the published one."""
    await store.put(left_key(release_id), b"", PRIVATE)


async def collect(
    sender: Sender, ours: Known, current: Current, listed: Mapping[str, Entry], keep: int
) -> int:
    """
    Delete what only releases name that were left more than seven days ago.

    Args:
        sender: Deletes.
        ours: Gives the lists of releases.
        current: Says which releases are the latest.
        listed: What lies in the target.
        keep: How many of the latest are kept, however old.

    Returns:
        How many objects were deleted.
    """
    now = max((entry.modified for entry in listed.values()), default=0)
    latest = {current.id, *current.order[:keep]}
    old = [one for one in ours.kept if one not in latest and _is_old(one, listed, now)]
    if not old:
        return 0
    needed: set[str] = set()
    for release_id in set(ours.kept) - set(old):
        found = await ours.take(release_id)
        needed |= _keys(found) if found else set()
    deleted = 0
    for release_id in old:
        found = await ours.take(release_id)
        loose = [key for key in _keys(found) - needed if key in listed] if found else []
        gone = [key for key in loose if now - listed[key].modified > AGE]
        # The list goes last: what it names stays ours until it is gone.
        done = len(gone) == len(loose)
        gone += [manifest_key(release_id), left_key(release_id)] if done else []
        await sender.delete(sorted(gone, key=lambda key: key == manifest_key(release_id)))
        deleted += len(gone)
    return deleted


def _is_old(release_id: str, listed: Mapping[str, Entry], now: float) -> bool:
    noted = listed.get(left_key(release_id)) or listed.get(manifest_key(release_id))
    return noted is not None and now - noted.modified > AGE


def _keys(found: Release) -> set[str]:
    return {*found.files, *(blob_key(file) for file in found.pages)}
