"""The compressed sizes of pages, remembered by their content: compressing is most of a build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from builder import __version__
from builder.remembered import Remembered

BROTLI_QUALITY = 11  # what a CDN serves for files compressed ahead of time
ROUGH_QUALITY, ROUGH_WINDOW = 9, 16  # 25 times as quick, and a tenth more
_FILE = "weighed.json"
_VERSION = f"{__version__} {BROTLI_QUALITY} {brotli.__version__}"


@dataclass(frozen=True)
class Size:
    """Bytes of a compressed page, and the brotli quality that it was weighed at."""

    bytes: int
    quality: int = BROTLI_QUALITY


def compressed_sizes(
    pages: Mapping[str, bytes], cache: Path | None = None, most: int | None = None
) -> dict[str, Size]:
    """
    The size of each page once it is compressed.

    Args:
        pages: By their SHA-256.
        cache: Folder in which sizes are kept; None keeps none.
        most: When more than so many pages are not known yet, these are
            weighed at a lower quality: 9 ms each would be most of what a
            first build of thousands takes. None weighs all with care.
    """
    remembered = Remembered(cache / _FILE if cache else None, _VERSION)
    marks = {digest: remembered.mark("", digest) for digest in pages}
    notes = {digest: remembered.note(mark) for digest, mark in marks.items()}
    found = {digest: Size(note[0]) for digest, note in notes.items() if note is not None}
    new = [digest for digest in pages if digest not in found]
    if most is not None and len(new) > most:
        return found | {digest: Size(_rough(pages[digest]), ROUGH_QUALITY) for digest in new}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sizes = pool.map(lambda digest: compressed_size(pages[digest]), new)
        for digest, size in zip(new, sizes, strict=True):
            remembered.keep(marks[digest], [size])
            found[digest] = Size(size)
    remembered.save()
    return found


def compressed_size(page: bytes) -> int:
    """Bytes that one page has once it is compressed (brotli 11)."""
    return len(brotli.compress(page, quality=BROTLI_QUALITY))


def _rough(page: bytes) -> int:
    return len(brotli.compress(page, quality=ROUGH_QUALITY, lgwin=ROUGH_WINDOW))
