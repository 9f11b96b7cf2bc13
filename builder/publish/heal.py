"""A publisher that slept and was taken for dead puts right what it did when it woke."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from builder.publish.errors import HeldError, PublishError
from builder.publish.session import Report, Session

_LOOKS = 2.0  # seconds between two looks at the successor
_LEASES = 5  # for which it waits


async def heal(session: Session, restore: Callable[[], Awaitable[Report]]) -> str:
    """
    Restore the successor's release where this publisher wrote after it.

    No store can refuse the write of a publisher that woke up with requests
    under way. At most one batch can land; it is undone here from the
    successor's own kept bytes, once that has ended.

    Args:
        session: Where.
        restore: Puts the published release into its place again, as its owner.

    Returns:
        What was done, in words.
    """
    await session.store.quiet()
    limit = time.monotonic() + _LEASES * session.target.lease
    session.say("Taken for dead while asleep. Waiting to put right what was written since.")
    while time.monotonic() < limit:
        try:
            report = await restore()
        except HeldError:
            await asyncio.sleep(_LOOKS)
        except PublishError as fault:
            return f"what it wrote since could not be put right ({fault.message})"
        return f"put {report.placed + report.removed} pages right that it had written since"
    return "what it wrote since could not be put right in time"
