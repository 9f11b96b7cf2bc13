"""Which texts lead to a lesson, and to which places in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from builder.model.address import parse, suffix
from builder.model.course import Lesson
from builder.model.document import Document

Links = Mapping[str, Mapping[str, Sequence[str]]]  # path of the lesson, of a text, anchors


def links(texts: Iterable[tuple[str, Document]], lessons: Collection[str]) -> Links:
    """
    The links that lead to a lesson.

    Args:
        texts: Path and content of each text, relative to `content/`.
        lessons: Paths of all lessons.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for path, document in texts:
        for place, anchor in _places(path, document):
            if place in lessons:
                found[place].setdefault(path, []).append(anchor)
    return found


def after_edits(
    before: Links, texts: Iterable[tuple[str, Document]], lessons: Collection[str]
) -> Links:
    """The links when these texts are other than they were."""
    edited = dict(texts)
    now: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
    for found in (before, links(edited.items(), lessons)):
        for place, of in found.items():
            now[place] |= {
                path: anchors
                for path, anchors in of.items()
                if found is not before or path not in edited
            }
    return now


def are_known(lesson: Lesson, urls: Collection[str]) -> bool:
    """Whether every page that a lesson leads to is one that the site has (`urls`)."""
    places = (place for place, _ in _places(lesson.path, lesson.body))
    return all(place in urls for place in places if suffix(place) in {"", ".md"})


def _places(path: str, document: Document) -> Iterator[tuple[str, str]]:
    """Where a text leads in its school: path and anchor."""
    for one in document.references:
        target = parse(path, one.target)
        if target.kind == "anchor":
            yield path, target.anchor
        elif target.kind == "content":
            yield target.path.rstrip("/"), target.anchor
