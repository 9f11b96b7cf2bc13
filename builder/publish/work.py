"""Many calls at once, few enough and small enough to be held in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
IN_HAND = 4 << 20  # bytes of bodies under way at once: half a minute's at 1 Mbit/s


class Budget:
    """Bytes that may be in hand at once; a body that is larger waits until it is alone."""

    def __init__(self, limit: int = IN_HAND) -> None:
        self._limit = limit
        self._taken = 0
        self._waiting = 0
        self._freed = asyncio.Condition()

    async def take(self, size: int) -> int:
        """Wait for room; gives what is to be given back."""
        size = min(size, self._limit)
        if self._taken + size <= self._limit:
            self._taken += size
            return size
        self._waiting += 1
        async with self._freed:
            await self._freed.wait_for(lambda: self._taken + size <= self._limit)
            self._taken += size
        self._waiting -= 1
        return size

    async def give(self, size: int) -> None:
        """Give room back."""
        if not self._waiting:
            self._taken -= size
            return
        async with self._freed:
            self._taken -= size
            self._freed.notify_all()


async def each(
    items: Iterable[Item], action: Callable[[Item], Awaitable[None]], width: int
) -> None:
    """
    Do something with every item, `width` at a time, in their order.

    Raises:
        Exception: The first one that an action raised; the others are stopped.
    """
    left = iter(items)

    async def worker() -> None:
        for item in left:
            await action(item)

    workers = [asyncio.create_task(worker()) for _ in range(width)]
    try:
        await asyncio.gather(*workers)
    finally:
        for one in workers:
            one.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
