"""A browser of this machine, for what takes one. Nothing is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

CHANNELS = ("msedge", "chrome")  # Edge is on every Windows
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
INSTALL = r".venv/bin/pip install playwright (on Windows .venv\Scripts\pip install playwright)"


class NoBrowserError(Exception):
    """There is no browser that we can drive; says what to do, as a sentence."""


@contextmanager
def offline_page(**screen: Any) -> Iterator[Page]:
    """
    A page of an installed Edge, Chrome or Chromium; it reaches no network.

    Args:
        screen: Of the context, such as `viewport`, as Playwright names it.

    Raises:
        NoBrowserError: Playwright or a browser is missing, or the browser broke off.
    """
    try:
        # An optional extra: little needs it.
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415
    except ImportError:
        raise NoBrowserError(f"To have it too: {INSTALL}.") from None
    with sync_playwright() as playwright:
        browser = _launched(playwright, Error)
        try:
            yield browser.new_context(offline=True, **screen).new_page()
        except Error as stop:
            raise NoBrowserError(f"The browser broke off: {stop.message}") from None
        finally:
            browser.close()


def _launched(playwright: Playwright, failure: type[Exception]) -> Browser:
    for way in _ways():
        with suppress(failure):
            return playwright.chromium.launch(**way)
    raise NoBrowserError("To have it too, install Microsoft Edge, Google Chrome or Chromium.")


def _ways() -> Iterator[dict[str, Any]]:
    """How to start each browser that may be here, the most likely first."""
    yield from ({"channel": channel} for channel in CHANNELS)
    for path in filter(None, map(shutil.which, COMMANDS)):
        yield {"executable_path": path}
    yield {}  # the browser that Playwright itself has installed, if any
