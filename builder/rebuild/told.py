"""What pages all over a site tell of its lessons taken together."""

from __future__ import annotations

from collections.abc import Mapping

from builder.model.cost import kilobytes
from builder.model.school import School


def average(weights: Mapping[str, int], school: School) -> str:
    """What the front page says that a lesson weighs; weights are bytes by path."""
    return kilobytes(sum(weights.values()) // max(1, len(weights)), school.settings.language)
