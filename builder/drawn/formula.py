"""Formulas as pictures, for where no browser draws MathML."""

from __future__ import annotations

import math
from typing import NamedTuple
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from PIL import Image, ImageOps
from ziamath.nodes.mnode import _node_classes
from ziamath.zmath import Math

from builder.drawn.formula_font import UnknownSignError, formula_font
from builder.media.errors import MediaError
from builder.media.png import png
from builder.media.svg_raster import rasterised

SCALE = 2  # px of the picture to one CSS px
_SIZE = 17 * SCALE  # px of an em: the article's text
_PADDING = 2 * SCALE
_ROOM = _SIZE  # px on each side, in case ink leaves the box that the library states
_HALF_X = 0.265  # em from the baseline to where CSS puts the middle of a line
_MOST = 6_000  # px a side
_KNOWN = frozenset(_node_classes) | {"math", "mtr", "mtd", "none", "ms", "mstyle"}
_INK = "#222222"
_TIGHT = ("÷", "×")  # signs that the library sets without space, or does not know
_SPACE = "0.28em"


class _Box(NamedTuple):
    """A formula in its drawing, px."""

    left: int
    top: int
    right: int
    bottom: int
    baseline: int


class FormulaError(ValueError):
    """
    A formula that cannot be drawn.

    Attributes:
        message: What is wrong, in plain words.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def formula_png(mathml: str, *, display: bool) -> tuple[bytes, int, int]:
    """
    A formula as PNG on opaque white, and its width and height in px, `SCALE` to one CSS px.

    Args:
        mathml: A `<math>` element.
        display: Whether it stands on a line of its own. If not, it is drawn
            for `vertical-align: middle`: its own baseline then is the line's.

    Raises:
        FormulaError: It is no MathML, or has parts or signs that cannot be drawn.
    """
    drawing, size, box = _drawing(_parsed(mathml, display=display))
    try:
        drawn = rasterised(drawing, size, size[0])
    except MediaError as error:
        raise FormulaError(error.message) from error
    picture = _cut(drawn, box, display=display)
    return png(picture), picture.width, picture.height


def _parsed(mathml: str, *, display: bool) -> ElementTree.Element:
    try:
        root: ElementTree.Element = fromstring(mathml, forbid_dtd=True)
    except Exception as error:
        raise FormulaError("it is no well-formed MathML") from error
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
        if element.tag in {"mi", "mo"} and element.text in _TIGHT:
            element.tag = "mo"
            element.attrib |= {"lspace": _SPACE, "rspace": _SPACE}
    unknown = {element.tag for element in root.iter()} - _KNOWN
    if unknown:
        raise FormulaError(f"it has parts that cannot be drawn: {', '.join(sorted(unknown))}")
    root.attrib = {"display": "block" if display else "inline", "mathcolor": _INK}
    return root


def _drawing(root: ElementTree.Element) -> tuple[ElementTree.Element, tuple[int, int], _Box]:
    """An SVG with room on each side, its width and height, and the formula's box in it, px."""
    try:
        formula = Math(root, size=_SIZE, font=formula_font(_SIZE), margin=0)
        drawing = formula.svgxml()
    except UnknownSignError as error:
        raise FormulaError(f"no font here has the sign {error}") from error
    except Exception as error:  # the library raises whatever the input leads it to
        raise FormulaError(f"it cannot be drawn ({error!r})") from error
    left, top, width, height = map(float, drawing.attrib["viewBox"].split())
    wide, high = math.ceil(width) + 2 * _ROOM, math.ceil(height) + 2 * _ROOM
    if max(wide, high) > _MOST:
        raise FormulaError("it is too long for a picture")
    drawing.set("viewBox", f"{left - _ROOM} {top - _ROOM} {wide} {high}")
    return drawing, (wide, high), _Box(_ROOM, _ROOM, wide - _ROOM, high - _ROOM, round(_ROOM - top))


def _cut(drawn: Image.Image, box: _Box, *, display: bool) -> Image.Image:
    """The formula with its ink, wherever that is, and a little air."""
    ink = ImageOps.invert(drawn).getbbox() or (box.left, box.top, box.right, box.bottom)
    left, right = min(box.left, ink[0]) - _PADDING, max(box.right, ink[2]) + _PADDING
    top, bottom = min(box.top, ink[1]) - _PADDING, max(box.bottom, ink[3]) + _PADDING
    if not display:
        middle = box.baseline - round(_HALF_X * _SIZE)
        reach = max(middle - top, bottom - middle)
        top, bottom = middle - reach, middle + reach
    cut = Image.new("RGB", (right - left, bottom - top), "white")
    cut.paste(drawn, (-left, -top))
    return cut
