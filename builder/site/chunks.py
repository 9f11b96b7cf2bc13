"""Style sheets and scripts in chunks: a page carries those that it uses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

import rcssmin
import rjsmin

_MARK = re.compile(r"^/\* @(?P<name>\w+)(?: (?P<pattern>.+?))? \*/$", re.MULTILINE)
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]()|]+")
_ALTERNATIVES = re.compile(r"\|(?![^\[]*\])")  # not those in a set of characters


def used(file: Path, html: str) -> str:
    """
    The minified chunks of a style sheet or script that a page uses.

    A chunk begins at a line `/* @name pattern */` and is used where the
    regular expression occurs in the page; what stands before the first mark,
    or below one without a pattern, is used by all.

    Args:
        file: Ends in .css or .js; it may change from one call to the next.
        html: Of the page.
    """
    tests, changed = _tests(file, file.stat().st_mtime_ns)
    return _joined(file, changed, tuple(test(html) for test in tests))


@cache
def _chunks(file: Path, changed: int) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 - cache key
    """Pattern and minified text of each chunk."""
    text = file.read_text(encoding="utf-8", errors="replace")
    marks = list(_MARK.finditer(text))
    minify = rcssmin.cssmin if file.suffix == ".css" else rjsmin.jsmin
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    patterns = ["", *(mark["pattern"] or "" for mark in marks)]
    return tuple(
        (pattern, str(minify(text[start:end])).strip())
        for pattern, start, end in zip(patterns, starts, ends, strict=True)
    )


@cache
def _tests(file: Path, changed: int) -> tuple[tuple[Callable[[str], bool], ...], int]:
    return tuple(_test(pattern) for pattern, _ in _chunks(file, changed)), changed


# Pages of a kind use the same chunks, and equal strings are hashed but once.
@lru_cache(maxsize=1_000)
def _joined(file: Path, changed: int, wanted: tuple[bool, ...]) -> str:
    texts = (text for _, text in _chunks(file, changed))
    return "".join(text for text, is_used in zip(texts, wanted, strict=True) if is_used)


def _test(pattern: str) -> Callable[[str], bool]:
    """Whether a pattern occurs in a page: literals are found several times as quickly."""
    if not pattern:
        return lambda _: True
    # A group may hold alternatives of its own.
    parts = [pattern] if "(" in pattern or "\\" in pattern else _ALTERNATIVES.split(pattern)
    literals = [part for part in parts if _LITERAL.fullmatch(part)]
    others = "|".join(part for part in parts if part not in literals)
    if not others:
        if len(literals) == 1:
            (only,) = literals
            return lambda html: only in html
        return lambda html: any(one in html for one in literals)
    search = re.compile(others).search
    return lambda html: any(one in html for one in literals) or search(html) is not None
