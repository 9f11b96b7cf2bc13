"""The square picture that WeChat may show beside a link."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from builder import wechat_limits as limits
from builder.drawn.cover import draw_title
from builder.drawn.jpeg import jpeg
from builder.drawn.palette import ACCENT
from builder.drawn.placed import Frame, placed, read_picture

_SIDE = limits.SHARE_PICTURE


def share_square(picture: Path | None, title: str) -> bytes:
    """
    A JPEG of 400 × 400 px and less than 32 KB.

    Args:
        picture: A JPEG, PNG or GIF; None for a square with the title on it.
        title: Used only without a picture.

    Raises:
        OSError: The picture cannot be read.
    """
    if picture:
        canvas = placed(read_picture(picture), Frame(_SIDE, _SIDE, focus=_SIDE))
    else:
        canvas = Image.new("RGB", (_SIDE, _SIDE), ACCENT)
        draw_title(ImageDraw.Draw(canvas), (0, 0), _SIDE, title, "")
    return jpeg(canvas, limits.SHARE_PICTURE_BYTES - 1)
