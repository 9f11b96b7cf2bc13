"""Articles of a few lessons written again, the others left as they are."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from builder.model.media import Media
from builder.model.school import School
from builder.problems import Problem
from builder.today import today
from builder.wechat.build import INDEX, Articles
from builder.wechat.bundle import RECORD
from builder.wechat.preview import row


@dataclass(frozen=True)
class Again:
    """
    What was written.

    Attributes:
        places: Folders of the bundles, below that of all.
        index: The list of all articles as it is now; None where the former
            does not hold these articles as the program writes them.
        problems: Of what WeChat would refuse.
    """

    places: tuple[str, ...]
    index: str | None
    problems: tuple[Problem, ...]


def write_again(
    school: School, media: Media, paths: Collection[str], folder: Path, former: Path
) -> Again:
    """
    Write the bundles of some lessons into `folder`.

    Args:
        school: Less what is not shown; of other lessons their titles do.
        media: Of the school, with pictures for articles.
        paths: Of the lessons, relative to `content/`.
        folder: Empty.
        former: Where all articles lie as they were built last.

    Raises:
        OSError, ValueError: What was built last cannot be read.
    """
    articles = Articles(school, media, folder, today())
    for course, lesson in school.lessons:
        if lesson.path in paths:
            articles.write(course, lesson)
    index: str | None = (former / INDEX).read_text(encoding="utf-8")
    for _, place, record in articles.records:
        before = row(place, json.loads((former / place / RECORD).read_text(encoding="utf-8")))
        if index is None or index.count(before) != 1:
            index = None
            break
        index = index.replace(before, row(place, record))
    places = tuple(place for _, place, _ in articles.records)
    return Again(places, index, tuple(articles.problems))
