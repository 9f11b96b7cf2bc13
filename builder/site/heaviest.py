"""Which part of a page weighs most."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import brotli

_QUALITY = 5  # of brotli: shares come out as with 11, twenty times as quickly
_HEAD = re.compile(r"<head>.*?</head>(?:<body[^>]*>(?:<script>.*?</script>)?)?", re.DOTALL)
_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def heaviest(page: str) -> tuple[str, int]:
    """
    The part that a page would be lightest without, in words, and its share of the bytes (%).

    Parts are the head with its styles, what stands before the first heading
    of level 2, and what stands under each.

    Args:
        page: Its finished HTML.
    """
    whole = _size(page)
    sizes = [(whole - _size(page.replace(text, "", 1)), name) for name, text in _parts(page)]
    most, name = max(sizes, key=lambda one: one[0])
    return name, round(100 * most / whole)


def _parts(page: str) -> Iterator[tuple[str, str]]:
    head = _HEAD.search(page)
    start = head.end() if head else 0
    if head:
        yield "its head with the styles", head[0]
    headings = list(_HEADING.finditer(page, start))
    ends = [*(one.start() for one in headings), len(page)]
    if text := page[start : ends[0]]:
        yield "the text before its first heading", text
    for heading, end in zip(headings, ends[1:], strict=True):
        title = " ".join(html.unescape(_TAG.sub("", heading[1])).split())
        yield f"the section “{title}”", page[heading.start() : end]


def _size(page: str) -> int:
    return len(brotli.compress(page.encode(), quality=_QUALITY))
