"""What each file of `content/` is: which folders are courses, which texts are lessons."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from builder.load.company_files import own_lessons
from builder.load.names import lesson_name, split_language, suggested_lesson_name
from builder.problems import Problems

Role = Literal["lesson", "introduction", "quiz", "exam", "page"]

# Folders with a meaning of their own; the folders of tracks stand beside them.
RESERVED = frozenset({"cities", "companies", "people"})
_SPECIAL: Mapping[str, Role] = {"index": "introduction", "quiz": "quiz", "exam": "exam"}
_RIGHT_ENDINGS = {
    ".markdown": ".md",
    ".mdown": ".md",
    ".md.txt": ".md",
    ".yml.txt": ".yml",
    ".yaml": ".yml",
}


@dataclass(frozen=True)
class Layout:
    """
    The files of a school, sorted by what they are.

    Attributes:
        files: Every file, relative to `content/`.
        courses: Folders with a `course.yml` in its right place, sorted.
        roles: Markdown file to what it is; files that are not read are absent.
    """

    files: frozenset[str]
    courses: tuple[str, ...]
    roles: Mapping[str, Role]

    def of_course(self, folder: str, role: Role) -> list[str]:
        """The files of one role directly in a course's folder, sorted."""
        return [path for path in self._folders.get(folder, ()) if self.roles[path] == role]

    @cached_property
    def _folders(self) -> Mapping[str, Sequence[str]]:
        folders: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.roles):
            folders[posixpath.dirname(path)].append(path)
        return folders


def layout(paths: Sequence[str], problems: Problems) -> Layout:
    """Sort the files of a school; misplaced and misnamed ones are problems."""
    for path in paths:
        _judge_ending(path, problems)
    courses = _courses(paths, problems)
    roles: dict[str, Role] = {}
    for folder, names in _markdown(paths).items():
        if folder in courses:
            roles |= _roles_in_course(folder, names, problems)
        else:
            _judge_lost_lessons(folder, names, courses, problems)
            roles |= {f"{folder}/{name}".lstrip("/"): "page" for name in names}
    roles |= dict.fromkeys(own_lessons(paths, problems), "lesson")
    return Layout(frozenset(paths), tuple(sorted(courses)), roles)


def _judge_ending(path: str, problems: Problems) -> None:
    folder, _, name = path.rpartition("/")
    right = _right_name(name)
    if right != name and folder.split("/")[0] not in RESERVED:
        mend = f"rename it to {right} (in Windows' Explorer first show the endings of file names)"
        problems.add(f"content/{path}", 1, "file-ending", f"{name} is not read", mend)


def _right_name(name: str) -> str:
    """The name as the loader wants it: endings in small letters, `.md` and `.yml`."""
    lower = name.lower()
    wrong_endings = _RIGHT_ENDINGS if lower.endswith(tuple(_RIGHT_ENDINGS)) else {}
    for wrong, right in wrong_endings.items():
        known = right == ".md" or lower.startswith(
            ("course.", "school.", "survey.", "certificates.")
        )
        if lower.endswith(wrong) and known:
            stem = name[: -len(wrong)]
            return f"{stem.lower() if right == '.yml' else stem}{right}"
    if lower in {"course.yml", "school.yml", "survey.yml", "certificates.yml"}:
        return lower
    return f"{name[:-3]}.md" if lower.endswith(".md") else name


def _courses(paths: Sequence[str], problems: Problems) -> set[str]:
    courses: set[str] = set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        if name != "course.yml":
            continue
        if folder.count("/") == 1 and folder.split("/")[0] not in RESERVED:
            courses.add(folder)
        else:
            problems.add(
                f"content/{path}",
                1,
                "course-place",
                "a course lies two folders deep in content/; here course.yml is not read",
                f"move it to content/business/{posixpath.basename(folder) or 'my-course'}/",
            )
    return courses


def _markdown(paths: Sequence[str]) -> dict[str, list[str]]:
    """Folder to the names of its Markdown files, translations of ordinary pages left for later."""
    folders: dict[str, list[str]] = defaultdict(list)
    known = set(paths)
    for path in paths:
        folder, _, name = path.rpartition("/")
        if not name.endswith(".md") or folder.split("/")[0] in RESERVED:
            continue
        stem, language = split_language(name)
        if language and posixpath.join(folder, f"{stem}.md") in known and not lesson_name(name):
            continue
        folders[folder].append(name)
    return folders


def _roles_in_course(folder: str, names: Sequence[str], problems: Problems) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    taken = {named.number for name in names if (named := lesson_name(name))}
    for name in names:
        path = f"{folder}/{name}"
        stem, language = split_language(name)
        if lesson_name(name):
            roles[path] = "lesson"
        elif stem in _SPECIAL:
            if not language:  # translations of these are left for later
                roles[path] = _SPECIAL[stem]
        elif name == "README.md":
            message = "README.md in a course is for people who look at its files; no page shows it"
            mend = "name it index.md to show it on the course's page"
            problems.add(f"content/{path}", 1, "course-readme", message, mend, severity="advice")
        else:
            roles[path] = "page"
            if stem != "presentation":
                _judge_lesson_name(path, name, taken, problems)
    return roles


def _judge_lesson_name(path: str, name: str, taken: set[int], problems: Problems) -> None:
    message = f"{name} is not named like a lesson, so it becomes a page outside the course's order"
    mend = f"rename it to {suggested_lesson_name(name, taken)} to make it a lesson"
    problems.add(f"content/{path}", 1, "lesson-name", message, mend)


def _judge_lost_lessons(
    folder: str, names: Sequence[str], courses: set[str], problems: Problems
) -> None:
    """Files named like lessons that lie in no course: its folder, or the one above, was meant."""
    lesson = next((name for name in names if lesson_name(name)), None)
    if lesson is None:
        return
    place = f"content/{folder}/{lesson}"
    above = next((course for course in courses if folder.startswith(f"{course}/")), None)
    if above:
        message = "the lessons of a course lie directly in its folder; these are ordinary pages"
        problems.add(place, 1, "lesson-place", message, f"move them to content/{above}/")
    elif folder.count("/") == 1:
        message = "files are named like lessons, but the folder has no course.yml; they are pages"
        mend = f"write content/{folder}/course.yml with the course's title"
        problems.add(place, 1, "course-missing", message, mend, severity="advice")
