"""The report of what was published last, kept to see what grew since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from builder.cache_folder import cache_folder
from builder.report.changes import Changes, changes
from builder.staging import write_whole

REPORT = Path("build") / "report.json"
HTML = REPORT.with_suffix(".html")


def read_report(file: Path) -> Mapping[str, Any] | None:
    """
    A report as it was written; None where there is no such file.

    Raises:
        ValueError: It cannot be read, or holds something else.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise ValueError(str(fault)) from fault
    if not isinstance(found, dict):
        raise ValueError("no report")
    return found


def keep_released(root: Path, site: Path, target: str) -> None:
    """
    Keep the report that lies beside the folder `site`, now published to `target`.

    Where that cannot be, the trend is missing later and nothing else.
    """
    kept = _file(root, target)
    with suppress(OSError):
        data = (site.parent / REPORT.name).read_bytes()
        if not (kept.is_file() and kept.read_bytes() == data):
            write_whole(kept, data)


def last_released(root: Path, target: str = "") -> Path | None:
    """The kept report of the last release, to `target` or to anywhere; None when there is none."""
    kept = [_file(root, target)] if target else list(_folder(root).glob("*.json"))
    there = [file for file in kept if file.is_file()]
    return max(there, key=lambda file: file.stat().st_mtime, default=None)


def since_release(root: Path, report: Mapping[str, Any]) -> Changes | None:
    """A new report beside that of the last release; a kept one of an older kind is none."""
    kept = last_released(root)
    try:
        earlier = read_report(kept) if kept else None
        return changes(report, earlier) if earlier else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _folder(root: Path) -> Path:
    return cache_folder(root) / "released"


def _file(root: Path, target: str) -> Path:
    return _folder(root) / f"{hashlib.sha256(target.encode()).hexdigest()[:16]}.json"
