"""Looks at a target without changing the site: what differs, what would be done."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace

from builder.publish.claims import EPOCHS, standing, words
from builder.publish.current import DRIFT, Current
from builder.publish.errors import PublishError, StoreError
from builder.publish.headers import PRIVATE
from builder.publish.journal import wanted
from builder.publish.known import known, read_release
from builder.publish.phases import is_settled, read_current
from builder.publish.plan import Plan, plan
from builder.publish.public import Seen, look, sample
from builder.publish.release import Release
from builder.publish.scan import Build
from builder.publish.session import Session
from builder.publish.store import listing
from builder.publish.verify import Drift, drift


@dataclass(frozen=True)
class Status:
    """
    The state of a target.

    Attributes:
        current: What is published.
        drift: How the target differs from it.
        foreign: How many of the other keys no list of ours names.
        holder: Who publishes there now, "" for nobody.
        seen: What readers get.
    """

    current: Current
    drift: Drift
    foreign: tuple[str, ...]
    holder: str
    seen: tuple[Seen, ...]

    @property
    def is_good(self) -> bool:
        """Whether all is as published."""
        return self.drift.is_none and not [one for one in self.seen if one.fault and not one.mild]


async def status(session: Session) -> Status:
    """
    Compare every object with the published release, and note it when they differ.

    The note makes the next publish put it right, though the build be the same.

    Raises:
        PublishError: Nothing is published there, or it cannot be read.
    """
    now, _ = await read_current(session)
    if not now.id:
        raise PublishError("nothing is published here", "publish first: renlearn publish TARGET")
    session.store.md5_etags = now.md5_etags
    release = await read_release(session.store, now.id)
    listed = await listing(session.store)
    found = await drift(session.store, release, listed)
    ours = await known(session.store, now, listed)
    foreign = tuple(await ours.foreign(found.foreign))
    claims = standing(entry for key, entry in listed.items() if key.startswith(EPOCHS))
    holder = ""
    if claims.claims and not claims.done:
        holder = words(await session.store.get(claims.claims[0])).who
    seen: list[Seen] = []
    if session.target.public:
        files = sample(release.files, list(now.events[-1].pages) if now.events else [])
        seen = await look(session.target.public, files, {}, session.target.page_ttl)
    if not found.is_none:
        with suppress(StoreError):  # a key that may only read
            await session.store.put(DRIFT, str(int(time.time())).encode(), PRIVATE)
    return Status(now, found, foreign, holder, tuple(seen))


@dataclass(frozen=True)
class Preview:
    """
    What a publish would do.

    Attributes:
        plan: To the objects.
        urls: Addresses that a network would be asked to forget.
    """

    plan: Plan
    urls: tuple[str, ...]


async def preview(
    session: Session, release: Release, build: Build, replaced: Collection[str] = ()
) -> Preview:
    """Say what a publish would do; nothing is written."""
    now, drifted = await read_current(session)
    if is_settled(now, release.id, drifted=drifted):
        return Preview(Plan(), ())
    build.check()
    session.store.md5_etags = now.md5_etags
    listed = await listing(session.store)
    ours = await known(session.store, now, listed)
    known_files = ours.before.files if ours.before else {}
    release = replace(release, files=build.complete(release.files, known_files))
    todo = await plan(session.store, release, listed, ours, replaced)
    changed = [file.key for file in todo.places if file.key not in todo.new]
    return Preview(todo, tuple(wanted(session.target, [*changed, *todo.removed])))
