"""Open pictures of any kind without trusting them."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from builder.media.errors import MediaError
from builder.media.presets import PICTURE

READABLE = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF", "MPO")
# What Pillow raises on broken files, depending on where it notices.
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error,
    TypeError, IndexError, KeyError, OverflowError, MemoryError, ZeroDivisionError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_HEAD = 4096  # bytes: enough for a comment before <svg


def probe_picture(source: Path) -> None:
    """
    Look at a picture's header.

    Raises:
        MediaError: It is no picture, is empty, or has too many pixels.
    """
    if is_svg(source):
        return
    with opened(source):
        pass


def is_svg(source: Path) -> bool:
    """Whether the bytes, not the name, are those of an SVG."""
    with source.open("rb") as file:
        head = file.read(_HEAD)
    return not head.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")) and (
        b"<svg" in head or (b"<?xml" in head[:100] and b"html" not in head.lower())
    )


@contextmanager
def opened(source: Path) -> Iterator[Image.Image]:
    """
    Open a raster picture; whatever goes wrong inside the block, too, is its fault.

    Raises:
        MediaError: It cannot be read, or it has too many pixels.
    """
    limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = PICTURE.max_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=READABLE) as image:
                _judge_size(image.width, image.height)
                yield image
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except BROKEN as error:
        raise _unreadable(source) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _judge_size(width: int, height: int) -> None:
    if width * height > PICTURE.max_pixels:
        raise _too_large()
    if width > 60 * height or height > 60 * width:
        message = f"the picture is {width} × {height} px, a line on a phone"
        raise MediaError(message, "cut it into parts that fit a screen")


def _too_large() -> MediaError:
    most = PICTURE.max_pixels // 1_000_000
    return MediaError(f"the picture has more than {most} million pixels", "save it smaller")


def _unreadable(source: Path) -> MediaError:
    with source.open("rb") as file:
        head = file.read(16)
    if not head:
        return MediaError("the file is empty", "copy the picture again")
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"hevc", b"heim"}:
        mend = "on the iPhone choose Settings, Camera, Formats, Most compatible; or save as JPEG"
        return MediaError("the picture is HEIC, which browsers cannot show", mend)
    return MediaError(
        "the picture is broken or is none", "open it, and save it again as JPEG or PNG"
    )
