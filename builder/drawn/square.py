"""The square picture that WeChat may show beside a link."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from builder import wechat_limits as limits

_SIDE = limits.SHARE_PICTURE
_GROUND = (11, 92, 70)
_QUALITIES = (85, 70, 50, 30, 10)


def share_square(picture: Path | None, title: str) -> bytes:
    """
    A JPEG of 400 × 400 px and less than 32 KB.

    Args:
        picture: A JPEG, PNG or GIF; None for a square with the title on it.
        title: Used only without a picture.

    Raises:
        OSError: The picture cannot be read.
    """
    square = Image.new("RGB", (_SIDE, _SIDE), _GROUND)
    if picture:
        with Image.open(picture) as image:
            square = ImageOps.fit(image.convert("RGB"), (_SIDE, _SIDE))
    else:
        words = title.encode("ascii", "replace").decode()
        ImageDraw.Draw(square).text((20, 180), words, fill="white", font_size=32)
    for quality in _QUALITIES:
        buffer = BytesIO()
        square.save(buffer, "JPEG", quality=quality, optimize=True)
        if buffer.tell() < limits.SHARE_PICTURE_BYTES:
            break
    return buffer.getvalue()
