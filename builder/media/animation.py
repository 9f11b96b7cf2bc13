"""Animations keep moving, as WebP, in fewer bytes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageSequence

from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError
from builder.media.presets import PicturePreset

_QUALITIES = (50, 35, 20, 10)
_DEFAULT_DURATION = 100  # ms, what browsers show for a frame that states none


def encode_animation(
    image: Image.Image, source_bytes: int, folder: Path, preset: PicturePreset
) -> Encoded:
    """
    Encode an animated GIF, PNG or WebP as one animated WebP.

    Raises:
        MediaError: It has too many frames or pixels, or cannot be made smaller.
    """
    frames = getattr(image, "n_frames", 1)
    width = min(image.width, preset.widths[-1])
    height = max(1, round(image.height * width / image.width))
    if frames > preset.max_frames or frames * width * height > preset.max_frame_pixels:
        message = (
            f"the animation has {frames} frames of {width} × {height} px, too many for a phone"
        )
        raise MediaError(message, "show its main steps as pictures with a few words each")
    for quality in _QUALITIES:
        data = _webp(image, (width, height), quality)
        if len(data) <= source_bytes:
            name = f"{width}.webp"
            (folder / name).write_bytes(data)
            file = EncodedFile(name, "image/webp", len(data), width, height)
            return Encoded((file,), width, height)
    raise MediaError("the animation cannot be made smaller", "save it with fewer frames")


def _webp(image: Image.Image, size: tuple[int, int], quality: int) -> bytes:
    durations: list[int] = []

    def frames() -> Iterator[Image.Image]:
        for frame in ImageSequence.Iterator(image):
            durations.append(int(frame.info.get("duration", 0)) or _DEFAULT_DURATION)
            yield frame.convert("RGBA").resize(size, Image.Resampling.LANCZOS)

    kept = list(frames())
    buffer = BytesIO()
    kept[0].save(
        buffer,
        "WEBP",
        save_all=True,
        append_images=kept[1:],
        duration=durations,
        loop=int(image.info.get("loop", 0)),
        quality=quality,
        method=4,
        minimize_size=True,
    )
    return buffer.getvalue()
