"""Parameters of which only some are tried every day, and all by `make soak`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def rare(values: Iterable[Any], daily: Collection[Any]) -> list[Any]:
    """Mark the values that are not tried daily."""
    return [one if one in daily else pytest.param(one, marks=pytest.mark.soak) for one in values]
