"""The list of forbidden wording, which `wording.yml` holds so that it can be edited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.load.yaml import Value, load_mapping
from builder.problems import Problems, Severity

FILE = Path(__file__).with_name("wording.yml")
_NEVER = "(?!)"


class WordingError(Exception):
    """The list itself is wrong; the message says where."""


@dataclass(frozen=True)
class Rule:
    """
    One kind of forbidden wording.

    Attributes:
        name: Of the rule.
        titles: Whether it looks at titles and headings only.
        severity: Of a plain case.
        signs: One of them stands, case-folded, in whatever a pattern matches.
        patterns: Of the words.
        needs: Of sentences that it looks at.
        unless: Of sentences that it passes over.
        reason: What such words do, as it follows the words themselves.
        mend: What to write instead.
    """

    name: str
    titles: bool
    severity: Severity
    signs: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]
    needs: re.Pattern[str]
    unless: re.Pattern[str]
    reason: str
    mend: str


@cache
def rules() -> tuple[Rule, ...]:
    """
    Every rule of the list.

    Raises:
        WordingError: The list cannot be read.
    """
    problems = Problems()
    found = load_mapping(FILE.read_text(encoding="utf-8"), FILE.name, problems)
    if found is None or len(problems):
        raise WordingError("; ".join(map(str, problems)))
    return tuple(_rule(name, value) for name, value in found.items())


@cache
def any_signs() -> re.Pattern[str]:
    """The signs of all rules: most texts hold none, and are looked at no further."""
    return re.compile("|".join(rule.signs.pattern for rule in rules()))


def _rule(name: str, value: Value) -> Rule:
    keys: Mapping[str, Value] = value.data
    try:
        return Rule(
            name,
            {"text": False, "title": True}[keys["where"].data],
            {"error": "error", "advice": "advice"}[keys["severity"].data],  # type: ignore[arg-type]
            re.compile("|".join(re.escape(_words(one.data)) for one in keys["signs"].data)),
            tuple(_pattern(one.data) for one in keys["patterns"].data),
            _pattern(keys["needs"].data if "needs" in keys else ""),
            _pattern(keys["unless"].data if "unless" in keys else _NEVER),
            _words(keys["reason"].data),
            _words(keys["mend"].data),
        )
    except (KeyError, TypeError, AttributeError, re.error) as error:
        place = f"{FILE.name}:{value.line}"
        raise WordingError(f"{place}: the rule {name} is wrong ({error})") from error


def _pattern(text: Any) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _words(text: Any) -> str:
    if not isinstance(text, str) or not text:
        raise TypeError("words are missing")
    return text
