"""What a change costs readers: pages whose weight is another than in an earlier report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Weight:
    """What a page costs: bytes of its first view (text and pictures), and of its recordings."""

    view: int
    audio: int


@dataclass(frozen=True)
class Change:
    """A page that became lighter or heavier."""

    url: str
    before: Weight
    after: Weight

    @property
    def difference(self) -> int:
        """Bytes more, recordings included."""
        return self.after.view + self.after.audio - self.before.view - self.before.audio


@dataclass(frozen=True)
class Changes:
    """
    One report beside an earlier one.

    Attributes:
        changed: Pages in both, the greatest difference first.
        new, removed: Addresses, sorted.
        totals: Of the site now: pages, bytes.
        before: The same of the earlier one.
    """

    changed: tuple[Change, ...]
    new: tuple[tuple[str, Weight], ...]
    removed: tuple[str, ...]
    totals: Mapping[str, int]
    before: Mapping[str, int]

    def record(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "changed": [asdict(one) for one in self.changed],
            "new": [{"url": url, **asdict(weight)} for url, weight in self.new],
            "removed": list(self.removed),
            "totals": dict(self.totals),
            "before": dict(self.before),
        }


def changes(report: Mapping[str, Any], earlier: Mapping[str, Any]) -> Changes:
    """
    Compare two reports (`builder.report.report.report`).

    Raises:
        KeyError, TypeError, ValueError, AttributeError: One is no report.
    """
    now, then = _weights(report), _weights(earlier)
    both = (Change(url, then[url], now[url]) for url in now.keys() & then.keys())
    changed = [one for one in both if one.before != one.after]
    return Changes(
        changed=tuple(sorted(changed, key=lambda one: (-abs(one.difference), one.url))),
        new=tuple((url, now[url]) for url in sorted(now.keys() - then.keys())),
        removed=tuple(sorted(then.keys() - now.keys())),
        totals=_totals(report),
        before=_totals(earlier),
    )


def changed_lessons(report: Mapping[str, Any], earlier: Mapping[str, Any]) -> list[str]:
    """
    Addresses of lessons whose page is new or has other bytes than in an earlier report.

    New ones first, then the others, each in the order of the report.

    Raises:
        KeyError, TypeError, AttributeError: One is no report.
    """
    now, then = _digests(report), _digests(earlier)
    lessons = [str(page["url"]) for page in report["pages"] if page.get("lesson")]
    found = [url for url in lessons if now.get(f"{url}index.html") != then.get(f"{url}index.html")]
    return sorted(found, key=lambda url: f"{url}index.html" in then)


def _digests(report: Mapping[str, Any]) -> dict[str, str]:
    return {str(file["path"]): str(file["sha256"]) for file in report["files"]}


def _weights(report: Mapping[str, Any]) -> dict[str, Weight]:
    return {
        str(page["url"]): Weight(int(page["first_view_bytes"]), int(page["audio_bytes"]))
        for page in report["pages"]
    }


def _totals(report: Mapping[str, Any]) -> dict[str, int]:
    names = ("pages", "first_view_bytes", "audio_bytes", "site_bytes")
    return {name: int(report["totals"][name]) for name in names}
