"""Quiet shapes that fill an empty field, the same for the same word."""

from __future__ import annotations

import hashlib

from PIL import ImageDraw

from builder.drawn.palette import Colour

_DOT = 0.31  # of a cell, free on each side of a dot
_STARTS = (180, 270, 90, 0)  # degrees, of the quarter that fills a cell from each corner


def draw_pattern(
    draw: ImageDraw.ImageDraw,
    corners: list[tuple[int, int]],
    cell: int,
    seed: str,
    colours: tuple[Colour, Colour],
) -> None:
    """
    Draw a shape, a dot or nothing into each cell.

    Args:
        draw: Of the canvas.
        corners: The upper left corner of each cell, px.
        cell: px of a side.
        seed: Decides about the shapes.
        colours: Of the shapes, and of the few dots among them.
    """
    chances = hashlib.shake_256(seed.encode("utf-8", "replace")).digest(len(corners))
    for corner, chance in zip(corners, chances, strict=True):
        _draw_shape(draw, corner, cell, chance, colours)


def _draw_shape(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    cell: int,
    chance: int,
    colours: tuple[Colour, Colour],
) -> None:
    kind, corner = chance % 8, chance // 8 % 4
    left, top = at
    if kind < 4:
        x, y = left - cell * (corner % 2), top - cell * (corner // 2)
        circle = [x, y, x + 2 * cell - 1, y + 2 * cell - 1]
        draw.pieslice(circle, _STARTS[corner], _STARTS[corner] + 90, fill=colours[0])
    elif kind == 4:
        free = round(cell * _DOT)
        dot = [left + free, top + free, left + cell - 1 - free, top + cell - 1 - free]
        draw.ellipse(dot, fill=colours[1])
    elif kind == 5:
        draw.ellipse([left, top, left + cell - 1, top + cell - 1], fill=colours[0])
