"""The files that go along with an article: pictures for WeChat, recordings for staff."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder import wechat_limits as limits
from builder.model.media import Media
from builder.wechat.kept import Kept

IMAGES, AUDIO = "images", "audio"
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # what Windows takes in no file name


@dataclass(frozen=True)
class Image:
    """
    A picture in the body of an article.

    Attributes:
        name: File name in `images/`.
        mime: `image/jpeg`, `image/png` or `image/gif`.
        width, height: px.
        source: The file in the cache, or the picture itself when it was drawn.
    """

    name: str
    mime: str
    width: int
    height: int
    source: Path | bytes

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()

    @property
    def address(self) -> str:
        """Its address relative to the article."""
        return f"{IMAGES}/{self.name}"

    @property
    def inlined(self) -> str:
        """The file itself as an address."""
        return f"data:{self.mime};base64,{base64.b64encode(self.data).decode('ascii')}"

    @property
    def call(self) -> str:
        """How it is uploaded: only JPEG and PNG of less than 1 MB need no place in the library."""
        fits = self.mime in limits.BODY_PICTURE_TYPES
        return (
            "uploadimg" if fits and len(self.data) < limits.BODY_PICTURE_BYTES else "add_material"
        )


@dataclass(frozen=True)
class Sound:
    """A recording that staff insert: file name in `audio/`, the MP3 in the cache, seconds."""

    name: str
    source: Path
    seconds: float

    @property
    def address(self) -> str:
        """Its address relative to the article."""
        return f"{AUDIO}/{self.name}"


class Files:
    """
    Names the files of one article, each once.

    Args:
        media: Of the school, with pictures for articles.
        kept: What was drawn before.

    Attributes:
        images: By content path, or by name when drawn; in order.
        sounds: By content path; in order.
    """

    def __init__(self, media: Media, kept: Kept) -> None:
        self._kept = kept
        self._pictures = media.articles
        self._codes = media.codes
        self._recordings = media.recordings
        self.images: dict[str, Image] = {}
        self.sounds: dict[str, Sound] = {}

    def image(self, path: str) -> Image | None:
        """A picture of the content; None when it could not be encoded."""
        picture = self._pictures.get(path)
        if picture and path not in self.images:
            one = picture.variants[0]
            self.images[path] = Image(one.name, one.mime, one.width, one.height, one.path)
        return self.images.get(path)

    def code(self, path: str) -> Image | None:
        """A group's QR code; None when it could not be encoded."""
        picture = self._codes.get(path)
        if picture is None:
            return None
        one = picture.variants[0]
        image = Image(one.name, one.mime, one.width, one.height, one.path)
        return self.images.setdefault(f"code {path}", image)

    def drawn(self, made_of: tuple[object, ...], draw: Callable[[], bytes]) -> Image:
        """A PNG that we draw, of what it is made of (`Kept.get`)."""
        data = self._kept.get(made_of, draw)
        width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))  # of its header
        name = f"{hashlib.sha256(data).hexdigest()[:10]}-{width}.png"
        return self.images.setdefault(name, Image(name, "image/png", width, height, data))

    def sound(self, path: str) -> Sound | None:
        """A recording's MP3, named after its source; None when it could not be encoded."""
        recording = self._recordings.get(path)
        if recording and path not in self.sounds:
            source = recording.variants[-1].path  # the fallback, which every browser plays
            self.sounds[path] = Sound(self._free(path), source, recording.seconds)
        return self.sounds.get(path)

    def _free(self, path: str) -> str:
        """A name that no other recording of the article has."""
        stem = _NO_NAME.sub("-", posixpath.splitext(posixpath.basename(path))[0])
        taken = {sound.name.casefold() for sound in self.sounds.values()}
        number = 1
        while f"{_numbered(stem, number)}.mp3".casefold() in taken:
            number += 1
        return f"{_numbered(stem, number)}.mp3"


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"
