"""The compressed sizes of pages, remembered by their content: compressing is most of a build."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from builder import __version__
from builder.staging import write_whole

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
    file = cache / _FILE if cache else None
    known = _read(file) if file else {}
    new = [digest for digest in pages if digest not in known]
    if most is not None and len(new) > most:
        rough = {digest: Size(_rough(pages[digest]), ROUGH_QUALITY) for digest in new}
        return rough | {digest: Size(known[digest]) for digest in pages.keys() - rough.keys()}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sizes = pool.map(lambda digest: compressed_size(pages[digest]), new)
        found = {digest: known[digest] for digest in pages.keys() & known.keys()}
        found |= dict(zip(new, sizes, strict=True))
    if file and new:
        _write(file, found)
    return {digest: Size(size) for digest, size in found.items()}


def compressed_size(page: bytes) -> int:
    """Bytes that one page has once it is compressed (brotli 11)."""
    return len(brotli.compress(page, quality=BROTLI_QUALITY))


def _rough(page: bytes) -> int:
    return len(brotli.compress(page, quality=ROUGH_QUALITY, lgwin=ROUGH_WINDOW))


def _read(file: Path) -> dict[str, int]:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        return dict(record["sizes"]) if record["version"] == _VERSION else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(file: Path, sizes: Mapping[str, int]) -> None:
    try:
        write_whole(file, json.dumps({"version": _VERSION, "sizes": sizes}).encode())
    except OSError:
        return  # they are weighed again next time
