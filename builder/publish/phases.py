"""A release comes into its place, in phases that may each be cut off."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from builder.publish import current as state
from builder.publish.collect import collect, leave
from builder.publish.current import CURRENT, DRIFT, Current
from builder.publish.errors import ForeignError, LostError, StoreError
from builder.publish.headers import PRIVATE
from builder.publish.heal import heal
from builder.publish.journal import LONG, Journal, refresh, wanted
from builder.publish.known import Known, known, read_release
from builder.publish.own import Owner
from builder.publish.plan import Plan, event, plan
from builder.publish.probe import probe
from builder.publish.public import look, sample
from builder.publish.release import Release, dumped, manifest_key
from builder.publish.scan import Build
from builder.publish.send import Sender
from builder.publish.session import Report, Session, in_words
from builder.publish.store import Entry, listing
from builder.publish.verify import drift

_QUIET = 60  # seconds for calls under way to end, before others may start
_DAY = 86_400  # seconds for which the last comparison of everything is believed


async def read_current(session: Session) -> tuple[Current, bool]:
    """
    Read the state of a target.

    Returns:
        The state, and whether somebody noted that it no longer holds.
    """
    data, noted = await asyncio.gather(session.store.get(CURRENT), session.store.get(DRIFT))
    return state.loaded(data), noted is not None


async def publish(
    session: Session, release: Release, build: Build, *, replaced: Collection[str] = ()
) -> Report:
    """
    Make a release the published one.

    Args:
        session: Where.
        release: What.
        build: Gives the files' bytes.
        replaced: Patterns of foreign keys that may be overwritten.

    Raises:
        PublishError: It could not be done; what readers get is whole.
    """
    now, drifted = await read_current(session)
    if is_settled(now, release.id, drifted=drifted):
        return Report(release.id, "unchanged", requests=session.store.requests)
    build.check()
    return await owned(session, now, Work(session, release, build, "publish", replaced))


def is_settled(now: Current, release_id: str, *, drifted: bool) -> bool:
    """Whether the release is published and was compared within a day."""
    age = abs(time.time() - now.checked)
    return now.id == release_id and now.state == "done" and not drifted and age < _DAY


async def owned(session: Session, now: Current, work: Work) -> Report:
    """Do work as the only publisher; whoever loses that puts right what they did since."""
    now = await _probed(session, now)
    owner = Owner(
        session.store, session.marks, creates=bool(now.creates), lease=session.target.lease,
        who=session.who,
    )  # fmt: skip
    await owner.acquire(take_over=session.take_over)
    if owner.took_over:
        session.say("An earlier publisher died here; its work is taken up.")
    try:
        report, left = await work.run(owner, now)
        await owner.release(left.dumped())
    except LostError as loss:
        await owner.abandon()
        healed = await heal(session, lambda: _restored(session))
        raise LostError(f"{loss.message}; {healed}", loss.mend) from loss
    except BaseException:
        with suppress(Exception):
            await asyncio.wait_for(session.store.quiet(), _QUIET)
            await owner.abandon()
        raise
    report.requests = session.store.requests
    return report


async def _restored(session: Session) -> Report:
    """Put every page of the published release into its place again."""
    now, _ = await read_current(session)
    return await owned(session, now, Work(session, None, None, "mend", ("*",)))


async def reconciled(session: Session, owner: Owner) -> Current:
    """
    Read the state anew, as its owner.

    A publisher that was taken for dead may have written its own state after
    its successor's; the successor's lies in the note at the end of its epoch.
    """
    now, _ = await read_current(session)
    if owner.before.done and now.epoch < owner.before.number:
        data = await session.store.get(owner.before.done)
        if data:
            with suppress(StoreError):
                return state.loaded(data)
    return now


async def _probed(session: Session, now: Current) -> Current:
    if now.creates is None:
        found = await probe(session.store)
        now = replace(now, creates=found.creates, md5_etags=found.md5_etags)
    session.store.md5_etags = now.md5_etags
    return now


class Work:
    """
    The phases of one publish or rollback.

    Args:
        session: Where.
        release: What readers shall get; None for what is published already.
        build: Gives the files' bytes; None when all lies in the target.
        how: What the history calls it.
        replaced: Patterns of foreign keys that may be overwritten.
    """

    def __init__(
        self, session: Session, release: Release | None, build: Build | None, how: str,
        replaced: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._session = session
        self._store = session.store
        self._wanted = release
        self._build = build
        self._how = how
        self._replaced = replaced

    async def run(self, owner: Owner, probed: Current) -> tuple[Report, Current]:
        """
        Do all phases.

        Returns:
            What came of it, and the state that is left.
        """
        session = self._session
        now = await reconciled(session, owner)
        now = replace(now, creates=probed.creates, md5_etags=probed.md5_etags)
        sender = Sender(self._store, owner, self._build)
        if owner.took_over:
            await self._store.tidy()
        listed = await listing(self._store)
        ours = await known(self._store, now, listed)
        if owner.took_over or not self._wanted:
            await ours.take_all()  # a straggler may have put any page back
        release = self._release = await self._completed(now, ours)
        todo = await plan(self._store, release, listed, ours, self._replaced)
        _refuse(todo)
        if manifest_key(release.id) not in listed:
            await owner.check()
            await self._store.put(manifest_key(release.id), dumped(release), PRIVATE)
            ours.kept.append(release.id)
        await self._send(sender, todo)
        journal = await self._journal(owner, listed, todo)
        await sender.place(todo)
        now = await self._flip(owner, now, ours)
        await sender.delete(todo.removed)
        listed = await self._verified(sender, ours)
        report = Report(release.id, "published" if self._how == "publish" else "rolled back")
        await self._outside(report, journal, ours, todo)
        report.collected = await collect(sender, ours, now, listed, session.target.keep)
        report.sent, report.bytes = sender.files, sender.bytes
        report.placed, report.removed = len(todo.places), len(todo.removed)
        return report, await self._settle(owner, now, report, drifted=DRIFT in listed)

    async def _completed(self, now: Current, ours: Known) -> Release:
        found = self._wanted or await read_release(self._store, now.id)
        if not self._build:
            return found
        known_files = ours.before.files if ours.before else {}
        return replace(found, files=self._build.complete(found.files, known_files))

    async def _send(self, sender: Sender, todo: Plan) -> None:
        """What pages need, then the pages themselves, where no reader sees them yet."""
        if todo.assets or todo.blobs:
            self._session.say(_sending(todo))
        await sender.assets(todo.assets)
        await sender.blobs(todo)

    async def _journal(self, owner: Owner, listed: dict[str, Entry], todo: Plan) -> Journal:
        journal = Journal(self._store, owner.claim.number)
        await journal.read(listed)
        changed = [file.key for file in todo.places if file.key not in todo.new]
        await journal.note(wanted(self._session.target, [*changed, *todo.removed]))
        if todo.places:
            self._session.say(f"Putting {len(todo.places)} pages into their places.")
        return journal

    async def _flip(self, owner: Owner, now: Current, ours: Known) -> Current:
        """Say what is published; from here on a rollback can come back to it."""
        if now.id and now.id != self._release.id:
            await leave(self._store, now.id)
        if now.id != self._release.id:
            when = int(time.time())
            made = event(self._release, ours.before, self._how, self._session.who, when)
            now = now.after(made)
        now = replace(now, state="placed", epoch=owner.claim.number)
        await owner.check()
        await self._store.put(CURRENT, now.dumped(), PRIVATE)
        return now

    async def _verified(self, sender: Sender, ours: Known) -> dict[str, Entry]:
        """List everything again; what is not as it should be is sent once more."""
        listed = await listing(self._store)
        found = await drift(self._store, self._release, listed)
        if found.is_none:
            return listed
        self._session.say(f"{len(found.lines)} objects differ after sending; once more.")
        todo = await plan(self._store, self._release, listed, ours, ("*",))
        await self._send(sender, todo)
        await sender.place(todo)
        listed = await listing(self._store)
        found = await drift(self._store, self._release, listed)
        if found.is_none:
            return listed
        message = f"after sending twice {found.lines[0]}"
        raise StoreError(message, "look who else writes there, then publish again")

    async def _outside(self, report: Report, journal: Journal, ours: Known, todo: Plan) -> None:
        """Ask the network to forget old pages, and look at the site as a reader."""
        target, session = self._session.target, self._session
        if journal.urls and session.refresher:
            report.refresh = await refresh(session.refresher, journal.urls)
            await journal.settle(report.refresh.left)
        elif journal.urls:
            report.notes.append(f"{len(journal.urls)} addresses wait: say cdn: in publish.yml")
        elif target.page_ttl > LONG and todo.places:
            minutes = target.page_ttl // 60
            report.notes.append(f"Phones and networks may show old pages for {minutes} minutes.")
        if target.public:
            old = ours.before.files if ours.before else {}
            files = sample(self._release.files, [file.key for file in todo.places])
            report.seen = await look(target.public, files, old, target.page_ttl)

    async def _settle(
        self, owner: Owner, now: Current, report: Report, *, drifted: bool
    ) -> Current:
        waits = bool(report.refresh and report.refresh.left)
        is_good = not report.faults and not waits
        checked = int(time.time())
        now = replace(now, state="done" if is_good else "placed", checked=checked)
        await owner.check()
        if drifted:
            await self._store.delete([DRIFT])
        await self._store.put(CURRENT, now.dumped(), PRIVATE)
        return now


def _refuse(todo: Plan) -> None:
    if todo.foreign:
        names = ", ".join(todo.foreign[:5]) + (" …" if len(todo.foreign) > 5 else "")
        message = f"there are files that renlearn did not put there: {names}"
        mend = f"move them, or let them be overwritten: --replace {todo.foreign[0]}"
        raise ForeignError(message, mend)


def _sending(todo: Plan) -> str:
    files = len(todo.assets) + len(todo.blobs)
    return f"Sending {files} files, {in_words(todo.size)}."
