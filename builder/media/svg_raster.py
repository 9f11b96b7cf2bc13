"""Drawings as pixels, for where no browser draws them."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import resvg_py
from PIL import Image

from builder.fonts import FAMILY, font_file, known
from builder.media.errors import MediaError


def rasterised(root: ElementTree.Element, size: tuple[int, int], width: int) -> Image.Image:
    """
    Draw a drawing on white, RGB, its words in our own font; what that lacks is left out.

    Args:
        root: Cleaned (`builder.media.svg_clean`): links out of it would be followed.
        size: Width and height that it gets; their shape bounds the memory.
        width: px of the picture.

    Raises:
        MediaError: It cannot be drawn.
    """
    root.set("width", str(size[0]))
    root.set("height", str(size[1]))
    for element in root.iter():
        element.text, element.tail = known(element.text or ""), known(element.tail or "")
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=ElementTree.tostring(root, encoding="unicode"),
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(font_file())],
            languages=["zh-CN"],
            font_family=FAMILY,
            serif_family=FAMILY,
            sans_serif_family=FAMILY,
            cursive_family=FAMILY,
            fantasy_family=FAMILY,
            monospace_family=FAMILY,
        )
    except ValueError as error:
        message = f"the drawing cannot be drawn ({error})"
        raise MediaError(message, "save it again as plain SVG, or as PNG") from error
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGB")
