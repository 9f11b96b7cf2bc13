"""What a lesson weighs on a phone: as the last build measured it, else an estimate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from builder.model.address import lesson_url
from builder.model.cost import weight
from builder.model.course import Course, Lesson
from builder.model.media import Media

_FIGURES = ("first_view_bytes", "images_bytes", "audio_bytes")


@dataclass(frozen=True)
class Weight:
    """
    Bytes of one lesson.

    Attributes:
        page: What opening it takes, pictures included.
        pictures: Of these, the pictures; None when not measured.
        recordings: What playing all of them takes besides; None when not measured.
    """

    page: int
    pictures: int | None = None
    recordings: int | None = None

    @property
    def measured(self) -> bool:
        """Whether a build measured it."""
        return self.pictures is not None


class Weights:
    """
    Weighs lessons.

    Args:
        root: The school's folder, with `build/report.json` if it was built.
        media: Of the school.

    Attributes:
        day: When the school was last built, or None.
    """

    def __init__(self, root: Path, media: Media) -> None:
        self._media = media
        file = root / "build" / "report.json"
        self._pages = _measured(file)
        self.day = date.fromtimestamp(file.stat().st_mtime) if self._pages else None

    def of(self, course: Course, lesson: Lesson) -> Weight:
        """The weight of one lesson."""
        found = self._pages.get(lesson_url(lesson, course))
        return found or Weight(weight(lesson, self._media))

    def all_measured(self, course: Course, lessons: Iterable[Lesson]) -> bool:
        """Whether no figure of these lessons is an estimate."""
        return all(self.of(course, lesson).measured for lesson in lessons)


def _measured(file: Path) -> Mapping[str, Weight]:
    """What a report says by address; nothing when it is missing or of an older version."""
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return {
            str(page["url"]): Weight(*(int(page[figure]) for figure in _FIGURES))
            for page in record["pages"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}
