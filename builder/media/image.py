"""A picture becomes what a phone shows: upright, small, right in colour, without its metadata."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from builder.media.animation import encode_animation, moves, read_animation
from builder.media.encoded import Encoded, EncodedFile
from builder.media.presets import PICTURE, PicturePreset
from builder.media.probe import is_svg, opened
from builder.media.raster import scaled, shown_as_is, upright, widths
from builder.media.strip import stripped
from builder.media.svg import encode_svg
from builder.media.variants import Files, encode_variants, pays, squeezed

_MIME = {
    "avif": "image/avif",
    "webp": "image/webp",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
}
_ENDING = {"PNG": "png", "WEBP": "webp", "GIF": "gif", "JPEG": "jpg", "MPO": "jpg"}


@dataclass(frozen=True)
class _Read:
    """A decoded picture at each width, ascending, and its own bytes where they could be served."""

    sizes: dict[int, Image.Image]
    ending: str
    own: bytes | None


def encode_picture(source: Path, folder: Path, preset: PicturePreset = PICTURE) -> Encoded:
    """
    Encode one picture into files in `folder`, none larger than the source.

    The type is read from the bytes, whatever the name says. Animations and
    drawings (SVG) stay what they are.

    Raises:
        MediaError: The source is broken, too large, or no picture.
        OSError: A file cannot be read or written.
        MemoryError: There is not enough on this machine.
    """
    if is_svg(source):
        return encode_svg(source, folder)
    with opened(source) as image:
        animation = read_animation(image, preset) if moves(image) else None
        read = None if animation else _read(source, image, preset)
    if animation:
        return encode_animation(animation, source, folder, preset)
    assert read
    return _written(_chosen(read, source.stat().st_size, preset), folder)


def _read(source: Path, image: Image.Image, preset: PicturePreset) -> _Read:
    wanted = widths(image, preset)
    picture = upright(image, wanted[-1])
    own = None
    ending = _ENDING.get(image.format or "", "")
    if ending and shown_as_is(image) and image.width <= preset.widths[-1]:
        own = _own(source.read_bytes(), image)
    return _Read({one: scaled(picture, one) for one in wanted}, ending, own)


def _own(data: bytes, image: Image.Image) -> bytes | None:
    """The source without its metadata, when it truly shows the same."""
    own = stripped(data)
    if own is None:
        return None
    with Image.open(BytesIO(own)) as again:
        return own if again.convert("RGBA").tobytes() == image.convert("RGBA").tobytes() else None


def _chosen(read: _Read, limit: int, preset: PicturePreset) -> dict[str, Files]:
    """Files by extension: AVIF where it pays, and a fallback; each at most `limit` bytes."""
    formats = encode_variants(read.sizes, preset)
    widest = max(read.sizes)
    fallback, ending = formats["webp"], "webp"
    if read.own and len(read.own) <= max(map(len, fallback.values())):
        fallback, ending = {widest: read.own}, read.ending
    elif max(map(len, fallback.values())) > limit:
        fallback = squeezed(read.sizes, limit, preset)
    avif = formats.get("avif")
    if avif and max(map(len, avif.values())) <= limit and pays(avif, fallback):
        return {"avif": avif, ending: fallback}
    return {ending: fallback}


def _written(formats: dict[str, Files], folder: Path) -> Encoded:
    files: list[EncodedFile] = []
    for ending, variants in formats.items():
        for width, data in variants.items():
            name = f"{width}.{ending}"
            (folder / name).write_bytes(data)
            with Image.open(BytesIO(data)) as image:
                files.append(EncodedFile(name, _MIME[ending], len(data), *image.size))
    largest = max(files, key=lambda one: one.width)
    return Encoded(tuple(files), largest.width, largest.height)
