"""Where work is kept from one build to the next."""

from __future__ import annotations

from pathlib import Path


def cache_folder(root: Path) -> Path:
    """Where media and converted Markdown are kept between builds; safe to delete."""
    return root / "build" / ".cache"
