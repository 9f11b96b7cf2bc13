"""What every reader knows: `known.yml`, which can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("known.yml")


@dataclass(frozen=True)
class Known:
    """Words in Latin letters (lower case), and Chinese characters beyond the common ones."""

    words: frozenset[str]
    signs: frozenset[str]


@cache
def known() -> Known:
    """The list as it is."""
    found: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    words = " ".join(found["words"].values()).casefold().split()
    return Known(frozenset(words), frozenset("".join(found["characters"].values())))
