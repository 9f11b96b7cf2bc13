"""Walk `content/` safely and read its texts, whatever they were saved as."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from builder.load.decode import NotUtf8Error, decode
from builder.load.limits import MAX_FOLDERS
from builder.problems import Problems

_IGNORED = frozenset({"node_modules", "thumbs.db", "desktop.ini"})
_HIDDEN = (".", "_", "~$")  # `~$` begins the lock files of office programs
# Names and characters that Windows cannot have, so that a colleague's checkout would fail:
# learn.microsoft.com/windows/win32/fileio/naming-a-file
_WINDOWS_NAME = re.compile(
    r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[<>:\"\\|?*]|[ .]$", re.IGNORECASE
)
# What git leaves in a file when two people changed the same lines: git-scm.com/docs/git-merge
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_CONFLICT_GOES_ON = ("\n=======\n", "\n>>>>>>> ")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def walk(content: Path, problems: Problems) -> list[str]:
    """
    Every file of a school, sorted, relative to `content/` with `/` between folders.

    Hidden files and those that begin with `_` are passed over. A symbolic link
    to a folder, or to anything outside `content/`, is a problem and is not
    followed.
    """
    found = sorted(_files(content, content.resolve(), "", problems))
    _same_names(found, problems)
    return found


def _files(folder: Path, top: Path, prefix: str, problems: Problems) -> Iterator[str]:
    for entry in _entries(folder, prefix, problems):
        path = f"{prefix}{entry.name}"
        if entry.name.startswith(_HIDDEN) or entry.name.lower() in _IGNORED:
            continue
        if _UNPRINTABLE.search(entry.name):
            message = f"the folder holds a name that cannot be printed: {entry.name!a}"
            mend = "rename the file or folder"
            problems.add(f"content/{prefix}".rstrip("/"), 1, "file-name", message, mend)
        elif _is_link(entry):
            if _leads_to_file_inside(Path(entry.path), top):
                yield path
            else:
                message = "a link to a folder or out of content/ is not followed"
                problems.add(f"content/{path}", 1, "file-link", message, "copy the files here")
        elif entry.is_dir():
            _judge_name(entry.name, path, problems)
            yield from _files(Path(entry.path), top, f"{path}/", problems)
        elif entry.is_file():
            _judge_name(entry.name, path, problems)
            yield path


def _entries(folder: Path, prefix: str, problems: Problems) -> list[os.DirEntry[str]]:
    place = f"content/{prefix}".rstrip("/")
    if prefix.count("/") > MAX_FOLDERS:
        message = f"folders are nested more than {MAX_FOLDERS} deep and are not read from here on"
        problems.add(place, 1, "folder-deep", message, "move this folder up")
        return []
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda one: one.name)
    except OSError as error:
        message = f"the folder cannot be read ({error.strerror})"
        problems.add(place, 1, "file-unreadable", message, "check who may read it")
        return []


def _is_link(entry: os.DirEntry[str]) -> bool:
    junction = getattr(entry, "is_junction", None)  # Python 3.12, Windows
    return entry.is_symlink() or bool(junction and junction())


def _leads_to_file_inside(link: Path, top: Path) -> bool:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(top)


def fits_windows(name: str) -> bool:
    """Whether Windows can have a file or folder of this name."""
    return not _WINDOWS_NAME.search(name)


def _judge_name(name: str, path: str, problems: Problems) -> None:
    if not fits_windows(name):
        problems.add(
            f"content/{path}",
            1,
            "file-name",
            f"Windows cannot have a file or folder named {name}",
            'rename it without < > : " \\ | ? * and without a dot or blank at its end',
        )


def same_name(path: str) -> str:
    """What two paths share that only capitals or Unicode forms tell apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _same_names(paths: list[str], problems: Problems) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(same_name(path), path)
        if other != path:
            message = f"only upper and lower case tells it from {other}; Windows and Macs cannot"
            problems.add(f"content/{path}", 1, "file-name-case", message, "rename one of them")


def read_text(
    content: Path, path: str, limit: int, problems: Problems, *, leaves_out: bool = True
) -> str | None:
    """
    The text of a file with line ends as `\\n` and without a byte-order mark.

    Args:
        content: The folder `content/`.
        path: Of the file, relative to it.
        limit: Bytes that the file may have.
        problems: Takes what is wrong.
        leaves_out: Whether a file that cannot be read leaves its page out.

    Returns:
        None, and a problem, when it is longer than `limit`, cannot be read,
        is not UTF-8, or holds what git could not merge.
    """

    def fault(code: str, message: str, mend: str, line: int = 1) -> None:
        problems.add(f"content/{path}", line, code, message, mend, leaves_out=leaves_out)

    place = os.path.join(content, path)  # noqa: PTH118 (a Path is slow, and texts are many)
    try:
        if os.stat(place).st_size > limit:  # noqa: PTH116
            message = f"the file is larger than {limit // 1000} kB and is not read"
            fault("file-large", message, "split it into several")
            return None
        with open(place, "rb", buffering=0) as file:  # noqa: PTH123
            text = decode(file.read())
    except OSError as error:
        message = f"the file cannot be read ({error.strerror})"
        fault("file-unreadable", message, "check who may read it")
        return None
    except NotUtf8Error as error:
        mend = "save it again as UTF-8 (in Notepad: 文件 → 另存为 → 编码 UTF-8)"
        fault("file-encoding", f"the file is saved as {error}, not as UTF-8", mend)
        return None
    conflict = _CONFLICT.search(text)
    if conflict and all(sign in text for sign in _CONFLICT_GOES_ON):
        line = text.count("\n", 0, conflict.start()) + 1
        mend = "keep the right lines; delete the others, and the lines <<<<<<<, ======= and >>>>>>>"
        fault("file-conflict", "git left two versions of these lines here", mend, line)
        return None
    return _without_nul(text, path, problems)


def _without_nul(text: str, path: str, problems: Problems) -> str:
    if "\0" not in text:
        return text
    line = text.count("\n", 0, text.index("\0")) + 1
    message = "the file holds NUL characters, which are left out"
    problems.add(f"content/{path}", line, "file-nul", message, "delete them, or save it again")
    return text.replace("\0", "")
