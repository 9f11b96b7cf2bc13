"""What of a lesson must stay as it is for the rest of its school to need no look."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from builder.model.address import is_recording, parse, suffix
from builder.model.course import Lesson
from builder.model.document import Document
from builder.model.school import School

# Shown on pages that are made anew with the lesson (`builder.rebuild.pages`).
_SHOWN: Mapping[str, Any] = {
    "title": "",
    "summary": "",
    "week": None,
    "minutes": None,
    "discuss": "",
    "author": "",
    "translated": "",
    "body": Document(),
    "questions": (),
}
_ID = re.compile(r'<[^<>]* id="([^"]+)"')


def outlines(school: School) -> dict[str, str]:
    """
    A hash of the outline of every lesson that may be built anew alone, by its path.

    A company's own lessons are not among them.
    """
    return {lesson.path: outline(lesson) for _, lesson in school.lessons}


def outline(lesson: Lesson) -> str:
    """
    A hash of what decides more than a lesson's own text.

    That is where its page lies, which media it names (they are encoded) and
    which files it offers (they are published).
    """
    media: list[tuple[str, str]] = []  # encoded and reported on in their order
    files: set[str] = set()
    for one in lesson.body.references:
        target = parse(lesson.path, one.target)
        if one.kind == "image" or is_recording(target.path):
            media.append((one.target, one.text))
        elif target.kind == "content" and suffix(target.path) not in {"", ".md"}:
            files.add(one.target)
    bare = replace(lesson, **_SHOWN, advice_off=frozenset())
    parts = bare, sorted(lesson.advice_off), media, sorted(files)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def leads_nowhere(lesson: Lesson, links: Mapping[str, Sequence[str]]) -> bool:
    """Whether any of the links to a lesson (anchors, by text) finds its place no more."""
    ids = {"", *_ID.findall(lesson.body.html)}
    return any(anchor not in ids for anchors in links.values() for anchor in anchors)
