"""What lies in `companies/`: the companies' files, and the lessons in their folders."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from builder.load.names import lesson_name, suggested_lesson_name
from builder.model.company import FOLDER
from builder.problems import Problems

_RIGHT_ENDINGS = {
    ".yaml": ".yml",
    ".yml.txt": ".yml",
    ".markdown": ".md",
    ".md.txt": ".md",
}
_README = "README.md"  # for people who look at the files


def own_lessons(paths: Collection[str], problems: Problems) -> list[str]:
    """
    The lessons of companies, `companies/<company>/NN-name.md`.

    Args:
        paths: Every file, relative to `content/`.
        problems: Takes what is misplaced and misnamed.
    """
    found = []
    companies = {path[:-4] for path in _inside(paths, 1) if path.endswith(".yml")}
    for path in _inside(paths, 1):
        _judge_beside(path, problems)
    for path in _inside(paths, 2):
        folder, _, name = path.rpartition("/")
        _judge_ending(path, problems, wrong=(".markdown", ".md.txt"))
        if not name.endswith(".md") or name == _README:
            continue
        if folder not in companies:
            _judge_folder(folder, companies, problems)
        elif lesson_name(name):
            found.append(path)
        else:
            _judge_name(path, paths, problems)
    for path in _inside(paths, 3):
        if path.endswith(".md"):
            right = "/".join(path.split("/")[:2])
            message = "a company's lessons lie directly in its folder; this one is not read"
            problems.add(f"content/{path}", 1, "lesson-place", message, f"move it to {right}/")
    return found


def _inside(paths: Collection[str], depth: int) -> Iterator[str]:
    """The files so many folders deep in `companies/`; those that lie deeper count as three deep."""
    for path in sorted(one for one in paths if one.startswith(f"{FOLDER}/")):
        if min(path.count("/"), 3) == depth:
            yield path


def _judge_beside(path: str, problems: Problems) -> None:
    _judge_ending(path, problems, wrong=(".yaml", ".yml.txt"))
    if path.endswith(".md") and not path.endswith(_README):
        message = "a lesson beside the companies' files belongs to none of them and is not read"
        mend = f"move it into the folder of its company: content/{FOLDER}/my-company/"
        problems.add(f"content/{path}", 1, "lesson-place", message, mend)


def _judge_ending(path: str, problems: Problems, wrong: tuple[str, ...]) -> None:
    name = path.rpartition("/")[2]
    ending = next((one for one in wrong if name.lower().endswith(one)), None)
    if ending:
        right = f"{name[: -len(ending)]}{_RIGHT_ENDINGS[ending]}"
        mend = f"rename it to {right} (in Windows' Explorer first show the endings of file names)"
        problems.add(f"content/{path}", 1, "file-ending", f"{name} is not read", mend)


def _judge_folder(folder: str, companies: Collection[str], problems: Problems) -> None:
    near = difflib.get_close_matches(folder, companies, n=1, cutoff=0.7)
    mend = f"write content/{folder}.yml"
    if near:
        mend = f"name the folder {near[0]}, or write content/{folder}.yml"
    message = "the folder has lessons of a company, but there is no file of that company"
    problems.add(f"content/{folder}", 1, "company-missing", message, mend)


def _judge_name(path: str, paths: Collection[str], problems: Problems) -> None:
    folder, _, name = path.rpartition("/")
    names = (one.rpartition("/")[2] for one in paths if one.startswith(f"{folder}/"))
    taken = {named.number for one in names if (named := lesson_name(one))}
    message = f"{name} is not named like a lesson, so it is not read"
    mend = f"rename it to {suggested_lesson_name(name, taken)}"
    problems.add(f"content/{path}", 1, "lesson-name", message, mend)
