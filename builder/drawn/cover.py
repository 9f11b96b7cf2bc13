"""The cover of an article: 2.35 to 1, and its middle square for the small form."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from builder import wechat_limits as limits
from builder.drawn.jpeg import jpeg
from builder.drawn.palette import ACCENT, DEEP, MINT, WHITE, YELLOW, Colour
from builder.drawn.pattern import draw_pattern
from builder.drawn.placed import Frame, placed, read_picture
from builder.drawn.text import block, fitted
from builder.fonts import BOLD

_WIDTH, _HEIGHT = limits.COVER
_LIMIT = 200 * limits.KB
_SIDE = (_WIDTH - _HEIGHT) // 2  # px on each side of the middle square
_CELL = 96  # px of a shape there
_CORNERS = [
    (left, top)
    for top in range(0, _HEIGHT, _CELL)
    for left in (0, _SIDE - _CELL, _WIDTH - _SIDE, _WIDTH - _CELL)
]
_TONE = 0.965  # of a drawing's ground, for the shapes beside it

# Of a square's side
_MARGIN = 0.068
_SIZES = [one / 383 for one in range(76, 26, -2)]  # of the title, largest first
_COURSE = 1 / 15  # size of the course's title
_GAP = 1 / 18
_RULE = 1 / 76


def cover_jpeg(picture: Path | None, title: str, course: str) -> bytes:
    """
    A cover of 900 × 383 px whose middle square says the same alone.

    Args:
        picture: A JPEG, PNG or GIF; None for a cover with the title on it.
        title: Of the lesson, written only where there is no picture.
        course: Its course's title, likewise; the same course has the same shapes at the sides.

    Raises:
        OSError: The picture cannot be read.
    """
    seed = course or title

    def around(canvas: Image.Image, ground: Colour) -> None:
        red, green, blue = (round(one * _TONE) for one in ground)
        tone = red, green, blue
        draw_pattern(ImageDraw.Draw(canvas), _CORNERS, _CELL, seed, (tone, tone))

    if picture:
        frame = Frame(_WIDTH, _HEIGHT, focus=_HEIGHT)
        return jpeg(placed(read_picture(picture), frame, around), _LIMIT)
    canvas = Image.new("RGB", (_WIDTH, _HEIGHT), ACCENT)
    draw = ImageDraw.Draw(canvas)
    draw_pattern(draw, _CORNERS, _CELL, seed, (DEEP, YELLOW))
    draw_title(draw, (_SIDE, 0), _HEIGHT, title, course)
    return jpeg(canvas, _LIMIT)


def draw_title(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], side: int, title: str, course: str
) -> None:
    """Set a course and a title, light on dark, into a square of `side` px, as large as they fit."""
    margin, gap, rule = (round(side * one) for one in (_MARGIN, _GAP, _RULE))
    left, width = at[0] + margin, side - 2 * margin
    head = block(course, round(side * _COURSE), width, 2)
    above = head.height + gap if head.lines else 0
    free = side - 2 * margin - above - gap - rule
    words = fitted(title, [round(side * one) for one in _SIZES], (width, free), weight=BOLD)
    top = at[1] + (side - above - words.height - gap - rule) // 2
    head.draw(draw, (left, top), MINT)
    top = words.draw(draw, (left, top + above), WHITE) + gap
    if words.lines:
        draw.rectangle([left, top, left + side // 6, top + rule - 1], fill=YELLOW)
