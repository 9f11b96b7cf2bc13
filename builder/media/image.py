"""A picture becomes what a phone shows: upright, small, right in colour, without its metadata."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from builder.media.animation import encode_animation, moves, read_animation
from builder.media.encoded import Encoded, EncodedFile
from builder.media.png import difference
from builder.media.presets import PICTURE, PicturePreset
from builder.media.probe import READABLE, is_svg, opened
from builder.media.raster import scaled, upright, widths
from builder.media.strip import stripped
from builder.media.svg import encode_svg
from builder.media.variants import Files, encode_variants, pays, squeezed

MIME = {
    "avif": "image/avif",
    "webp": "image/webp",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
}
_SAME = 4  # of 255: the converter of profiles rounds, even from sRGB to sRGB
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
    ending = _ENDING.get(image.format or "", "")
    own = own_bytes(source, picture) if ending and image.mode != "CMYK" else None
    return _Read({one: scaled(picture, one) for one in wanted}, ending, own)


def own_bytes(source: Path, picture: Image.Image) -> bytes | None:
    """The source without its metadata, when it shows the same without: no turn, no profile."""
    with Image.open(source, formats=READABLE) as image:
        if image.size != picture.size:
            return None  # before a source of hundreds of MB is read and copied
    own = stripped(source.read_bytes())
    if own is None:
        return None
    with Image.open(BytesIO(own)) as again:
        if again.size != picture.size:
            return None
        plain = upright(again, picture.width)
    most = difference(plain.convert("RGBA"), picture.convert("RGBA"))
    return own if most <= _SAME else None


def _chosen(read: _Read, limit: int, preset: PicturePreset) -> dict[str, Files]:
    """Files by extension: AVIF where it pays, and a fallback; each at most `limit` bytes."""
    formats = encode_variants(read.sizes, preset)
    widest = max(read.sizes)
    fallback, ending = formats["webp"], "webp"
    if read.own and len(read.own) <= max(map(len, fallback.values())):
        fallback, ending = {widest: read.own}, read.ending
    elif max(map(len, fallback.values())) > limit:
        fallback = squeezed(read.sizes, limit, preset)
    chosen = {ending: _useful(fallback)}
    avif = formats.get("avif")
    if avif and max(map(len, avif.values())) <= limit and pays(avif, fallback):
        chosen = {"avif": _useful(avif)} | chosen
    return chosen


def _useful(files: Files) -> Files:
    """Without narrow files that are no smaller than a wider one."""
    return {
        width: data
        for width, data in files.items()
        if all(len(data) < len(files[wider]) for wider in files if wider > width)
    }


def _written(formats: dict[str, Files], folder: Path) -> Encoded:
    files: list[EncodedFile] = []
    for ending, variants in formats.items():
        for width, data in variants.items():
            name = f"{width}.{ending}"
            (folder / name).write_bytes(data)
            with Image.open(BytesIO(data)) as image:
                files.append(EncodedFile(name, MIME[ending], len(data), *image.size))
    largest = max(files, key=lambda one: one.width)
    return Encoded(tuple(files), largest.width, largest.height)
