"""Kept key files: `keys/<track>/<course>/<fingerprint>.json` beside `content/`, never published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.exam.key import ExamKey, exam_key, fingerprint, public
from builder.model.exam import Section
from builder.model.question import Blank, Choice, Question
from builder.model.school import School
from builder.staging import write_whole

FOLDER = "keys"
_FORMAT = 1


class KeyFileError(Exception):
    """A kept key file cannot be read; the message names it and says what to do."""


class Keys:
    """
    Every version of every exam that is known: the kept ones, then those of today.

    Args:
        root: The school's folder.
        current: Exams as they stand now.
    """

    def __init__(self, root: Path, current: Iterable[ExamKey] = ()) -> None:
        self._root = root
        self._known: dict[str, ExamKey] = {key.fingerprint: key for key in current}

    def get(self, mark: str) -> ExamKey | None:
        """The version with this fingerprint, or None; raises KeyFileError."""
        if mark not in self._known:
            if mark not in self._files:
                return None
            self._known[mark] = _read(self._files[mark])
        return self._known[mark]

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        return {file.stem: file for file in sorted((self._root / FOLDER).glob("*/*/*.json"))}


def current_exams(school: School) -> Mapping[str, ExamKey]:
    """
    The exams of a school by course folder, each with its fingerprint.

    An exam that shows what a kept version shows, but is scored otherwise, is
    a version of its own.

    Raises:
        KeyFileError: A kept file that is needed cannot be read.
    """
    taken: dict[str, ExamKey] = {}
    kept = Keys(school.root)
    for course in school.courses:
        if course.exam:
            key = exam_key(course, partial=school.settings.partial)
            key = _marked(key, kept, taken)
            taken[key.fingerprint] = key
    return {key.course: key for key in taken.values()}


def _marked(key: ExamKey, kept: Keys, taken: Mapping[str, ExamKey]) -> ExamKey:
    seen = json.dumps(public(key), ensure_ascii=False, sort_keys=True)
    for mark in _marks(seen):
        other = kept.get(mark)
        if mark not in taken and (other is None or other.same_as(key)):
            return replace(key, fingerprint=mark)
    raise AssertionError("the revisions never end")


def _marks(seen: str) -> Iterator[str]:
    revision = 0
    while True:
        yield fingerprint(seen, revision)
        revision += 1


def keep(root: Path, keys: Iterable[ExamKey]) -> list[Path]:
    """
    Write the key files that are missing.

    Returns:
        Those written now: to be committed, so that their codes can be scored for ever.
    """
    written = []
    for key in keys:
        file = root / FOLDER / key.course / f"{key.fingerprint}.json"
        if not file.exists():
            record = {"format": _FORMAT, **asdict(key)}
            text = json.dumps(record, ensure_ascii=False, indent=1)
            write_whole(file, f"{text}\n".encode())
            written.append(file)
    return written


def _read(file: Path) -> ExamKey:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        if record.pop("format") != _FORMAT:
            raise KeyFileError(f"{file} was written by a newer renlearn; update it")
        return _exam_key(record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise KeyFileError(f"{file} is damaged; take it from git again") from fault


def _exam_key(record: dict[str, Any]) -> ExamKey:
    record["sections"] = tuple(Section(**one) for one in record["sections"])
    record["questions"] = tuple(_question(one) for one in record["questions"])
    record["orders"] = tuple(map(tuple, record["orders"]))
    return ExamKey(**record)


def _question(record: dict[str, Any]) -> Question:
    record["choices"] = tuple(Choice(**one) for one in record["choices"])
    record["blanks"] = tuple(
        Blank(
            tuple(one["answers"]), tuple((low, high) for low, high in one["ranges"]), one["shown"]
        )
        for one in record["blanks"]
    )
    record["pairs"] = tuple((left, right) for left, right in record["pairs"])
    for name in ("items", "distractors", "hints"):
        record[name] = tuple(record[name])
    return Question(**record)
