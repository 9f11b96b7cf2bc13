"""What is published now, what was before, and what the last publisher left to do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from builder.publish.errors import StoreError
from builder.publish.names import OWN
from builder.publish.release import FORMAT

CURRENT = f"{OWN}current.json"
DRIFT = f"{OWN}drift.json"
_EVENTS = 60  # events that are remembered

State = Literal["placed", "done"]


@dataclass(frozen=True)
class Event:
    """
    One release coming into its place.

    Attributes:
        id: Of the release.
        how: `publish`, `rollback` or `mend`.
        who: Who did it.
        when: Seconds since 1970, by that person's clock.
        commit: Of the content.
        files: Of the release.
        added: Files that the release before did not have.
        changed: Files that were others.
        removed: Files that went.
        pages: Some of the pages that were added, changed or removed.
    """

    id: str
    how: str
    who: str
    when: int
    commit: str
    files: int
    added: int
    changed: int
    removed: int
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Current:
    """
    The state of a target.

    Attributes:
        id: The release that readers get, "" before the first.
        epoch: Number of the publisher that wrote this.
        state: `placed` when checks or refreshes are still to do.
        checked: When every object was last compared, seconds since 1970.
        creates: Whether the store refuses to create what exists; None when
            it was not tried.
        md5_etags: Whether its ETags are MD5 sums.
        events: Oldest first.
    """

    id: str = ""
    epoch: int = 0
    state: State = "done"
    checked: int = 0
    creates: bool | None = None
    md5_etags: bool = True
    events: tuple[Event, ...] = field(default=())

    @property
    def order(self) -> list[str]:
        """Releases, the latest first, each once."""
        return list(dict.fromkeys(event.id for event in reversed(self.events)))

    def after(self, event: Event) -> Current:
        """The state once a release has come into its place."""
        return replace(self, id=event.id, events=(*self.events, event)[-_EVENTS:])

    def dumped(self) -> bytes:
        """As stored."""
        return json.dumps({"format": FORMAT} | asdict(self), ensure_ascii=False).encode()


def loaded(data: bytes | None) -> Current:
    """
    Read what `dumped` wrote.

    Raises:
        StoreError: It was written by a newer version, or by somebody else.
    """
    if data is None:
        return Current()
    try:
        found: dict[str, Any] = json.loads(data)
        if found.pop("format") != FORMAT:
            raise ValueError
        events = tuple(_event(one) for one in found.pop("events"))
        return Current(**found, events=events)
    except (ValueError, TypeError, KeyError, AttributeError):
        message = f"{CURRENT} cannot be read: it was written by another version, or damaged"
        mend = "update renlearn; if it was damaged, delete it there and publish again"
        raise StoreError(message, mend) from None


def _event(record: dict[str, Any]) -> Event:
    pages: Sequence[str] = record.pop("pages")
    return Event(**record, pages=tuple(pages))
