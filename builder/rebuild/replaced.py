"""The files of the site that come and go with pictures and recordings that were replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.model.media import MEDIA_FOLDER, Media, Picture, Recording
from builder.rebuild.last import LastBuild


@dataclass(frozen=True)
class Replaced:
    """
    Files of media.

    Attributes:
        come: Name and file of each that the site lacks.
        gone: Names of those that it needs no more.
    """

    come: Mapping[str, Path]
    gone: frozenset[str]


def replaced_media(now: Media, last: LastBuild) -> Replaced | None:
    """What comes and goes; None where another medium has the same files."""
    before, after = _items(last.media), _items(now)
    changed = {path for path, item in after.items() if item != before[path]}
    if not changed:
        return Replaced({}, frozenset())
    old = {one.name for path in changed for one in before[path].variants}
    new = {one.name: one.path for path in changed for one in after[path].variants}
    others = (item for path, item in after.items() if path not in changed)
    if {one.name for item in others for one in item.variants} & {*old, *new}:
        return None
    there = media_in_place(last)
    come = {name: file for name, file in new.items() if name not in there}
    return Replaced(come, frozenset(old - new.keys()))


def media_in_place(last: LastBuild) -> set[str]:
    """The names of all media of the site."""
    start = f"site/{MEDIA_FOLDER}/"
    return {path.removeprefix(start) for path in last.outputs["site"] if path.startswith(start)}


def _items(media: Media) -> dict[str, Picture | Recording]:
    return {**media.pictures, **media.recordings}
