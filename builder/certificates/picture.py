"""The picture of a certificate: an upright sheet that also prints on A4."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from builder.certificates.statement import Statement, one_line
from builder.drawn.palette import ACCENT, DEEP, INK, MINT, PAGE, SOFT, WHITE, YELLOW
from builder.drawn.pattern import draw_pattern
from builder.drawn.qr import qr_picture
from builder.drawn.text import Block, block, fitted
from builder.fonts import BOLD, has_sign
from builder.i18n import translator
from builder.model.address import VERIFY, absolute

_WIDTH, _HEIGHT = 1240, 1754  # px: A4 at 150 dpi
_MARGIN = 110
_TEXT = _WIDTH - 2 * _MARGIN
_CELL = 124  # px of a shape in the band
_BAND = 3 * _CELL
_QR = 420  # px at least: some 7 cm on paper, and read from a phone's screen
_FOOT = _HEIGHT - 590  # px: upper edge of the part with the QR code
_BESIDE = 40  # px between the code and the words beside it


class UndrawnError(ValueError):
    """The font lacks a sign, and a certificate must not leave one out."""


def certificate_png(statement: Statement, link: str, base_url: str) -> bytes:
    """
    A PNG of 1240 × 1754 px.

    Args:
        statement: What is said.
        link: Proves it; the QR code holds it.
        base_url: The school's public address: readers are told to look for it.

    Raises:
        UndrawnError: The name, course or school holds a sign that the font lacks.
    """
    _refuse_undrawn(statement)
    canvas = Image.new("RGB", (_WIDTH, _HEIGHT), PAGE)
    draw = ImageDraw.Draw(canvas)
    _draw_band(draw, statement)
    _draw_words(draw, statement)
    code = qr_picture(link, _QR)
    canvas.paste(code, (_MARGIN, _FOOT))
    left = _MARGIN + code.width + _BESIDE
    _draw_beside(draw, statement, base_url, (left, _FOOT), code.height)
    buffer = BytesIO()
    canvas.save(buffer, "PNG", optimize=True, dpi=(150, 150))
    return buffer.getvalue()


def _refuse_undrawn(statement: Statement) -> None:
    for text in (statement.name, statement.course, statement.school):
        for char in one_line(text):
            if not char.isspace() and not has_sign(char):
                message = f"the font has no sign {char} (U+{ord(char):04X}), so there is no picture"
                raise UndrawnError(f"{message}; the link in links.csv holds it all the same")


def _draw_band(draw: ImageDraw.ImageDraw, statement: Statement) -> None:
    """The head: the school, and what this is."""
    draw.rectangle([0, 0, _WIDTH, _BAND], fill=ACCENT)
    columns = range(_WIDTH - 3 * _CELL, _WIDTH, _CELL)
    corners = [(left, top) for top in range(0, _BAND, _CELL) for left in columns]
    draw_pattern(draw, corners, _CELL, statement.course, (DEEP, YELLOW))
    width = _WIDTH - 4 * _CELL - _MARGIN
    head = fitted(statement.school, (46, 40, 34), (width, 130))
    title = block(translator(statement.language)("结业证书"), 92, width, 1, weight=BOLD)
    top = (_BAND - head.height - title.height) // 2
    title.draw(draw, (_MARGIN, head.draw(draw, (_MARGIN, top), MINT)), WHITE)


def _draw_words(draw: ImageDraw.ImageDraw, statement: Statement) -> None:
    translate = translator(statement.language)
    passed = translate("学完《%s》，通过了结业考试。") % statement.course
    score = [translate("成绩：%s") % statement.score] if statement.score else []
    parts: list[Block] = [
        fitted(statement.name, range(104, 40, -6), (_TEXT, 180), weight=BOLD),
        fitted(passed, range(52, 30, -4), (_TEXT, 230), leading=1.5),
        block(
            " · ".join([*score, translate("日期：%s") % statement.day.isoformat()]), 40, _TEXT, 2
        ),
    ]
    free = _FOOT - _BAND - sum(one.height for one in parts)
    gap = free // (len(parts) + 1)
    top = _BAND + gap
    for words, colour in zip(parts, (INK, INK, SOFT), strict=True):
        top = words.draw(draw, (_MARGIN, top), colour) + gap


def _draw_beside(
    draw: ImageDraw.ImageDraw,
    statement: Statement,
    base_url: str,
    at: tuple[int, int],
    height: int,
) -> None:
    """How to check it, beside the code."""
    translate = translator(statement.language)
    left, top = at
    width = _WIDTH - _MARGIN - left
    address = absolute(base_url, VERIFY).split("://")[-1]
    parts = [
        (block(translate("扫一扫，查验真假"), 40, width, 2, weight=BOLD), ACCENT),
        (block(translate("打开的网址应当是："), 32, width, 2), SOFT),
        (block(address, 32, width, 4, weight=BOLD), INK),
        (block(translate("编号：%s") % statement.id, 32, width, 2), SOFT),
    ]
    top += (height - sum(words.height + 16 for words, _ in parts)) // 2
    for words, colour in parts:
        top = words.draw(draw, (left, top), colour) + 16
