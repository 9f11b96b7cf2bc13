"""What was put in place in `build/`, to see later whether anybody has changed it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from pathlib import Path

from builder.rebuild.states import State, are_as_before, state, states

# Of files and of their folders by path below `build/`. That of a folder, which tells of files
# that came or went, spares the search through all of them, which takes twice the time.
Placed = Mapping[str, State]
_OF = {
    "site": ("site", "report.json", "report.html"),
    "wechat": ("wechat",),
    "quiz": ("quizzes",),
    "packs": ("packs",),
}


def outputs(root: Path, names: Collection[str]) -> dict[str, Placed]:
    """Everything of the renditions `names` in `build/`, by rendition."""
    return {name: states(root / "build", _OF[name], folders=True) for name in names}


def are_untouched(root: Path, placed: Mapping[str, Placed], names: Collection[str]) -> bool:
    """Whether the renditions `names` lie in `build/` as they were `placed`."""
    return all(are_as_before(root / "build", placed[name]) for name in names)


def after_writing(root: Path, before: Placed, places: Collection[str]) -> Placed:
    """
    What lies in `build/` now.

    Args:
        root: The school's folder.
        before: What lay there.
        places: Files and folders of one rendition, below `build/`, that were
            written, replaced or taken away since.
    """
    start = tuple(f"{place}/" for place in places)
    kept = {path: one for path, one in before.items() if not path.startswith(start)}
    for place in places:
        kept.pop(place, None)
    build = root / "build"
    around = {posixpath.dirname(place) for place in places} & kept.keys()
    now = states(build, places, folders=True)
    return kept | now | {path: state((build / path).stat()) for path in around}
