"""What a push tells while it runs."""

from __future__ import annotations

from typing import Protocol

from builder.i18n import Said


class Show(Protocol):
    """Whoever watches: a bar on a terminal, lines in a log."""

    def begin(self, units: int) -> None:
        """So much is to be done."""

    def advance(self) -> None:
        """One unit is done."""

    def say(self, said: Said) -> None:
        """Something that a reader should know now."""
