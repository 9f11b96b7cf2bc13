"""Open pictures of any kind without trusting them."""

from __future__ import annotations

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from builder.media.errors import MediaError
from builder.media.presets import PICTURE
from builder.media.raster import LYING, judge_shape, orientation
from builder.media.svg import read_svg

READABLE = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF", "MPO")
MAX_BYTES = 400_000_000  # of a source; 100 megapixels without compression are 300 MB
# Decoders that hold more than four bytes a pixel: so many pixels stay under 700 MB.
_COSTLY = {"WEBP": 36_000_000, "AVIF": 36_000_000, "CMYK": 80_000_000}
_HEAD = 4096  # bytes: enough for a comment before <svg
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# OSErrors that content causes: a header that leads nowhere. The others are the disk's.
_OF_CONTENT = {None, errno.EINVAL, errno.ESPIPE, errno.EOVERFLOW, errno.EFBIG}


def probe_picture(source: Path) -> tuple[int, int]:
    """
    Look at a picture's header.

    Returns:
        Width and height (px) as it is shown; (0, 0) of a drawing (SVG).

    Raises:
        MediaError: It is no picture, is empty, or has too many pixels.
        OSError: The file itself cannot be read.
    """
    if is_svg(source):
        read_svg(source)
        return 0, 0
    try:
        with opened(source) as image:
            width, height = image.size
            return (height, width) if orientation(image) in LYING else (width, height)
    except MemoryError as error:
        raise _unreadable(source) from error


def is_svg(source: Path) -> bool:
    """Whether the bytes, not the name, are those of an SVG. Raises OSError."""
    with source.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b"<html" not in start.lower() and b"<svg" in start


@contextmanager
def opened(source: Path) -> Iterator[Image.Image]:
    """
    Open a raster picture; let only decoding happen inside the block.

    Whatever goes wrong there is the picture's fault: on broken files Pillow
    raises a dozen kinds of exceptions, depending on where it notices.

    Raises:
        MediaError: It cannot be read, or it has too many pixels.
        OSError: The file itself cannot be read.
        MemoryError: There is not enough on this machine.
    """
    if source.stat().st_size > MAX_BYTES:
        raise MediaError(f"the picture has more than {MAX_BYTES // 10**6} MB", "save it smaller")
    try:
        with warnings.catch_warnings():
            # Pillow warns where its own limit is passed, and of oddities that nobody reads.
            warnings.simplefilter("ignore")
            with Image.open(source, formats=READABLE) as image:
                _judge_size(image)
                yield image
    except (MediaError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(PICTURE.max_pixels) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno not in _OF_CONTENT:
            raise
        raise _unreadable(source) from error


def _judge_size(image: Image.Image) -> None:
    width, height = image.size
    most = min(_COSTLY.get(one or "", PICTURE.max_pixels) for one in (image.format, image.mode))
    if width * height > most:
        raise _too_large(most)
    if orientation(image) in LYING:
        width, height = height, width
    judge_shape(width, height)


def _too_large(most: int) -> MediaError:
    message = f"the picture has more than {most // 1_000_000} million pixels"
    return MediaError(message, "save it smaller, as JPEG")


def _unreadable(source: Path) -> MediaError:
    with source.open("rb") as file:
        head = file.read(64)
    if not head:
        return MediaError("the file is empty", "copy the picture again")
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC and b"avif" not in head:
        mend = "on the iPhone choose Settings, Camera, Formats, Most Compatible; or save it as JPEG"
        return MediaError("the picture is HEIC, which browsers cannot show", mend)
    return MediaError(
        "the picture is broken, cut off, or is none", "open it, and save it again as JPEG or PNG"
    )
