"""Today's date, where the school is; tests and rehearsals may set another."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))  # one time zone, no summer time
VARIABLE = "RENLEARN_TODAY"


class TodayError(Exception):
    """The date that was set is none; the message says so in words."""


def today() -> date:
    """
    The date in China, or that of `RENLEARN_TODAY` (such as `2026-12-01`).

    Raises:
        TodayError: `RENLEARN_TODAY` holds no date.
    """
    written = os.environ.get(VARIABLE, "").strip()
    if not written:
        return datetime.now(CHINA).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        message = f"{VARIABLE} should be a date such as 2026-12-01, not {written[:40]}"
        raise TodayError(message) from None
