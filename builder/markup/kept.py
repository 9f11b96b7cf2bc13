"""Converted documents in one SQLite file; a file that cannot be used is gone without."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson

from builder.model.document import Document, Finding, Heading, Reference

_SCHEMA = "CREATE TABLE IF NOT EXISTS documents (key TEXT PRIMARY KEY, document TEXT NOT NULL)"
_MOST = 100_000  # documents; the oldest go first
_SPOILT = (sqlite3.Error, OSError, ValueError, TypeError, KeyError)


class Kept:
    """
    Documents by key.

    Args:
        folder: Where the file lies; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "documents.sqlite" if folder else None

    def get(self, keys: Sequence[str]) -> dict[str, Document]:
        """The documents of those keys that are known."""
        if not self._file or not self._file.exists():
            return {}
        try:
            with self._open(self._file) as database:
                rows = [row for some in _chunks(keys) for row in _select(database, some)]
            return {key: _document(orjson.loads(record)) for key, record in rows}
        except _SPOILT:
            return {}

    def put(self, documents: Mapping[str, Document]) -> None:
        """Keep documents; when that fails they are converted again next time."""
        if not documents or not self._file:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._open(self._file) as database:
                rows = ((key, orjson.dumps(document)) for key, document in documents.items())
                database.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?)", rows)
                database.execute(
                    "DELETE FROM documents WHERE rowid <= (SELECT max(rowid) FROM documents) - ?",
                    (_MOST,),
                )
        except _SPOILT:
            self._discard()

    def _discard(self) -> None:
        """Drop a file that is no database, so that the next run starts a new one."""
        try:
            if self._file and not self._file.read_bytes().startswith(b"SQLite format 3"):
                self._file.unlink()
        except OSError:
            return

    @contextmanager
    def _open(self, file: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(file, timeout=10)) as database, database:
            database.execute(_SCHEMA)
            yield database


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Keys by 500: SQLite's older limit of parameters is 999."""
    return (keys[start : start + 500] for start in range(0, len(keys), 500))


def _select(database: sqlite3.Connection, keys: Sequence[str]) -> Iterator[tuple[str, bytes | str]]:
    marks = ",".join("?" * len(keys))
    query = f"SELECT key, document FROM documents WHERE key IN ({marks})"  # noqa: S608 - marks only
    return database.execute(query, keys)


def _document(record: dict[str, Any]) -> Document:
    return Document(
        html=record["html"],
        text=record["text"],
        headings=tuple(Heading(**one) for one in record["headings"]),
        references=tuple(Reference(**one) for one in record["references"]),
        findings=tuple(Finding(**one) for one in record["findings"]),
        fragments=record["fragments"],
        minutes=record["minutes"],
        compressed=record["compressed"],
    )
