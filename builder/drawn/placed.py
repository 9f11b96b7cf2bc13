"""Any picture set into a frame so that what matters stays inside the frame's middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat

from builder.drawn.palette import Colour

Around = Callable[[Image.Image, Colour], None]  # from a canvas and its ground

_READ = ("JPEG", "PNG", "GIF")
_GROUND = 18  # of 255: what differs less from the edge's colour is the ground
_GROUND_SHARE = 0.97  # of the edge's pixels that are of one colour around a drawing
_EDGE = 3  # px of the picture's rim that are looked at
_AIR = 0.06  # of the frame's shorter side, left free around a drawing
_ENLARGED = 2.0  # times at most: more is blurred
_NARROW = 3 / 4  # width to height: narrower pictures lose their top and bottom
_BLUR, _DIM = 24, 0.86  # px and brightness of the ground made of a photo


@dataclass(frozen=True)
class Frame:
    """
    Where a picture goes.

    Attributes:
        width, height: px.
        focus: px of width, in the middle, that may be shown without the rest.
        spared: Of a photo's height or width, what must be seen; one that would
            lose more is not cut, but stands on a ground of itself.
    """

    width: int
    height: int
    focus: int
    spared: float = 0.74


def read_picture(file: Path) -> Image.Image:
    """
    A JPEG, PNG or GIF (its first frame) as RGB on white.

    Raises:
        OSError: It cannot be read or is no such picture.
    """
    with Image.open(file, formats=_READ) as image:
        picture = image.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def placed(picture: Image.Image, frame: Frame, around: Around | None = None) -> Image.Image:
    """
    The picture in its frame, RGB.

    Args:
        picture: RGB.
        frame: Where it goes.
        around: Called to draw on the empty ground around a drawing.

    A drawing on a plain ground stands whole in the focus and its ground goes
    on around it. A photo of about the frame's shape is cut; another one stays
    whole, on a blurred ground of itself.
    """
    ground = _ground(picture)
    if ground:
        return _on_ground(picture, ground, frame, around)
    shape = frame.width / frame.height
    own = picture.width / picture.height
    if min(shape / own, own / shape) >= frame.spared:
        return _filled(picture, frame.width, frame.height)
    return _on_itself(picture, frame)


def _ground(picture: Image.Image) -> Colour | None:
    """The colour around a drawing; None for a photo, which goes on at its edge."""
    width, height = picture.size
    edge = min(_EDGE, width, height)
    rims = [(0, 0, width, edge), (0, height - edge, width, height)]
    rims += [(0, 0, edge, height), (width - edge, 0, width, height)]
    median = ImageStat.Stat(picture.crop(rims[0])).median
    colour: Colour = (int(median[0]), int(median[1]), int(median[2]))
    flat = _unlike(picture, colour)
    like = sum(flat.crop(rim).histogram()[0] for rim in rims)
    return colour if like >= _GROUND_SHARE * 2 * edge * (width + height) else None


def _unlike(picture: Image.Image, colour: Colour) -> Image.Image:
    """White where the picture is not of the colour, else black."""
    plain = Image.new("RGB", picture.size, colour)
    red, green, blue = ImageChops.difference(picture, plain).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > _GROUND else 0)


def _on_ground(
    picture: Image.Image, ground: Colour, frame: Frame, around: Around | None
) -> Image.Image:
    canvas = Image.new("RGB", (frame.width, frame.height), ground)
    if around:
        around(canvas, ground)
    box = _unlike(picture, ground).getbbox()
    if not box:
        return canvas
    drawing = picture.crop(box)
    air = round(2 * _AIR * min(frame.focus, frame.height))
    free = (frame.focus - air, frame.height - air)
    scale = min(free[0] / drawing.width, free[1] / drawing.height, _ENLARGED)
    scale = min(scale, frame.width / picture.width)  # its own free space at the sides stays
    _paste_in_middle(canvas, _scaled(drawing, scale))
    return canvas


def _on_itself(picture: Image.Image, frame: Frame) -> Image.Image:
    blurred = _filled(picture, frame.width, frame.height).filter(ImageFilter.GaussianBlur(_BLUR))
    canvas = blurred.point(lambda value: round(value * _DIM))
    if picture.width < _NARROW * picture.height:
        picture = _filled(picture, picture.width, round(picture.width / _NARROW))
    scale = min(frame.width / picture.width, frame.height / picture.height)
    _paste_in_middle(canvas, _scaled(picture, scale))
    return canvas


def _filled(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Scaled and cut to a size."""
    scale = max(width / picture.width, height / picture.height)
    # Cut before scaling: a box in the source keeps the fractions of a pixel.
    # Fractions are rounded: the box must not reach beyond the picture by the last digit.
    wide, high = min(picture.width, width / scale), min(picture.height, height / scale)
    left, top = (picture.width - wide) / 2, (picture.height - high) / 2
    box = (left, top, left + wide, top + high)
    return picture.resize((width, height), Image.Resampling.LANCZOS, box)


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _paste_in_middle(canvas: Image.Image, picture: Image.Image) -> None:
    left, top = (canvas.width - picture.width) // 2, (canvas.height - picture.height) // 2
    canvas.paste(picture, (left, top))
