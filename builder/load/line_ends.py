"""One kind of line end in a file that has several."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

_END = re.compile(r"\r\n|\r|\n")
# The rule for every file, or for Markdown, in .gitattributes; the last one holds.
_RULE = re.compile(r"^(?:\*|\*\.md)\s(?:.*\s)?eol=(lf|crlf)\b", re.MULTILINE)


def even_ends(text: str, wanted: str) -> str:
    """
    A text whose line ends are mixed, with one kind of them; any other text as it is.

    Args:
        text: Of a file.
        wanted: What the repository asks for, or "" for what most lines have.
    """
    ends = Counter(_END.findall(text))
    if len(ends) <= 1:
        return text
    return _END.sub(wanted or max(ends, key=lambda end: (ends[end], end == "\n")), text)


def wanted_end(root: Path) -> str:
    """The line end that `.gitattributes` asks for in texts, or ""."""
    try:
        rules = (root / ".gitattributes").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    found = _RULE.findall(rules)
    return {"lf": "\n", "crlf": "\r\n"}[found[-1]] if found else ""
