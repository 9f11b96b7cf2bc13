"""Every format by name."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

from builder.model.media import Media
from builder.quiz.booklet import Booklet
from builder.quiz.formats.anki import anki
from builder.quiz.formats.gift import gift
from builder.quiz.formats.paper import paper
from builder.quiz.formats.qti import qti
from builder.quiz.formats.questions_json import JSON, questions_json
from builder.quiz.formats.table import table_csv, table_xlsx
from builder.quiz.formats.wjx import wjx
from builder.quiz.pieces import MEDIA_FOLDER

_EXAM = "exam-"  # before the names of files that hold an exam


def _json(booklet: Booklet, media: Media) -> dict[str, bytes]:  # noqa: ARG001 - as every format
    return {JSON: questions_json(booklet)}


FORMATS: Mapping[str, Callable[[Booklet, Media], dict[str, bytes]]] = {
    "wjx": wjx,
    "csv": table_csv,
    "xlsx": table_xlsx,
    "gift": gift,
    "qti": qti,
    "anki": anki,
    "print": paper,
    "json": _json,
}


def exported(booklet: Booklet, media: Media, name: str) -> dict[str, bytes]:
    """
    The files of a booklet in the format `name` of `FORMATS`, by relative path.

    Those of an exam say so in their names.
    """
    files = FORMATS[name](booklet, media)
    return {_named(path) if booklet.exam else path: data for path, data in files.items()}


def _named(path: str) -> str:
    """Pictures and recordings keep their names, by which the other files call them."""
    return path if posixpath.dirname(path) == MEDIA_FOLDER else f"{_EXAM}{path}"
