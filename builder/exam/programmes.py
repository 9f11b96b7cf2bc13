"""Kept programmes of companies: `keys/companies/<fingerprint>.json`, so that old codes are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import count
from pathlib import Path

from builder.exam.completion import Programme, programme
from builder.exam.kept import FOLDER, KeyFileError
from builder.model.company import FOLDER as COMPANIES
from builder.model.company_course import chosen
from builder.model.school import School
from builder.staging import write_whole

_FORMAT = 1


class Programmes:
    """
    Every version of every programme that is known: the kept ones, then those of today.

    Args:
        root: The school's folder.
        current: Programmes as they stand now.
    """

    def __init__(self, root: Path, current: Iterable[Programme] = ()) -> None:
        self._root = root
        self._known = {one.fingerprint: one for one in current}

    def get(self, mark: str) -> Programme | None:
        """The version with this fingerprint, or None; raises KeyFileError."""
        file = _file(self._root, mark)
        if mark not in self._known and mark.isalnum() and file.is_file():
            self._known[mark] = _read(file)
        return self._known.get(mark)


def current_programmes(school: School) -> Mapping[str, Programme]:
    """
    The programmes of a school by company, each with its fingerprint.

    Raises:
        KeyFileError: A kept file that is needed cannot be read.
    """
    taken: dict[str, Programme] = {}
    for company in school.companies:
        lessons = [one.lesson for one in chosen(school, company)]
        kept = Programmes(school.root)
        for revision in count():
            version = programme(company, lessons, revision)
            other = taken.get(version.fingerprint) or kept.get(version.fingerprint)
            if other is None or (other.company, other.paths) == (company.slug, version.paths):
                taken[version.fingerprint] = version
                break
    return {one.company: one for one in taken.values()}


def keep_programmes(root: Path, versions: Iterable[Programme]) -> list[Path]:
    """Write the files that are missing; returns those written now, to be committed."""
    written = []
    for version in versions:
        file = _file(root, version.fingerprint)
        if version.lessons and not file.exists():
            text = json.dumps({"format": _FORMAT, **asdict(version)}, ensure_ascii=False, indent=1)
            write_whole(file, f"{text}\n".encode())
            written.append(file)
    return written


def _file(root: Path, mark: str) -> Path:
    return root / FOLDER / COMPANIES / f"{mark}.json"


def _read(file: Path) -> Programme:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        if record.pop("format") != _FORMAT:
            raise KeyFileError(f"{file} was written by a newer renlearn; update it")
        record["lessons"] = tuple((str(path), str(title)) for path, title in record["lessons"])
        return Programme(**record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise KeyFileError(f"{file} is damaged; take it from git again") from fault
