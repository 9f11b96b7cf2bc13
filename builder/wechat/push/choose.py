"""Which bundles LESSON and COURSE mean."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from builder.i18n import Said
from builder.wechat.push.bundle import FOLDER
from builder.wechat.push.stops import PushError

_NONE = Said(
    "there are no articles in build/wechat; run renlearn build first",
    "build/wechat 里没有文章；请先运行 renlearn build",
)
_UNKNOWN = Said(
    "{name} is no lesson or course in build/wechat; {hint}",
    "build/wechat 里没有 {name} 这一课或这门课程；{hint}",
)
_NEAR = Said("did you mean {near}?", "是不是 {near}？")
_BUILD = Said(
    "a lesson with a problem is left out: see renlearn check, then run renlearn build",
    "有问题的课文不会构建：请看 renlearn check，再运行 renlearn build",
)
_OLD = Said(
    "Note: {file} is newer than the articles in build/wechat; "
    "run renlearn build first if its change shall be sent.",
    "注意：{file} 比 build/wechat 里的文章新；若要推送这些修改，请先运行 renlearn build。",
)


def chosen(root: Path, names: Sequence[str]) -> list[str]:
    """
    The lessons that `names` mean, each once, in the order given; a course's by their numbers.

    Args:
        root: The school's folder.
        names: A lesson's address (`business/accounting/01-why-accounts`), its
            file (`content/business/accounting/01-why-accounts.md`), or a
            course's folder.

    Raises:
        PushError: Nothing is built, or a name means nothing that is.
    """
    built = sorted(_built(root / "build" / FOLDER))
    if not built:
        raise PushError(_NONE)
    found: list[str] = []
    for name in names:
        found += _meant(root, name, built)
    return list(dict.fromkeys(found))


def older_than(root: Path, lessons: Iterable[str]) -> Said | None:
    """A hint when something beside a lesson's file changed after the build."""
    folder = root / "build" / FOLDER
    for lesson in lessons:
        built = (folder / lesson / "article.json").stat().st_mtime
        for file in _beside(root, folder / lesson):
            if file.stat().st_mtime > built:
                return _OLD.filled(file=file.relative_to(root).as_posix())
    return None


def _built(folder: Path) -> Iterator[str]:
    for file in folder.rglob("article.json"):
        yield file.parent.relative_to(folder).as_posix()


def _meant(root: Path, name: str, built: Sequence[str]) -> list[str]:
    wanted = _plain(root, name)
    if wanted in built:
        return [wanted]
    course = [lesson for lesson in built if lesson.rpartition("/")[0] == wanted]
    if course:
        return course
    if wanted.endswith(".md"):
        by_file = [one for one in built if _path(root, one) == f"content/{wanted}"]
        if by_file:
            return by_file
    near = difflib.get_close_matches(wanted.removesuffix(".md"), built, n=1, cutoff=0.6)
    hint = _NEAR.filled(near=near[0]) if near else _BUILD
    raise PushError(_UNKNOWN.filled(name=name, hint=hint))


def _plain(root: Path, name: str) -> str:
    """A name without what the terminal's completion puts before and after it."""
    path = Path(name.replace("\\", "/"))
    if path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    text = path.as_posix().strip("/")
    for folder in ("content/", f"build/{FOLDER}/"):
        text = text.removeprefix(folder)
    return text


def _path(root: Path, lesson: str) -> str:
    try:
        file = root / "build" / FOLDER / lesson / "article.json"
        return str(json.loads(file.read_text(encoding="utf-8"))["path"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _beside(root: Path, bundle: Path) -> Iterator[Path]:
    """The files of a lesson's course and the school's settings."""
    content = root / "content"
    source = root / _path(root, bundle.relative_to(root / "build" / FOLDER).as_posix())
    if source.is_relative_to(content) and source.parent.is_dir():
        yield from (file for file in source.parent.iterdir() if file.is_file())
    if (content / "school.yml").is_file():
        yield content / "school.yml"
