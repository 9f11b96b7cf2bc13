"""What `renlearn report` prints: a table of the dearest lessons, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabulate import tabulate

from builder.i18n import StaffLanguage
from builder.report.changes import Changes
from builder.report.figures import growth, money, size, waiting
from builder.report.ranked import Part, Ranked, whole_bytes
from builder.report.words import say, trend_line

_MOST = 15  # lessons
_COLUMNS = ("lesson", "text", "pictures", "recordings", "all", "cost")


def table(
    report: Part, found: Ranked, trend: Changes | None, language: StaffLanguage
) -> Iterator[str]:
    """The dearest lessons, a line each."""
    if not found.lessons:
        yield say(language, "none")
        return
    networks = [one["name"] for one in report["assumptions"]["networks"]]
    heads = [say(language, one) for one in _COLUMNS] + networks
    heads += [say(language, "since")] if trend else []
    rows = [_row(one, found, networks, trend, language) for one in found.lessons[:_MOST]]
    aligned = ("left", *["right"] * (len(heads) - 1))
    yield tabulate(rows, heads, colalign=aligned, disable_numparse=True)
    if len(found.lessons) > _MOST:
        yield say(language, "more", count=len(found.lessons) - _MOST)


def notes(report: Part, trend: Changes | None, language: StaffLanguage) -> Iterator[str]:
    """What the figures mean, and what grew."""
    yield ""
    yield say(language, "yuan", price=report["assumptions"]["yuan_a_gigabyte"])
    yield say(language, "seconds")
    yield trend_line(trend, language)


def _row(
    page: Part,
    found: Ranked,
    networks: Sequence[str],
    trend: Changes | None,
    language: StaffLanguage,
) -> tuple[str, ...]:
    sizes = (page["html_br_bytes"], page["images_bytes"], page["audio_bytes"], whole_bytes(page))
    waits = [page["seconds"][name] for name in networks]
    times = [
        waiting(one["text"], language)
        + (f", {waiting(one['view'], language)}" if page["images_bytes"] else "")
        for one in waits
    ]
    change = growth(found.grown.get(page["url"], 0), language)
    since = say(language, "new") if page["url"] in found.added else change
    return (
        page["url"],
        *(size(one, language) for one in sizes),
        money(page["yuan"]),
        *times,
        *([since] if trend else []),
    )
