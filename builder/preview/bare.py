"""The words of a page alone: what its weight is measured against."""

from __future__ import annotations

import html
import re

_HIDDEN = re.compile(r"<(style|script)\b.*?</\1>|<head>.*?</head>|<!doctype html>", re.DOTALL)
_BREAK = re.compile(
    r"<(?:br|/?(?:p|li|h\d|tr|div|[uo]l|details|summary|table|label)|option)\b[^>]*>"
)


def bare(page: str) -> str:
    """The words that a finished page shows, in a minimal document."""
    title = re.search("<title>(.*?)</title>", page)
    words = re.sub(r"<[^>]+>", "", _BREAK.sub("\n", _HIDDEN.sub("", page)))
    lines = re.sub(r"\s*\n\s*", "\n", html.unescape(words)).strip()
    head = f"<!doctype html><meta charset=utf-8><title>{title[1] if title else ''}</title>"
    return head + html.escape(lines, quote=False)
