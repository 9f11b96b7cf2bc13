"""Pictures and covers: each sent once, as far as WeChat lets that be known."""

from __future__ import annotations

from builder.wechat.push.bundle import Bundle, Picture
from builder.wechat.push.calls import Calls, Material
from builder.wechat.push.ledger import LedgerFile
from builder.wechat.push.show import Show
from builder.wechat.push.stops import RefusedError


class Uploads:
    """
    Uploads one at a time, so that a kill costs one picture at most.

    Attributes:
        pictures: Bodies' pictures sent so far.
        covers: Covers sent so far.
    """

    def __init__(self, file: LedgerFile, calls: Calls, show: Show) -> None:
        self._file = file
        self._calls = calls
        self._show = show
        self.pictures = 0
        self.covers = 0

    def all_of(self, bundle: Bundle) -> None:
        """Send what WeChat lacks of a bundle; raises PushError."""
        for picture in bundle.pictures.values():
            if not self._file.ledger.images.get(picture.sha256):
                self._picture(picture)
                self.pictures += 1
                self._show.advance()
        if not self._file.ledger.covers.get(bundle.cover.sha256):
            self.cover(bundle.cover)
            self._show.advance()

    def cover(self, cover: Picture) -> None:
        """Send a cover; raises PushError."""
        covers = self._file.ledger.covers
        covers[cover.sha256] = self._material(cover, covers).media_id
        self._file.save()
        self.covers += 1

    def _picture(self, picture: Picture) -> None:
        images = self._file.ledger.images
        if picture.listed:
            images[picture.sha256] = self._material(picture, images).url
        else:
            images[picture.sha256] = self._calls.upload_picture(picture.to_send())
        self._file.save()

    def _material(self, picture: Picture, ledger: dict[str, str]) -> Material:
        """Put a picture into the library, unless an upload that was cut off has done so."""
        file = picture.to_send()
        if picture.sha256 in ledger:
            found = self._calls.material_named(file.name)
            if found:
                return found
        ledger[picture.sha256] = ""
        self._file.save()
        try:
            return self._calls.add_material(file)
        except RefusedError as refused:
            if not refused.unknown:
                del ledger[picture.sha256]
                self._file.save()
            raise
