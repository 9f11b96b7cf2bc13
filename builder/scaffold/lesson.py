"""A new course, and a new lesson under the next number."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from builder.load.files import fits_windows, read_text
from builder.load.layout import RESERVED
from builder.load.limits import MAX_TITLE, MAX_YAML
from builder.load.names import lesson_name
from builder.load.yaml import load_mapping
from builder.problems import Problems
from builder.scaffold.filled import as_yaml, filled, template_set
from builder.text import slug

_LANGUAGE = "zh-CN"
_FIRST = "01-first.md"


class NameFaultError(Exception):
    """A name that does not do; `args[0]` says why: path, track, windows, title or course."""


def course_folder(given: str) -> str:
    """
    The folder for a new course as people name it, relative to `content/`.

    Raises:
        NameFaultError: It is not TRACK/COURSE, or a name that has another meaning.
    """
    slugs = [slug(part) for part in _parts(given)]
    if len(slugs) != 2 or not all(slugs):
        raise NameFaultError("path")
    if slugs[0] in RESERVED:
        raise NameFaultError("track")
    if not all(map(fits_windows, slugs)):
        raise NameFaultError("windows")
    return "/".join(slugs)


def known_course(root: Path, given: str) -> str:
    """
    The folder of a course that is there, relative to `content/`, as it is written.

    Raises:
        NameFaultError: There is no such course.
    """
    parts = _parts(given)
    inside = len(parts) == 2 and not any(part.startswith(".") for part in parts)
    if not inside or not (root / "content" / Path(*parts) / "course.yml").is_file():
        raise NameFaultError("course")
    return "/".join(parts)


def _parts(given: str) -> list[str]:
    """The folders of a path below `content/`, however the shell completed it."""
    path = PurePosixPath(given.strip().replace("\\", "/"))
    return list(path.parts[1:] if path.parts[:1] == ("content",) else path.parts)


def course_files(root: Path, folder: str, title: str) -> dict[str, bytes]:
    """
    The files of a new course in the school's language: `course.yml` and a first lesson, a draft.

    Raises:
        NameFaultError: The title is empty or too long.
    """
    language = _key(root, "school.yml", "language") or _LANGUAGE
    values = {"title": _title(title), "language": language, "week": "1"}
    texts = template_set(language)
    ((name, course),) = filled(f"{texts}/course", values)
    ((_, lesson),) = filled(f"{texts}/lesson", values)
    return {f"content/{folder}/{name}": course, f"content/{folder}/{_FIRST}": lesson}


def lesson_file(root: Path, folder: str, title: str) -> dict[str, bytes]:
    """
    The file of a new lesson, a draft, in the language of its course (of `known_course`).

    Its number follows the highest that is there; its week is its number, or
    the course's last week.

    Raises:
        NameFaultError: The title is empty or too long.
    """
    place = root / "content" / folder
    numbers = [named.number for one in place.glob("*.md") if (named := lesson_name(one.name))]
    number = max(numbers, default=0) + 1
    course = f"{folder}/course.yml"
    language = _key(root, course, "language") or _key(root, "school.yml", "language") or _LANGUAGE
    weeks = _key(root, course, "weeks")
    week = min(number, int(weeks)) if weeks.isdecimal() else number
    values = {"title": _title(title), "week": str(week)}
    ((_, data),) = filled(f"{template_set(language)}/lesson", values)
    return {f"content/{folder}/{number:02}-{slug(title) or 'lesson'}.md": data}


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not 0 < len(title) <= MAX_TITLE:
        raise NameFaultError("title")
    return as_yaml(title)


def _key(root: Path, path: str, key: str) -> str:
    """A key of a YAML file, or "" where file or key are missing or wrong, which `check` says."""
    problems = Problems()
    if not (root / "content" / path).is_file():
        return ""
    text = read_text(root / "content", path, MAX_YAML, problems)
    found = load_mapping(text, f"content/{path}", problems) if text else None
    value = (found or {}).get(key)
    return str(value.data) if value and isinstance(value.data, str | int) else ""
