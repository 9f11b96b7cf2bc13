"""Back to a release that was published before, sending nothing again."""

from __future__ import annotations

from builder.publish.current import Current
from builder.publish.errors import PublishError
from builder.publish.known import read_release
from builder.publish.phases import Work, owned, read_current
from builder.publish.session import Report, Session


async def rollback(session: Session, wanted: str = "") -> Report:
    """
    Publish a kept release again.

    Args:
        session: Where.
        wanted: The beginning of its id; "" for the one before.

    Raises:
        PublishError: There is no such release, or it could not be done.
    """
    now, _ = await read_current(session)
    release_id = choose(now, wanted)
    release = await read_release(session.store, release_id)
    return await owned(session, now, Work(session, release, None, "rollback"))


def choose(now: Current, wanted: str) -> str:
    """
    Say which release is meant.

    Raises:
        PublishError: None, or more than one.
    """
    order = now.order
    if not wanted:
        before = [one for one in order if one != now.id]
        if not before:
            raise PublishError("there is no release before this one", "publish another one first")
        return before[0]
    found = [one for one in order if one.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    message = f"{'no release begins' if not found else 'several releases begin'} with {wanted}"
    raise PublishError(message, "renlearn releases names them")
