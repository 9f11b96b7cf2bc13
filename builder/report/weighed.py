"""The compressed sizes of pages, remembered by their content: compressing is most of a build."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from builder import __version__
from builder.staging import write_whole

BROTLI_QUALITY = 11  # what a CDN serves for files compressed ahead of time
_FILE = "weighed.json"
_VERSION = f"{__version__} {BROTLI_QUALITY} {brotli.__version__}"


def compressed_sizes(
    pages: Mapping[str, bytes], cache: Path | None = None, most: int | None = None
) -> dict[str, int]:
    """
    Bytes that each page has once it is compressed (brotli 11).

    Args:
        pages: By their SHA-256.
        cache: Folder in which sizes are kept; None keeps none.
        most: When more than so many pages are not known yet, none of these is
            weighed: 9 ms each are most of what a first build of thousands
            takes. None weighs all.

    Returns:
        By SHA-256, without those that were not weighed.
    """
    file = cache / _FILE if cache else None
    known = _read(file) if file else {}
    new = [digest for digest in pages if digest not in known]
    if most is not None and len(new) > most:
        new = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sizes = pool.map(lambda digest: compressed_size(pages[digest]), new)
        found = dict(zip(new, sizes, strict=True))
    found |= {digest: known[digest] for digest in pages if digest in known}
    if file and new:
        _write(file, found)
    return found


def compressed_size(page: bytes) -> int:
    """Bytes that one page has once it is compressed (brotli 11)."""
    return len(brotli.compress(page, quality=BROTLI_QUALITY))


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
