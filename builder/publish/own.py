"""One publisher at a time, on stores that have no locks."""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from contextlib import suppress

from builder.publish.claims import CLOCK, EPOCHS, Claim, Standing, standing, words
from builder.publish.errors import HeldError, KeyExistsError, LostError, StoreError
from builder.publish.headers import PRIVATE
from builder.publish.mark import Marks
from builder.publish.store import Store, listing

_FRESH = 1.0  # seconds for which an answer to "is it still mine" is believed
_PATIENCE = 3.5  # seconds to wait for rivals who start in the same moment; the user hears in five
_BEATS = 3  # signs of life in a lease


class Owner:
    """
    Holds a target by the highest numbered claim in it.

    Where the store refuses to create what exists, a number can be created
    once and that settles it. Elsewhere everybody lays a claim of their own
    name, lists, and owns the target only when alone; else they withdraw.
    Whether a silent owner is dead is judged by the store's clock alone.

    Args:
        store: The target.
        creates: Whether it refuses to create what exists.
        lease: Seconds of silence after which an owner counts as dead.
        who: The publisher's name.
        marks: Says which publishers of this computer are dead.
    """

    def __init__(self, store: Store, marks: Marks, *, creates: bool, lease: int, who: str) -> None:
        self._store = store
        self._creates = creates
        self._lease = lease
        self._who = who
        self._marks = marks
        self._lost = ""
        self._checking = asyncio.Lock()
        self._asked = (0.0, 0.0)
        self._beating: asyncio.Task[None] | None = None
        self.claim = Claim(0, uuid.uuid4().hex, creates)
        self.before = standing(())
        self.took_over = False

    async def acquire(self, *, take_over: bool = False) -> None:
        """
        Become the owner.

        Args:
            take_over: Whether not to wait for an owner who gives no sign.

        Raises:
            HeldError: Somebody else is; the message says who.
            StoreError: The store fails.
        """
        self._marks.hold(self.claim.nonce)
        try:
            await self._compete(take_over=take_over)
        except HeldError:
            self._marks.drop(self.claim.nonce)
            raise
        except BaseException:
            self._marks.free(self.claim.nonce)  # a claim may have reached the store
            raise
        self._beating = asyncio.create_task(self._beat())

    async def check(self) -> None:
        """
        Make sure that the target is still ours; cheap when it was just asked.

        Raises:
            LostError: Somebody took this publisher for dead.
        """
        if self._is_fresh():
            return
        async with self._checking:
            if self._lost:
                raise self._loss()
            if not self._is_fresh():
                asked = _clocks()
                await self._ask()
                self._asked = asked

    async def release(self, left: bytes) -> None:
        """
        End the ownership.

        Args:
            left: The state that this publisher leaves, for those who find
                that a straggler has written an older one.
        """
        await self._stop()
        await self.check()
        await self._store.put(self.claim.done, left, PRIVATE)
        old = [key for number, key in self.before.keys if number < self.claim.number]
        if old or self.before.now:
            await self._store.delete([*old, CLOCK])
        self._marks.drop(self.claim.nonce)

    async def abandon(self) -> None:
        """End after a failure: the next publisher need not wait."""
        await self._stop()
        self._marks.free(self.claim.nonce)
        if self.claim.number and not self._lost:
            with suppress(StoreError, LostError):
                self._asked = (0.0, 0.0)
                await self.check()
                await self._store.put(self.claim.done, b"", PRIVATE)
                self._marks.drop(self.claim.nonce)

    async def _compete(self, *, take_over: bool) -> None:
        started = time.monotonic()
        while True:
            self.before = standing((await listing(self._store, EPOCHS)).values())
            open_ = bool(self.before.number) and not self.before.done
            if open_ and not take_over and not await self._is_dead(self.before):
                if self.before.beats or time.monotonic() - started > _PATIENCE:
                    raise await self._held()
                await asyncio.sleep(random.uniform(0.1, 0.4))  # noqa: S311 (no secret)
                continue
            self.took_over = open_
            if await self._lay(Claim(self.before.number + 1, self.claim.nonce, self._creates)):
                return
            if time.monotonic() - started > _PATIENCE:
                raise await self._held()

    async def _lay(self, claim: Claim) -> bool:
        """Lay a claim and settle it; False when somebody was quicker or as quick."""
        self._asked = _clocks()
        words_ = claim.dumped(self._who, int(time.time()))
        if self._creates:
            try:
                await self._store.put(claim.key, words_, PRIVATE, create=True)
            except KeyExistsError:
                # When the answer to a claim gets lost, its repetition finds the claim itself.
                if words(await self._store.get(claim.key)).nonce != claim.nonce:
                    return False
        else:
            await self._store.put(claim.key, words_, PRIVATE)
            rivals = standing((await listing(self._store, EPOCHS)).values())
            if rivals.number != claim.number or rivals.claims != (claim.key,):
                await self._store.delete([claim.key])
                first = claim.key == rivals.claims[0]
                await asyncio.sleep(random.uniform(0.05, 0.2) + (not first))  # noqa: S311
                return False
        self.claim = claim
        await self._store.put(claim.beat, b"", PRIVATE)
        return True

    async def _is_dead(self, found: Standing) -> bool:
        for key in found.claims:
            if self._marks.is_dead(words(await self._store.get(key)).nonce):
                return True
        await self._store.put(CLOCK, b"", PRIVATE)
        self.before = standing((await listing(self._store, EPOCHS)).values())
        return (
            self.before.number == found.number and self.before.now - self.before.seen > self._lease
        )

    async def _held(self) -> HeldError:
        holder = words(await self._store.get(self.before.claims[0]) if self.before.claims else b"")
        silent = max(0, round(self.before.now - self.before.seen)) if self.before.now else 0
        left = max(1, self._lease - silent)
        message = f"{holder.who} is publishing here now (last sign of life {silent} s ago)"
        mend = f"wait for that to end; if it has died, it counts as dead in {left} s"
        return HeldError(message, mend)

    async def _ask(self) -> None:
        found = standing((await listing(self._store, EPOCHS)).values())
        if found.number > self.claim.number or self.claim.key not in found.claims:
            key = found.claims[0] if found.claims else ""
            self._lost = words(await self._store.get(key)).who if key else "somebody"
            raise self._loss()

    def _loss(self) -> LostError:
        message = f"this publisher was silent for too long, and {self._lost} took over"
        return LostError(message, "publish again when that has ended")

    def _is_fresh(self) -> bool:
        # A computer that slept shows it on one clock, a process that was stopped on both.
        return not self._lost and all(
            abs(now - then) < _FRESH for now, then in zip(_clocks(), self._asked, strict=True)
        )

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._lease / _BEATS)
            # A store that does not answer now may answer the next time; the lease is patient.
            with suppress(StoreError):
                try:
                    await self.check()
                except LostError:
                    return
                await self._store.put(self.claim.beat, b"", PRIVATE)

    async def _stop(self) -> None:
        if self._beating:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
            self._beating = None


def _clocks() -> tuple[float, float]:
    return time.monotonic(), time.time()
