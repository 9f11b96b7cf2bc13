"""The compressed sizes of pages, remembered by their content: compressing is most of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli

from builder import __version__
from builder.remembered import Remembered

BROTLI_QUALITY = 11  # what a CDN serves for files compressed ahead of time
HASTY_QUALITY = 5  # a twentieth of the time; a sixth more bytes
ESTIMATED = 0  # stands for a quality
_FILE = "weighed.json"
_VERSION = f"{__version__} {BROTLI_QUALITY} {brotli.__version__}"


@dataclass(frozen=True)
class Size:
    """Bytes of a compressed page, and the brotli quality that it was weighed at, or `ESTIMATED`."""

    bytes: int
    quality: int = BROTLI_QUALITY


class Weigher:
    """
    Weighs pages, and knows those that it has weighed before.

    Args:
        cache: Folder in which sizes are kept; None keeps none.
        pages: About how many there are.
        most: When more than so many of them cannot be known yet, they are
            weighed hastily, and those of lessons estimated: some milliseconds
            each would be most of what a first build of thousands takes. None
            weighs all with care.
    """

    def __init__(self, cache: Path | None, pages: int, most: int | None) -> None:
        self._kept = Remembered(cache / _FILE if cache else None, _VERSION)
        self._is_hasty = most is not None and pages - len(self._kept) > most

    def size(self, page: bytes, digest: str, estimate: int | None = None) -> Size:
        """
        The size of a page once it is compressed.

        Args:
            page: Itself.
            digest: Its SHA-256.
            estimate: What it weighs as far as is known without a look at it.
        """
        known = self._kept.note(self._kept.mark("", digest))
        if known is not None:
            return Size(known[0])
        if not self._is_hasty:
            return Size(compressed_size(page))
        if estimate is not None:
            return Size(estimate, ESTIMATED)
        return Size(compressed_size(page, HASTY_QUALITY), HASTY_QUALITY)

    def keep(self, sizes: Mapping[str, Size]) -> None:
        """Remember these sizes, by SHA-256, and no others."""
        for digest, size in sizes.items():
            if size.quality == BROTLI_QUALITY:
                self._kept.keep(self._kept.mark("", digest), [size.bytes])
        self._kept.save()


def compressed_size(page: bytes, quality: int = BROTLI_QUALITY) -> int:
    """Bytes that one page has once it is compressed by brotli."""
    return len(brotli.compress(page, quality=quality))
