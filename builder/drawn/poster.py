"""A picture that stands for a lesson in a chat: what it is about, and the code that opens it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from builder import wechat_limits as limits
from builder.drawn.jpeg import jpeg
from builder.drawn.palette import ACCENT, DEEP, INK, PAGE, PANEL, SOFT, YELLOW, Colour
from builder.drawn.pattern import draw_pattern
from builder.drawn.placed import Frame, placed, read_picture
from builder.drawn.qr import qr_picture
from builder.drawn.text import Block, block
from builder.fonts import BOLD
from builder.i18n import translator

WIDTH = 750  # px
_LIMIT = 150_000 - 1  # bytes
_MARGIN = 56
_TEXT = WIDTH - 2 * _MARGIN
_TALLEST = 1_320  # px: a phone of 9 to 16 shows all of it at once
_PICTURE = (300, 600)  # px of height, least and most
_CELL = 94  # px of a shape where there is no picture
_ABOVE, _BELOW, _AROUND = 44, 40, 44  # px free above and below words, around the code
_SPARED = 0.6  # a photo upright loses its top and bottom: it is there to be recognised
_QR = 2 * limits.QR_WIDTH + 20  # px: seen at half the size, it is still larger than needed
_BESIDE = 32  # px between the code and the words beside it

_Part = tuple[Block, Colour, int]


def poster_jpeg(
    *,
    school: str,
    course: str,
    title: str,
    summary: str,
    url: str,
    cover: Path | None,
    detail: str,
    language: str = "zh-CN",
) -> bytes:
    """
    A poster of 750 px width and less than 150 kB.

    Args:
        school: Its name.
        course: Its title.
        title: Of the lesson.
        summary: Of the lesson, or "".
        url: Address of its page; the QR code leads there.
        cover: A JPEG, PNG or GIF, or None.
        detail: A line such as “约 86 KB · 8 分钟”, or "".
        language: Of the words that are ours (BCP 47 tag).

    Raises:
        QrError: The address is too long.
        OSError: The cover cannot be read.
    """
    words = _words(course, title, summary)
    code = qr_picture(url, _QR)
    below = _ABOVE + _height(words) + _BELOW + code.height + 2 * _AROUND
    picture = _picture(cover, _TALLEST - below) if cover else _band(course or title)
    beside = _beside(school, detail, language, _TEXT - code.width - _BESIDE)
    panel = picture.height + _ABOVE + _height(words) + _BELOW
    canvas = Image.new("RGB", (WIDTH, picture.height + below), PAGE)
    canvas.paste(picture, (0, 0))
    draw = ImageDraw.Draw(canvas)
    _draw(draw, words, picture.height + _ABOVE)
    draw.rectangle([0, panel, WIDTH, canvas.height], fill=PANEL)
    canvas.paste(code, (WIDTH - _MARGIN - code.width, panel + _AROUND))
    _draw(draw, beside, panel + _AROUND + (code.height - _height(beside)) // 2)
    return jpeg(canvas, _LIMIT)


def _picture(cover: Path, room: int) -> Image.Image:
    """The cover in full width, as high as its shape asks for and `room` (px) lets it."""
    picture = read_picture(cover)
    least, most = _PICTURE
    natural = round(WIDTH * picture.height / picture.width)
    height = max(least, min(natural, most, room))
    frame = Frame(WIDTH, height, focus=WIDTH, spared=_SPARED)
    return placed(picture, frame)


def _band(seed: str) -> Image.Image:
    band = Image.new("RGB", (WIDTH, 2 * _CELL), ACCENT)
    corners = [(left, top) for top in (0, _CELL) for left in range(0, WIDTH, _CELL)]
    draw_pattern(ImageDraw.Draw(band), corners, _CELL, seed, (DEEP, YELLOW))
    return band


def _words(course: str, title: str, summary: str) -> list[_Part]:
    """From the top: words, their colour, and the px below them."""
    parts = [
        (block(course, 28, _TEXT, 1, weight=BOLD), ACCENT, 12),
        (block(title, 54, _TEXT, 3, weight=BOLD, leading=1.28), INK, 20),
        (block(summary, 30, _TEXT, 4, leading=1.55, running=True), SOFT, 12),
    ]
    return [part for part in parts if part[0].lines]


def _beside(school: str, detail: str, language: str, width: int) -> list[_Part]:
    hint = translator(language)("长按二维码，打开这一课")
    parts = [
        (block(school, 30, width, 2, weight=BOLD), INK, 8 if detail else 24),
        (block(detail, 26, width, 2), SOFT, 24),
        (block(hint, 26, width, 3), ACCENT, 0),
    ]
    return [part for part in parts if part[0].lines]


def _draw(draw: ImageDraw.ImageDraw, parts: list[_Part], top: int) -> int:
    """Draw at the left margin; returns the lower edge, px."""
    for words, colour, below in parts:
        top = words.draw(draw, (_MARGIN, top), colour) + below
    return top


def _height(parts: list[_Part]) -> int:
    return sum(words.height + below for words, _, below in parts)
