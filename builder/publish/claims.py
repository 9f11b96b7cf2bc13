"""Claims to a target as they lie in the store, and what a listing of them says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.publish.names import OWN
from builder.publish.store import Entry

EPOCHS = f"{OWN}epoch"
CLOCK = f"{EPOCHS}/clock"  # written to learn the store's time
_NAME = re.compile(rf"{EPOCHS}/(\d{{8}})(?:\.([0-9a-f]+))?\.(json|hb|done)")


@dataclass(frozen=True)
class Claim:
    """
    One publisher's claim.

    Attributes:
        number: Of its epoch; the highest one owns the target.
        nonce: Names the publisher.
        shared: Whether its object is named by number alone, so that it can
            be created once.
    """

    number: int
    nonce: str
    shared: bool

    @property
    def key(self) -> str:
        """The claim itself."""
        name = f"{self.number:08}" if self.shared else f"{self.number:08}.{self.nonce}"
        return f"{EPOCHS}/{name}.json"

    @property
    def beat(self) -> str:
        """Rewritten for as long as the publisher lives."""
        return f"{EPOCHS}/{self.number:08}.{self.nonce}.hb"

    @property
    def done(self) -> str:
        """Written at the end, with the state that the publisher left."""
        return f"{EPOCHS}/{self.number:08}.{self.nonce}.done"

    def dumped(self, who: str, when: int) -> bytes:
        """The claim's words."""
        return json.dumps({"nonce": self.nonce, "who": who, "when": when}).encode()


@dataclass(frozen=True)
class Words:
    """What a claim says of its publisher."""

    nonce: str
    who: str
    when: int


def words(data: bytes | None) -> Words:
    """Read a claim; one that cannot be read is nobody's."""
    try:
        found = json.loads(data or b"")
        return Words(str(found["nonce"]), str(found["who"])[:80], int(found["when"]))
    except (ValueError, KeyError, TypeError):
        return Words("", "somebody", 0)


@dataclass(frozen=True)
class Standing:
    """
    The claims in a target.

    Attributes:
        number: The highest epoch, 0 when there is none.
        claims: Keys of the claims to it, sorted.
        beats: Whether one of them is settled.
        done: Key of the note that it is done, "" when it is not.
        seen: When it last gave a sign of life, by the store's clock.
        now: The store's clock, when it was asked; else 0.
        keys: Every key below, for sweeping.
    """

    number: int
    claims: tuple[str, ...]
    beats: bool
    done: str
    seen: float
    now: float
    keys: tuple[tuple[int, str], ...]


def standing(entries: Iterable[Entry]) -> Standing:
    """Read a listing of the claims."""
    found = list(entries)
    named = [(match, entry) for entry in found if (match := _NAME.fullmatch(entry.key))]
    top = max((int(match[1]) for match, _ in named), default=0)
    of_top = [(match, entry) for match, entry in named if int(match[1]) == top]
    return Standing(
        number=top,
        claims=tuple(sorted(entry.key for match, entry in of_top if match[3] == "json")),
        beats=any(match[3] == "hb" for match, _ in of_top),
        done=next((entry.key for match, entry in of_top if match[3] == "done"), ""),
        seen=max((entry.modified for _, entry in of_top), default=0),
        now=next((entry.modified for entry in found if entry.key == CLOCK), 0),
        keys=tuple((int(match[1]), entry.key) for match, entry in named),
    )
