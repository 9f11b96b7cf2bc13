"""The folders that stand for many addresses, when there are more than a network takes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

_SHALLOWEST = 1  # parts of a path: the whole site would take every picture along


def folders_of(urls: Sequence[str], most: int) -> list[str]:
    """
    The deepest folders that together hold the addresses, at most `most` of them.

    Returns:
        Folders ending in `/`; nothing when even the shallowest are too many.
        Addresses that lie in no folder are in none.
    """
    paths = [_parts(url) for url in urls]
    deepest = max((len(parts) for _, parts in paths), default=0)
    for depth in range(deepest, _SHALLOWEST - 1, -1):
        found = dict.fromkeys(
            f"{host}/{'/'.join(parts[:depth])}/" for host, parts in paths if parts
        )
        kept = _outermost(list(found))
        if 0 < len(kept) <= most:
            return kept
    return []


def is_in(url: str, folders: Sequence[str]) -> bool:
    """Whether an address lies in one of the folders."""
    return any(url.startswith(folder) for folder in folders)


def _parts(url: str) -> tuple[str, list[str]]:
    """Scheme and host, and the names of the folders that hold an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", parts.path.split("/")[1:-1]


def _outermost(folders: Sequence[str]) -> list[str]:
    """Without folders that lie in others of them."""
    kept: list[str] = []
    for folder in sorted(folders):
        if not kept or not folder.startswith(kept[-1]):
            kept.append(folder)
    return kept
