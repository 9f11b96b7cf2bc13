"""What a content delivery network can be asked: to forget addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Outcome:
    """
    What came of a refresh.

    Attributes:
        done: Addresses that the network accepted.
        left: Addresses that are still to be refreshed.
        words: What to tell the user, "" when there is nothing to say.
    """

    done: tuple[str, ...]
    left: tuple[str, ...]
    words: str = ""


class Refresher(Protocol):
    """A content delivery network's refresh call."""

    def refresh(self, urls: Sequence[str]) -> Outcome:
        """Ask for these public addresses to be fetched anew; never raises for what it is told."""
        ...
