"""Files on their way: from the build into the store, from their kept bytes into their places."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from builder.publish.errors import StoreError
from builder.publish.own import Owner
from builder.publish.plan import Plan
from builder.publish.release import blob_key
from builder.publish.scan import WHOLE, Build, File
from builder.publish.store import Store
from builder.publish.work import Budget, each

_DELETES = 500  # keys between two looks at who owns the target


class Sender:
    """
    Sends files for as long as the target is ours.

    Args:
        store: The target.
        owner: Asked before every call.
        build: Gives the files' bytes; None when only what lies in the store
            can be used, as in a rollback.
    """

    def __init__(self, store: Store, owner: Owner, build: Build | None) -> None:
        self._store = store
        self._owner = owner
        self._build = build
        self._budget = Budget()
        self.files = 0
        self.bytes = 0

    async def assets(self, files: Sequence[File]) -> None:
        """Send files to their own names."""
        await self._each(files, lambda file: self._send(file, file.key))

    async def blobs(self, plan: Plan) -> None:
        """Send pages aside, from where they are copied into place now and by any rollback."""
        placed = {file.key for file in plan.places}

        async def keep(file: File) -> None:
            if self._build is None and file.key not in placed:
                await self._store.copy(file.key, blob_key(file))
            else:
                await self._send(file, blob_key(file))

        await self._each(plan.blobs, keep)

    async def place(self, plan: Plan) -> None:
        """Put pages into their places, turn by turn."""
        for files in plan.turns:
            await self._each(files, lambda file: self._place(file, new=file.key in plan.new))

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete objects."""
        for start in range(0, len(keys), _DELETES):
            await self._owner.check()
            await self._store.delete(keys[start : start + _DELETES])

    async def _each(self, files: Sequence[File], action: Callable[[File], Awaitable[None]]) -> None:
        async def checked(file: File) -> None:
            await self._owner.check()
            await action(file)

        await each(files, checked, self._store.width)

    async def _place(self, file: File, *, new: bool) -> None:
        """
        Copy a page's kept bytes to its address.

        Where nothing stood yet the bytes are sent once more instead, which
        is quicker than a copy on most servers; where an old page stands a
        copy keeps the time short in which old and new pages are mixed.
        """
        if new and self._build and file.size <= WHOLE:
            await self._send(file, file.key)
        else:
            await self._store.copy(blob_key(file), file.key)

    async def _send(self, file: File, key: str) -> None:
        if self._build is None:
            message = f"{file.key} of that release no longer lies in the target"
            raise StoreError(message, "build that commit again and publish it")
        room = await self._budget.take(file.size)
        try:
            body = partial(self._build.body, file)
            await self._store.put(key, body, file.headers, size=file.size)
        finally:
            await self._budget.give(room)
        self.files += 1
        self.bytes += file.size
