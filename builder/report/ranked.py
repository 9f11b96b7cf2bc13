"""A report in the order in which it is read: what costs most comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from builder.report.changes import Changes

Part = Mapping[str, Any]


@dataclass(frozen=True)
class Ranked:
    """
    What a report holds (docs/formats.md), what costs most first.

    Attributes:
        lessons, others: Pages of lessons, and all other pages.
        pictures, recordings: Parts of `media`.
        middle: Bytes of the lesson in the middle, recordings included.
        grown: Bytes more than in the report before, by address, of pages in both.
        added: Addresses of pages that the report before does not have.
    """

    lessons: tuple[Part, ...]
    others: tuple[Part, ...]
    pictures: tuple[Part, ...]
    recordings: tuple[Part, ...]
    middle: int
    grown: Mapping[str, int]
    added: frozenset[str]


def whole_bytes(page: Part) -> int:
    """What a page costs to read, to see and to hear, in bytes."""
    return int(page["first_view_bytes"]) + int(page["audio_bytes"])


def ranked(report: Part, trend: Changes | None) -> Ranked:
    """
    Put the parts of a report (`builder.report.report.report`) in order.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: It is no such report.
    """
    pages = sorted(report["pages"], key=lambda page: (-whole_bytes(page), page["url"]))
    media = sorted(report["media"], key=lambda one: (-int(one["phone_bytes"]), one["source"]))
    lessons = tuple(page for page in pages if page["lesson"])
    return Ranked(
        lessons=lessons,
        others=tuple(page for page in pages if not page["lesson"]),
        pictures=tuple(one for one in media if "seconds" not in one),
        recordings=tuple(one for one in media if "seconds" in one),
        middle=median_low(map(whole_bytes, lessons)) if lessons else 0,
        grown={one.url: one.difference for one in trend.changed} if trend else {},
        added=frozenset(url for url, _ in trend.new) if trend else frozenset(),
    )


def record(report: Part, trend: Changes | None) -> dict[str, Any]:
    """The same as plain JSON, with the trend."""
    found = ranked(report, trend)
    return {
        "assumptions": report["assumptions"],
        "lessons": found.lessons,
        "others": found.others,
        "pictures": found.pictures,
        "recordings": found.recordings,
        "trend": trend.record() if trend else None,
    }
