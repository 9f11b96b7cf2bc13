"""Animations keep moving, as WebP, in fewer bytes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError
from builder.media.presets import PicturePreset
from builder.media.search import Judge, search
from builder.media.strip import stripped
from builder.media.variants import WEBP, encoded

_MOVING = frozenset({"GIF", "PNG", "WEBP", "AVIF"})
_MIME = {"GIF": ("gif", "image/gif"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}
_MAX_DECODED = 2_000_000_000  # px of all frames at the source's size: some 20 s of decoding
_DURATION = 100  # ms; what browsers make of 10 ms and less
_FALL = 0.6  # of the quality, at each step down to the size of the source


@dataclass(frozen=True)
class Animation:
    """
    Frames as they are shown.

    Attributes:
        frames: RGBA, of one size.
        durations: ms, of each frame.
        plays: How often it runs; 0 is for ever.
        kind: Pillow's name of the source's format.
        whole: Whether the frames are as large as the source's.
    """

    frames: tuple[Image.Image, ...]
    durations: tuple[int, ...]
    plays: int
    kind: str
    whole: bool


def moves(image: Image.Image) -> bool:
    """Whether an opened picture is an animation (pages of a TIFF are not)."""
    return image.format in _MOVING and bool(getattr(image, "is_animated", False))


def read_animation(image: Image.Image, preset: PicturePreset) -> Animation:
    """
    Decode the frames of an opened GIF, PNG, WebP or AVIF, no wider than a phone shows.

    Raises:
        MediaError: It has too many frames or pixels.
        EOFError: It is cut off.
    """
    count: int = getattr(image, "n_frames", 1)
    size = _size(image, count, preset)
    first = 1 if getattr(image, "default_image", False) else 0  # shown where nothing moves
    frames, durations = [], []
    for index in range(first, count):
        image.seek(index)
        frame = image.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
        frame.info = {}
        frames.append(frame)
        duration = round(float(image.info.get("duration", 0)))
        durations.append(duration if duration > 10 else _DURATION)
    whole = size == image.size
    return Animation(tuple(frames), tuple(durations), _plays(image), image.format or "", whole)


def encode_animation(
    animation: Animation, source: Path, folder: Path, preset: PicturePreset
) -> Encoded:
    """
    Write an animation as WebP, or as it came where that is smaller.

    Raises:
        MediaError: It is cut off, or cannot be made smaller.
    """
    data = source.read_bytes()
    own = stripped(data)
    if animation.kind == "GIF" and own is None:
        raise MediaError("the animation is cut off", "copy it again, or save it again")
    middle = animation.frames[len(animation.frames) // 2]
    found = search(Judge(middle), lambda one: encoded(middle, "webp", one, preset), WEBP, preset)
    quality = found.quality
    moving = _webp(animation, quality)
    if own and animation.whole and animation.kind in _MIME and len(own) <= len(moving):
        return _written(own, *_MIME[animation.kind], animation, folder)
    while len(moving) > len(data):
        quality = int(quality * _FALL)
        if not quality:
            raise MediaError("the animation cannot be made smaller", "save it with fewer frames")
        moving = _webp(animation, quality)
    return _written(moving, *_MIME["WEBP"], animation, folder)


def _size(image: Image.Image, count: int, preset: PicturePreset) -> tuple[int, int]:
    """The widest of the preset's sizes at which all frames together are within its limits."""
    for most in reversed(preset.widths):
        width = min(image.width, most)
        height = max(1, round(image.height * width / image.width))
        if count * width * height <= preset.max_frame_pixels:
            break
    else:
        width = 0
    if not width or count > preset.max_frames or count * image.width * image.height > _MAX_DECODED:
        message = (
            f"the animation has {count} frames of {image.width} × {image.height} px, "
            "too many for a phone"
        )
        raise MediaError(message, "show its main steps as pictures with a few words each")
    return width, height


def _plays(image: Image.Image) -> int:
    loop = image.info.get("loop")
    if image.format == "GIF":
        return 1 if loop is None else int(loop) and int(loop) + 1  # GIF counts repetitions
    return int(loop or 0)


def _webp(animation: Animation, quality: int) -> bytes:
    buffer = BytesIO()
    animation.frames[0].save(
        buffer,
        "WEBP",
        save_all=True,
        append_images=animation.frames[1:],
        duration=animation.durations,
        loop=min(animation.plays, 65_535),
        quality=quality,
        method=4,
        allow_mixed=True,
    )
    return buffer.getvalue()


def _written(data: bytes, ending: str, mime: str, animation: Animation, folder: Path) -> Encoded:
    width, height = animation.frames[0].size
    name = f"{width}.{ending}"
    (folder / name).write_bytes(data)
    return Encoded((EncodedFile(name, mime, len(data), width, height),), width, height)
