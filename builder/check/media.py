"""Pictures and recordings exist, can be read, and are described in words."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from builder.check.links import Fault, backslash_fault
from builder.check.probed import Probed
from builder.load.key_line import key_line
from builder.load.nearest import Nearest
from builder.model.address import is_picture, is_recording, parse
from builder.model.document import Reference
from builder.model.school import School
from builder.problems import Problem

_NO_WORDS = re.compile(
    r"^(?:图片?|照片|image|picture|photo|img|alt|untitled|[\W_]*|(?:IMG|DSC)_?\d+)\d*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Use:
    """
    A place that names a medium.

    Attributes:
        page: File relative to `content/`.
        line: In it; 0 where `key` stands, which is looked up only for a problem.
        medium: File relative to `content/`.
        written: How it is named there.
        key: That names it, or "".
    """

    page: str
    line: int
    medium: str
    written: str
    key: str = ""


def check_media(
    school: School, files: Collection[str], nearest: Nearest, probed: Probed
) -> Iterator[Problem]:
    """
    Check every picture and recording that a text, a question or a key names.

    Args:
        school: Loaded.
        files: Every file, relative to `content/`.
        nearest: Over the same files.
        probed: Looks into the files.
    """
    used: dict[str, list[_Use]] = defaultdict(list)
    for use in _keys(school):
        used[use.medium].append(use)
    for page, document in school.texts:
        for reference in document.references:
            target = parse(page, reference.target)
            if reference.kind == "image":
                yield from _words(page, reference)
            elif not is_recording(target.path):
                continue  # links to anything else are judged with the links
            fault = _fault(page, reference, files, nearest)
            if fault:
                yield _problem(page, reference.line, *fault)
            elif target.kind == "content":
                use = _Use(page, reference.line, target.path, reference.target)
                used[target.path].append(use)
    for path, outcome in probed.faults(sorted(used)):
        for use in used[path]:
            message = f"{use.written}: {outcome.message}"
            line = use.line or key_line(school.content / use.page, use.key)
            yield _problem(use.page, line, "media-unreadable", message, outcome.mend)


def _problem(page: str, line: int, code: str, message: str, mend: str) -> Problem:
    text = page.endswith(".md")  # a course or a school only lacks its picture
    return Problem(f"content/{page}", line, 1, "error", code, message, mend, leaves_out=text)


def _words(page: str, reference: Reference) -> Iterator[Problem]:
    """Whether a picture is described for those who cannot see it."""
    place, words = f"content/{page}", reference.text.strip()
    if not reference.target:
        return
    name = posixpath.splitext(posixpath.basename(reference.target))[0]
    if not words:
        message = f"the picture {reference.target} has no description"
        mend = "say in the square brackets what it shows: ![a filled-in receipt](receipt.jpg)"
        yield Problem(place, reference.line, 1, "error", "picture-alt", message, mend)
    elif _NO_WORDS.match(words) or (words == name and name.isascii()):
        message = f"“{words}” does not say what the picture {reference.target} shows"
        mend = "say in the square brackets what a reader should see in it"
        yield Problem(place, reference.line, 1, "advice", "picture-alt", message, mend)


def _fault(
    page: str, reference: Reference, files: Collection[str], nearest: Nearest
) -> Fault | None:
    """What is wrong with the name of a medium, before anyone looks into the file."""
    written = reference.target
    target = parse(page, written)
    if fault := backslash_fault(written):
        return fault
    if target.kind == "outside":
        mend = "put the file beside the lesson and write only its name"
        return "media-outside", f"{written} does not lie in content/", mend
    if target.kind == "content":
        return _content_fault(page, written, target.path, files, nearest)
    return None  # remote or empty: the converter shows its description and says so


def _content_fault(
    page: str, written: str, path: str, files: Collection[str], nearest: Nearest
) -> Fault | None:
    if path not in files:
        mend = nearest.mend(page, written, path)
        return "media-missing", f"there is no file {written}", mend
    if not is_picture(path) and not is_recording(path):
        mend = "save a picture as JPEG, PNG, WebP or SVG; link to anything else"
        return "media-kind", f"{written} is no picture", mend
    return None


def _keys(school: School) -> Iterator[_Use]:
    """The recordings, covers and codes that keys name; that they exist was seen when loading."""
    for course in school.courses:
        yield from _key(f"{course.path}/course.yml", "cover", course.cover)
    for _, lesson in school.lessons:
        yield from _key(lesson.path, "audio", lesson.audio)
        yield from _key(lesson.path, "cover", lesson.cover)
    for company in school.companies:
        yield from _key(company.file, "logo", company.logo)
        for lesson in company.lessons:
            yield from _key(lesson.path, "audio", lesson.audio)
            yield from _key(lesson.path, "cover", lesson.cover)
    for group in school.groups:
        name = f"qr: {posixpath.basename(group.picture)}"
        yield _Use(group.path.removeprefix("content/"), group.line, group.picture, name)


def _key(page: str, key: str, medium: str | None) -> Iterator[_Use]:
    if medium:
        yield _Use(page, 0, medium, f"{key}: {posixpath.basename(medium)}", key)
