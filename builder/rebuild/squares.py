"""The pictures beside shared links that come and go when titles change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from builder.model.media import media_names
from builder.model.school import School
from builder.rebuild.last import LastBuild
from builder.rebuild.replaced import media_in_place
from builder.rebuild.roll import roll, titles
from builder.site.page import SitePage
from builder.site.pages import is_shared, pages

if TYPE_CHECKING:
    from builder.site.squares import Squares


def new_squares(
    squares: Squares | None, shown: Iterable[SitePage], last: LastBuild
) -> dict[str, Path]:
    """The file of each picture that these pages name and the last build had not, by its name."""
    found = (squares.of(page) for page in shown if squares and is_shared(page))
    known = media_in_place(last)
    return {one.name: one.path for one in found if one.name not in known}


def old_squares(
    former: Mapping[str, str], html: Mapping[str, str], school: School, last: LastBuild
) -> frozenset[str] | None:
    """
    The names of pictures that no page names any more.

    A lesson without a cover shares a picture of its title, and so does any
    other page with the same title.

    Args:
        former: Pages as they were, by path.
        html: The same pages as they are.
        school: As it is, most lessons in name.
        last: The last build.

    Returns:
        None where another page may still name one of them.
    """
    named: set[str] = set()
    for path, page in html.items():
        named |= media_names(former[path]) - media_names(page)
    squares = media_in_place(last) - last.media.files.keys()
    named &= {name for name in squares if name.endswith(".jpg")}
    if not named:
        return frozenset()
    now, before = titles(roll(school.courses)), titles(last.roll)
    gone = {title for path, title in before.items() if now[path] != title}
    others = {*now.values(), *(one.title for one in school.courses)}
    others |= {page.title for page in pages(school, of=())}
    others |= {title for title, _ in last.companies}
    read = {one.slug for one in school.companies}
    for slug, lessons in last.programmes.items():
        others |= set() if slug in read else {*lessons.values()}
    return None if gone & others else frozenset(named)
