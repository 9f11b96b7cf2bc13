"""The square pictures that stand beside shared links: drawn once, kept by what they show."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PIL import __version__ as pillow_version

from builder import drawn
from builder import wechat_limits as limits
from builder.drawn.square import share_square
from builder.drawn.svg import svg_png
from builder.media.encoded import Encoded, EncodedFile
from builder.media.store import Failure, Store
from builder.model.media import Media, PictureVariant
from builder.site.page import SitePage

_SIDE, _FILE, _MIME = limits.SHARE_PICTURE, "square.jpg", "image/jpeg"
_READ = frozenset({"image/jpeg", "image/png", "image/gif"})  # what can be drawn from as it is
_WIDE = 2 * _SIDE  # px of a drawing before it is made smaller


class Squares:
    """
    Draws the picture of each page that is shared: of its cover, else of its title.

    Args:
        media: Of the school.
        folder: Where they are kept; safe to delete.
    """

    def __init__(self, media: Media, folder: Path) -> None:
        self._media = media
        self._store = Store(folder)
        self._store.sweep()
        self._found: dict[str, PictureVariant] = {}

    def of(self, page: SitePage) -> PictureVariant:
        """
        The picture of a page; pages of a course without one of their own share the course's.

        Raises:
            OSError: It cannot be kept.
        """
        lesson, course = page.context.get("lesson"), page.context.get("course")
        title = lesson.title if lesson else course.title if course else page.title
        cover = (lesson.cover if lesson else None) or (course.cover if course else None) or ""
        raster = self._largest(cover)
        key = self._key(title, raster)
        if key not in self._found:
            self._found[key] = self._kept(key, title, raster)
        return self._found[key]

    def _largest(self, cover: str) -> PictureVariant | None:
        """
        The cover as our pages show it, in its last format at its largest width.

        Not as articles show it: the site would differ when none are built.
        """
        picture = self._media.pictures.get(cover)
        return picture.variants[-1] if picture else None

    def _key(self, title: str, raster: PictureVariant | None) -> str:
        shown = raster.name if raster else title
        digest = hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()
        return self._store.key(digest, self._recipe)

    @cached_property
    def _recipe(self) -> str:
        """The programs that draw, so that they draw anew when one of them changes."""
        folder = Path(next(iter(drawn.__path__)))
        whole = hashlib.sha256()
        for file in sorted(folder.glob("*.py")):
            whole.update(file.read_bytes())
        return f"square {whole.hexdigest()} pillow={pillow_version}"

    def _kept(self, key: str, title: str, raster: PictureVariant | None) -> PictureVariant:
        kept = self._store.get(key)
        if kept is None or isinstance(kept, Failure):
            self._store.put(key, lambda folder: _drawn(folder, title, raster))
            kept = self._store.get(key)
        assert kept
        assert not isinstance(kept, Failure)
        file = kept.encoded.files[0]
        path = kept.folder / file.name
        return PictureVariant(path, f"{kept.name}.jpg", _MIME, file.bytes, _SIDE, _SIDE)


def _drawn(folder: Path, title: str, raster: PictureVariant | None) -> Encoded:
    with TemporaryDirectory() as spare:
        data = share_square(_readable(raster, Path(spare)) if raster else None, title)
    (folder / _FILE).write_bytes(data)
    return Encoded((EncodedFile(_FILE, _MIME, len(data), _SIDE, _SIDE),), _SIDE, _SIDE)


def _readable(raster: PictureVariant, spare: Path) -> Path:
    if raster.mime in _READ:
        return raster.path
    file = spare / "picture.png"
    if raster.mime == "image/svg+xml":
        file.write_bytes(svg_png(raster.path.read_bytes(), _WIDE))
        return file
    with Image.open(raster.path) as image:
        image.save(file)
    return file
