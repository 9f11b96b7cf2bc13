"""What must hold, said beside what was measured."""

from __future__ import annotations

import re

_LINE = re.compile(r"^- .*: \*\*(?:met|missed)\*\*$", re.MULTILINE)


def target(what: str, figure: float, bound: float, unit: str = "", *, least: bool = False) -> str:
    """
    A line of Markdown that says whether a target is met.

    Args:
        what: What was measured.
        figure: What came out.
        bound: The most that is allowed, or the least.
        unit: Of the figure, and so of the bound.
        least: Whether `bound` is the least.
    """
    met = figure >= bound if least else figure <= bound
    unit = unit and f" {unit}"
    return (
        f"- {what}: {_short(figure)}{unit} ({'at least' if least else 'at most'} {bound:,.4g}): "
        f"**{'met' if met else 'missed'}**"
    )


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 or figure == int(figure) else f"{figure:.3g}"


def targets(report: str) -> list[str]:
    """The lines of targets in a report."""
    return _LINE.findall(report)
