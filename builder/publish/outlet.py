"""What can be done with a target, whatever lies there."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Protocol

from builder.publish import phases, status
from builder.publish.current import Current
from builder.publish.doctor import Finding, doctor
from builder.publish.release import Release
from builder.publish.rollback import rollback
from builder.publish.scan import Build
from builder.publish.session import Report, Session
from builder.publish.status import Preview, Status
from builder.publish.store import Store


class Outlet(Protocol):
    """A target. Everything may raise `PublishError`."""

    def publish(self, release: Release, build: Build, replaced: Collection[str]) -> Report:
        """Make a release the published one."""
        ...

    def rollback(self, wanted: str) -> Report:
        """Publish a kept release again; "" for the one before."""
        ...

    def current(self) -> Current:
        """Say what is published and what was before."""
        ...

    def status(self) -> Status:
        """Compare everything with the published release."""
        ...

    def preview(self, release: Release, build: Build, replaced: Collection[str]) -> Preview:
        """Say what a publish would do."""
        ...

    def doctor(self) -> list[Finding]:
        """Try everything that publishing needs."""
        ...

    def close(self) -> None:
        """End connections."""
        ...


class StoreOutlet:
    """A bucket or a folder."""

    def __init__(self, session: Session, store: Store) -> None:
        session.store = store
        self._session = session

    def publish(self, release: Release, build: Build, replaced: Collection[str]) -> Report:
        """Make a release the published one."""
        return asyncio.run(phases.publish(self._session, release, build, replaced=replaced))

    def rollback(self, wanted: str) -> Report:
        """Publish a kept release again."""
        return asyncio.run(rollback(self._session, wanted))

    def current(self) -> Current:
        """Say what is published and what was before."""
        return asyncio.run(phases.read_current(self._session))[0]

    def status(self) -> Status:
        """Compare everything with the published release."""
        return asyncio.run(status.status(self._session))

    def preview(self, release: Release, build: Build, replaced: Collection[str]) -> Preview:
        """Say what a publish would do."""
        return asyncio.run(status.preview(self._session, release, build, replaced))

    def doctor(self) -> list[Finding]:
        """Try everything that publishing needs."""

        async def all_() -> list[Finding]:
            return [one async for one in doctor(self._session)]

        found = asyncio.run(all_())
        if self._session.target.kind == "s3" and found[0].state == "good":
            from builder.publish.rights import rights  # noqa: PLC0415 (loads what few need)
            from builder.publish.s3 import BucketStore  # noqa: PLC0415

            assert isinstance(self._session.store, BucketStore)
            found.append(rights(self._session.store))
        return found

    def close(self) -> None:
        """Nothing stays open."""
