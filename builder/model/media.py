"""Pictures and recordings as a phone gets them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MEDIA_FOLDER = "m"  # of a site, in which they lie
# The look behind comes second: a pattern that begins with a letter is found far sooner.
_MEDIA_NAME = re.compile(rf"{MEDIA_FOLDER}(?<!\w{MEDIA_FOLDER})/([\w.-]+)")


def media_names(html: str) -> set[str]:
    """The names of the pictures and recordings that a page shows."""
    return set(_MEDIA_NAME.findall(html))


@dataclass(frozen=True)
class PictureVariant:
    """
    One file of a picture.

    Attributes:
        path: The file in the cache.
        name: Public file name, `<hash>-<width>.<ext>`; the hash is that of
            the bytes of all variants, so the same name is the same bytes.
        mime: `image/avif`, `image/webp`, `image/png`, `image/jpeg`,
            `image/gif` or `image/svg+xml`.
        bytes: Size of the file.
        width, height: px.
    """

    path: Path
    name: str
    mime: str
    bytes: int
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """
    A picture and its variants.

    Attributes:
        source: Path relative to `content/`.
        source_bytes: Size of the source.
        width, height: px of the largest variant, upright: what HTML states.
        variants: Best format first, then by width ascending. The last
            format works in every browser from Chrome 86 and iOS 14 on.
    """

    source: str
    source_bytes: int
    width: int
    height: int
    variants: tuple[PictureVariant, ...]

    @property
    def phone_bytes(self) -> int:
        """What a phone of 360 CSS px and two device pixels each downloads, at best."""
        best = [one.bytes for one in self.variants if one.mime == self.variants[0].mime]
        return best[-1]


@dataclass(frozen=True)
class RecordingVariant:
    """One file of a recording: cached file, public name, MIME type with codecs, bytes, bit/s."""

    path: Path
    name: str
    mime: str
    bytes: int
    bitrate: int


@dataclass(frozen=True)
class Recording:
    """
    A recording and its variants.

    Attributes:
        source: Path relative to `content/`.
        source_bytes: Size of the source.
        seconds: Length as played, after trimming.
        variants: Opus first (when it pays), the fallback last.
    """

    source: str
    source_bytes: int
    seconds: float
    variants: tuple[RecordingVariant, ...]

    @property
    def phone_bytes(self) -> int:
        """What a phone downloads to play it, at best."""
        return self.variants[0].bytes


@dataclass(frozen=True)
class Media:
    """
    All media of a school by content path.

    Attributes:
        pictures: As our pages show them.
        recordings: As our pages play them.
        articles: Pictures as WeChat takes them, of one variant each: JPEG or
            PNG of less than 1 MB, or GIF, without transparency; empty when
            they were not asked for.
        codes: QR codes of groups, one file each.
    """

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    recordings: Mapping[str, Recording] = field(default_factory=dict)
    articles: Mapping[str, Picture] = field(default_factory=dict)
    codes: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, Path]:
        """The cached file of each picture and recording of our pages, by its public name."""
        items: list[Picture | Recording] = [*self.pictures.values(), *self.recordings.values()]
        return {one.name: one.path for item in items for one in item.variants}
