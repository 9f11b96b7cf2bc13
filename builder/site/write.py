"""The finished pages and files of a site written into a folder, by every processor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from builder.cache_folder import cache_folder
from builder.model.address import page_file
from builder.prepared import Prepared
from builder.shares import in_shares
from builder.site.files import site_files
from builder.site.page import SitePage
from builder.site.pages import pages
from builder.site.place import Place
from builder.site.render import Site
from builder.site.squares import Squares
from builder.theme_folder import theme_folder

Result = TypeVar("Result")
Look = Callable[[str, bytes], Result]


def school_site(ready: Prepared, *, squares: bool = True) -> Site:
    """
    What renders the pages of a prepared school.

    Args:
        ready: The school.
        squares: Whether the pictures beside shared links are drawn.

    Raises:
        KeyFileError: A kept key of an exam cannot be read.
    """
    kept = cache_folder(ready.school.root) / "squares"
    drawn = Squares(ready.media, kept) if squares else None
    return Site(ready.school, ready.media, theme_folder(), ready.exams, squares=drawn)


def write_site(site: Site, ready: Prepared, folder: Path, look: Look[Result]) -> list[Result]:
    """
    Write every page and file of a school into `folder`.

    The folder need not exist. In one that holds an older build, only what
    differs is written, and what is no more is removed.

    Args:
        site: Renders the pages.
        ready: The school.
        folder: Where to.
        look: Told the name of each file, relative to `folder`, and what it holds.

    Returns:
        What `look` said of each.
    """
    found = list(pages(ready.school))
    files = dict(site_files(ready.school, site, found))
    place = Place(folder, [*(page_file(page.url) for page in found), *files])

    def put(name: str, data: str | bytes) -> Result:
        whole = data.encode() if isinstance(data, str) else data
        place.put(name, whole)
        return look(name, whole)

    def write(part: Sequence[SitePage]) -> list[Result]:
        return [put(page_file(page.url), site.render(page)) for page in part]

    def copy(name: str, data: str | bytes | Path) -> Result:
        return put(name, data.read_bytes() if isinstance(data, Path) else data)

    return [*in_shares(found, write), *(copy(name, data) for name, data in files.items())]


def look_at(folder: Path, look: Look[Result]) -> list[Result]:
    """What `look` says of each file that is in `folder`."""

    def looked(part: Sequence[Path]) -> list[Result]:
        return [look(one.relative_to(folder).as_posix(), one.read_bytes()) for one in part]

    return in_shares([one for one in folder.rglob("*") if one.is_file()], looked)
