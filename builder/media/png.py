"""PNG files of drawings and screenshots, with a palette where that looks the same."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops

_COLOURS = 256
_SAME = 16  # of 255: no channel of a pixel is further off than is seen beside its neighbours


def png(picture: Image.Image) -> bytes:
    """A small PNG, without metadata, that looks like an RGB picture."""
    buffer = BytesIO()
    (_with_palette(picture) or picture).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _with_palette(picture: Image.Image) -> Image.Image | None:
    """Of at most 256 colours; None where these are too few."""
    exact = bool(picture.getcolors(_COLOURS))
    method = Image.Quantize.MEDIANCUT if exact else Image.Quantize.MAXCOVERAGE
    few = picture.quantize(_COLOURS, method, dither=Image.Dither.NONE)
    return few if exact or difference(picture, few.convert("RGB")) <= _SAME else None


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of two pictures of one size and mode, of 255."""
    extremes = ImageChops.difference(one, other).getextrema()
    return max(int(high) for _, high in extremes)  # type: ignore[misc]
