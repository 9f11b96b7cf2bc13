"""How a page of the desk edition, which holds answers, is told from a page for readers."""

from __future__ import annotations

from pathlib import Path

DESK_MARK = '<meta name="renlearn-edition" content="desk">'  # in theme_desk/main.html


def is_desk(build: Path) -> bool:
    """Whether a folder is a desk edition, wherever it was moved."""
    try:
        return DESK_MARK in (build / "index.html").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
