"""What is remembered of the last good build, so that the next one does only what is new."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

from builder.model.media import Media, Picture, PictureVariant, Recording, RecordingVariant
from builder.problems import Problem
from builder.rebuild.links import Links
from builder.rebuild.placed import Placed, after_writing
from builder.rebuild.programmes import Programmes
from builder.rebuild.roll import Roll
from builder.rebuild.states import State
from builder.staging import write_whole

FILE = "last.json"
_SPOILT = (OSError, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True)
class LastBuild:
    """
    A build without errors, and what it was made from.

    Attributes:
        program: Mark of the program, its theme and the day.
        inputs: State of every file that was read.
        outputs: What was put in place, by rendition.
        problems: Advice that was given.
        totals: Of the report.
        companies: Title and address of each partner company.
        alone: See `builder.site.engine.Engine`.
        outlines: Of the lessons that may be built anew alone, by path.
        weights: Bytes of each lesson on a phone, by path.
        roll: Every lesson, as lists of lessons name it.
        programmes: The lessons of each company's programme.
        links: Which texts lead to a lesson.
        urls: Content path to address of every page.
        files: Content paths of what is offered for download.
        media: As it was encoded.
        shown: Media that nothing names but lessons' texts: paths of these lessons.
        due: Paths of lessons that a rendition does not show yet as they are
            now, by rendition.
    """

    program: str
    inputs: Mapping[str, State]
    outputs: Mapping[str, Placed]
    problems: tuple[Problem, ...]
    totals: Mapping[str, int]
    companies: tuple[tuple[str, str], ...]
    alone: bool
    outlines: Mapping[str, str]
    weights: Mapping[str, int]
    roll: Roll
    programmes: Programmes
    links: Links
    urls: Mapping[str, str]
    files: tuple[str, ...]
    media: Media
    shown: Mapping[str, Sequence[str]]
    due: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def names(self) -> Set[str]:
        """Of the renditions that were put in place."""
        return self.outputs.keys()

    @property
    def lessons(self) -> int:
        """How many there are."""
        return sum(map(len, self.roll.values()))

    def after_writing(self, root: Path, name: str, places: Collection[str]) -> LastBuild:
        """The same, of a rendition of which these files and folders below `build/` were written."""
        now = after_writing(root, self.outputs[name], places)
        return replace(self, outputs={**self.outputs, name: now})


def read(cache: Path) -> LastBuild | None:
    """The last build, or None when nothing usable is remembered."""
    try:
        record: dict[str, Any] = orjson.loads((cache / FILE).read_bytes())
        record["files"] = tuple(record["files"])
        record["companies"] = tuple(map(tuple, record["companies"]))
        record["problems"] = tuple(Problem(**one) for one in record["problems"])
        record["media"] = _media(record["media"])
        return LastBuild(**record)
    except _SPOILT:
        return None


def remember(cache: Path, last: LastBuild) -> None:
    """Write down a build; without it the next one does everything anew."""
    record = vars(last) | {
        "problems": [asdict(one) for one in last.problems],
        "media": asdict(last.media),
    }
    try:
        write_whole(cache / FILE, orjson.dumps(record, default=str))
    except (OSError, TypeError):
        forget(cache)


def forget(cache: Path) -> None:
    """Have the next build do everything anew."""
    (cache / FILE).unlink(missing_ok=True)


def _media(record: Mapping[str, Any]) -> Media:
    pictures = {
        name: {path: _item(Picture, PictureVariant, one) for path, one in record[name].items()}
        for name in ("pictures", "articles", "codes")
    }
    recordings = {
        path: _item(Recording, RecordingVariant, one) for path, one in record["recordings"].items()
    }
    return Media(recordings=recordings, **pictures)


def _item(kind: Any, variant: Any, record: Mapping[str, Any]) -> Any:
    variants = tuple(variant(**{**one, "path": Path(one["path"])}) for one in record["variants"])
    return kind(**{**record, "variants": variants})
