"""Where a key stands in a file, for problems found long after it was read."""

from __future__ import annotations

from pathlib import Path


def key_line(file: Path, key: str) -> int:
    """The first line, from 1, that begins with `key`; 1 where none does."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.lstrip("\ufeff").startswith(key):
                    return number
    except OSError:
        pass
    return 1
