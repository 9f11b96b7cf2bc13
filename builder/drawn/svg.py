"""Drawings as pictures, for where no browser draws SVG."""

from __future__ import annotations

from builder.media.png import png
from builder.media.svg import made_harmless, parse_svg
from builder.media.svg_raster import rasterised


def svg_png(svg: bytes, width: int) -> bytes:
    """
    An SVG as PNG on opaque white, `width` px wide, Chinese words in our own font.

    Nothing outside of the drawing is loaded.

    Raises:
        MediaError: It is broken, declares entities, or is far too large.
    """
    root = parse_svg(svg)
    return png(rasterised(root, made_harmless(root), width))
