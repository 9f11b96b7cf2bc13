"""A fault against WeChat's structure rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborNode

Scheme = Literal["light", "dark", ""]
SHOWN = 120  # characters of an element that a fault shows


@dataclass(frozen=True)
class Fault:
    """
    One element that WeChat would report.

    Attributes:
        rule: Name of the rule, such as `text-align`.
        message: What is wrong, one clause without a final stop.
        mend: What to do, one clause.
        element: Start of the element's HTML.
        number: Of the element in the article, from 0 in their order.
        heading: Words of the last heading before it, or "".
        width: Of the screen in px, or None where it makes no difference.
        scheme: `light`, `dark`, or "" where it makes no difference.
    """

    rule: str
    message: str
    mend: str
    element: str
    number: int
    heading: str = ""
    width: int | None = None
    scheme: Scheme = ""

    def __str__(self) -> str:
        where = ", ".join(filter(None, (f"{self.width} px" if self.width else "", self.scheme)))
        return f"{self.rule}: {self.message}{f' ({where})' if where else ''}: {self.element}"


def shown(node: LexborNode) -> str:
    """The start of an element's HTML, on one line."""
    return " ".join((node.html or "").split())[:SHOWN]
