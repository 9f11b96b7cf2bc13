"""What is said while drafts are sent: a bar on a terminal, and lines."""

from __future__ import annotations

import sys
from typing import Any

import click
from tqdm import tqdm

from builder.i18n import Said, StaffLanguage


class Steps:
    """
    A bar on a terminal, and lines that stay: both on the standard error.

    Args:
        language: Of the lines.
        quiet: Say nothing at all.
    """

    def __init__(self, language: StaffLanguage, *, quiet: bool = False) -> None:
        self._language = language
        self._quiet = quiet
        self._bar: Any = None

    def begin(self, units: int) -> None:
        """Show a bar of so many units, where there is a terminal."""
        if units and not self._quiet and sys.stderr.isatty():
            self._bar = tqdm(total=units, file=sys.stderr, leave=False)

    def advance(self) -> None:
        """Move on by one unit."""
        if self._bar is not None:
            self._bar.update()

    def say(self, said: Said) -> None:
        """Print a line above the bar."""
        text = said.in_language(self._language)
        if self._bar is not None:
            self._bar.clear()
        if not self._quiet:
            click.echo(text, err=True)
        if self._bar is not None:
            self._bar.refresh()

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
