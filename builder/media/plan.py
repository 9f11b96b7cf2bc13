"""Which pictures and recordings a school shows, and where it names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.load.key_line import key_line
from builder.model.address import is_recording, parse
from builder.model.school import School


@dataclass(frozen=True)
class Use:
    """
    One place that names a medium.

    Attributes:
        medium: Path relative to `content/`.
        page: The naming file, relative to the school's folder.
        line: In that file, from 1; 1 when a key of its front matter names it.
        recording: Whether it is heard, not seen.
        key: That key, or "".
        code: Whether it is the QR code of a group, which is encoded in its own way.
    """

    medium: str
    page: str
    line: int
    recording: bool
    key: str = ""
    code: bool = False


def uses(school: School) -> Iterator[Use]:
    """Every use of a medium that exists: in texts, questions, covers, recordings, groups."""
    content = school.content.resolve()
    there: dict[str, bool] = {}
    for use in _named(school):
        if use.medium not in there:
            file = (content / use.medium).resolve()
            # A symbolic link must not publish what lies outside of the school.
            there[use.medium] = file.is_relative_to(content) and file.is_file()
        if there[use.medium]:
            yield use


def _named(school: School) -> Iterator[Use]:
    for path, document in school.texts:
        for reference in document.references:
            target = parse(path, reference.target)
            recording = is_recording(target.path)
            if target.kind == "content" and (reference.kind == "image" or recording):
                yield Use(target.path, f"content/{path}", reference.line, recording)
    for path, key, medium in _keyed(school):
        if medium:
            yield Use(medium, f"content/{path}", 1, recording=key == "audio", key=key)
    for group in school.groups:
        yield Use(group.picture, group.path, group.line, recording=False, code=True)


def _keyed(school: School) -> Iterator[tuple[str, str, str | None]]:
    """Media that keys name: the file that holds the key, the key, the medium if there is one."""
    for course in school.courses:
        yield f"{course.path}/course.yml", "cover", course.cover
    for _, lesson in school.lessons:
        yield lesson.path, "audio", lesson.audio
        yield lesson.path, "cover", lesson.cover
    for company in school.companies:
        yield company.file, "logo", company.logo
        for lesson in company.lessons:
            yield lesson.path, "audio", lesson.audio
            yield lesson.path, "cover", lesson.cover
    for person in school.people:
        yield f"people/{person.slug}.yml", "photo", person.photo


def line_of(school: School, use: Use) -> int:
    """The line that names the medium; looked up only for a use by key."""
    return key_line(school.root / use.page, use.key) if use.key else use.line
