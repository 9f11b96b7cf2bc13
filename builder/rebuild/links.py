"""Which texts lead to a lesson, and to which places in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from builder.model.address import parse
from builder.model.school import School

Links = Mapping[str, Mapping[str, Sequence[str]]]  # path of the lesson, of a text, anchors


def links(school: School) -> Links:
    """The links between the texts of a school that lead to a lesson."""
    lessons = {lesson.path for _, lesson in school.lessons}
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for path, document in school.texts:
        for one in document.references:
            target = parse(path, one.target)
            place = path if target.kind == "anchor" else target.path.rstrip("/")
            if place in lessons and target.kind in {"anchor", "content"}:
                found[place].setdefault(path, []).append(target.anchor)
    return found
