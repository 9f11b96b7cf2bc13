"""One source to encode: how, at what cost, and where to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.media.article import encode_article
from builder.media.audio import encode_recording
from builder.media.audio_presets import SPEECH
from builder.media.code import CODE, encode_code
from builder.media.encoded import Encoded
from builder.media.ffmpeg import PassingError
from builder.media.image import encode_picture
from builder.media.kinds import Kind
from builder.media.presets import ARTICLE, PICTURE
from builder.media.store import Store
from builder.model.address import suffix

ENCODERS: dict[Kind, Callable[[Path, Path], Encoded]] = {
    Kind.PICTURE: encode_picture,
    Kind.ARTICLE: encode_article,
    Kind.CODE: encode_code,
    Kind.RECORDING: encode_recording,
}
_RECIPES: dict[Kind, Callable[[], str]] = {
    Kind.PICTURE: PICTURE.recipe,
    Kind.ARTICLE: ARTICLE.recipe,
    Kind.CODE: CODE.recipe,
    Kind.RECORDING: SPEECH.recipe,
}
_PICTURE_COST = 3_000_000  # a picture takes about 3 s, a megabyte of MP3 one
_ARTICLE_COST = 300_000
_PLAIN = {".wav": 0.2, ".flac": 0.4}  # less work a byte than MP3


@dataclass(frozen=True)
class Job:
    """
    One source to encode.

    Attributes:
        source: The file.
        kind: What it becomes.
        key: In the store.
        store: Folder of the store.
        stamp: Size and time (ns) of the source when it was hashed.
    """

    source: Path
    kind: Kind
    key: str
    store: Path
    stamp: tuple[int, int]

    @property
    def cost(self) -> float:
        """About a microsecond of work each."""
        size = self.stamp[0]
        if self.kind is Kind.RECORDING:
            return size * _PLAIN.get(suffix(self.source.name), 1.0)
        costs = {Kind.PICTURE: _PICTURE_COST, Kind.ARTICLE: _ARTICLE_COST}
        return size + costs.get(self.kind, 0)


@cache
def recipe(kind: Kind) -> str:
    """
    What, beside the source, decides the files: the preset and the encoders' versions.

    Raises:
        MediaError: There is no encoder.
    """
    return _RECIPES[kind]()


def stamp(source: Path) -> tuple[int, int]:
    """Size and time of a file. Raises OSError."""
    state = source.stat()
    return state.st_size, state.st_mtime_ns


def encode(job: Job) -> None:
    """Encode one source into the store, in whatever process of this machine this runs."""

    def make(folder: Path) -> Encoded:
        encoded = ENCODERS[job.kind](job.source, folder)
        if stamp(job.source) != job.stamp:
            raise PassingError("it changed while it was converted", "build again")
        return encoded

    Store(job.store).put(job.key, make)
