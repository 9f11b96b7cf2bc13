"""WeChat's structure rules (§7.6): what its editor would report of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.wechat.dark import dark_faults, darkened
from builder.wechat.fault import Fault
from builder.wechat.measured import measured_faults
from builder.wechat.static_rules import static_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page


def faults(html: str, page: Page | None = None) -> list[Fault]:
    """
    Every fault of an article's HTML, each of an element once.

    Args:
        html: The fragment; pictures have `data-w`, none is loaded.
        page: Of a browser (`builder.browser`); its content is replaced.
            Without one only the rules are held that the HTML alone shows.
    """
    found = [*static_faults(html), *dark_faults(html)]
    if page is not None:
        found += measured_faults(html, page, "light")
        found += measured_faults(darkened(html), page, "dark")
    first: dict[tuple[str, int], Fault] = {}
    for fault in found:
        first.setdefault((fault.rule, fault.number), fault)
    return list(first.values())
