"""Articles for WeChat of edited lessons, made anew."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.exam.gate import TEXTS
from builder.i18n import StaffLanguage
from builder.rebuild.last import LastBuild
from builder.rebuild.read import Edited
from builder.staging import put_in_place, write_whole
from builder.wechat.again import write_again
from builder.wechat.build import FOLDER, INDEX


@dataclass(frozen=True)
class Articles:
    """
    Articles that lie in a folder and are not in place yet.

    Attributes:
        folder: Holds their bundles.
        former: Where all articles lie.
        places: Folders of the bundles, below both.
        index: The list of all articles.
    """

    folder: Path
    former: Path
    places: tuple[str, ...]
    index: str

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """The texts of these articles and those that they replace: name and text."""
        yield INDEX, self.index
        for top in (self.folder, self.former):
            for place in self.places:
                for file in sorted((top / place).rglob("*")):
                    if file.suffix.lower() in TEXTS and file.is_file():
                        name = file.relative_to(top).as_posix()
                        yield name, file.read_text(encoding="utf-8", errors="replace")

    def put(self, root: Path, last: LastBuild, _: StaffLanguage) -> LastBuild:
        """Exchange the folder of every bundle; then write the list."""
        for parent in sorted({posixpath.dirname(place) for place in self.places}):
            put_in_place(self.folder / parent, self.former / parent)
        index, data = self.former / INDEX, self.index.encode()
        if index.read_bytes() != data:
            write_whole(index, data)
        places = [f"{FOLDER}/{place}" for place in (INDEX, *self.places)]
        return last.after_writing(root, "wechat", places)


def make_articles(
    root: Path, folder: Path, edited: Edited, paths: Collection[str]
) -> Articles | None:
    """
    Write the articles of the lessons at `paths` into the empty `folder`.

    Returns:
        None where WeChat would refuse one; a whole build says why.
    """
    own, former = folder / FOLDER, root / "build" / FOLDER
    own.mkdir()
    try:
        made = write_again(edited.school, edited.media, paths, own, former)
    except (OSError, ValueError):
        return None
    if made.problems or made.index is None:
        return None
    return Articles(own, former, made.places, made.index)
