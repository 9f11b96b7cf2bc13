"""The font of formulas, and Chinese words in them, which it lacks."""

from __future__ import annotations

import unicodedata
from functools import cache
from xml.etree import ElementTree

from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziamath.mathfont import MathFont
from ziamath.styles import MathVariant
from ziamath.zmath import fontname, loadedfonts

from builder.fonts import BOLD, FAMILY, REGULAR, face, has_sign

_NAME = "formulas with words"  # under which the library finds the font
_MEASURED = 1000  # px of an em


class UnknownSignError(ValueError):
    """A sign that neither font has."""


class _Word(SimpleGlyph):
    """A sign of the words' font, placed as text: whoever draws the SVG has that font."""

    def __init__(self, char: str, font: MathFont, weight: int) -> None:
        measured = face(_MEASURED, weight)
        scale = font.info.layout.unitsperem / _MEASURED
        left, top, right, bottom = (scale * one for one in measured.getbbox(char, anchor="ls"))
        # Index 0: nothing is looked up for it in the tables of the font of formulas.
        super().__init__(0, [], BBox(left, right, -bottom, -top), font)
        self.id = f"word-{ord(char)}-{weight}"
        self._char, self._weight = char, weight
        self._advance: int = round(scale * measured.getlength(char))

    def place(self, x: float, y: float, point_size: float) -> ElementTree.Element:
        words = ElementTree.Element("text", {"x": f"{x:.3f}", "y": f"{y:.3f}"})
        words.attrib |= {"font-size": f"{point_size:.3f}", "font-family": FAMILY}
        words.set("font-weight", str(self._weight))
        words.text = self._char
        return words

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:  # noqa: ARG002
        return self._advance


class _FormulaFont(MathFont):
    """The library's font, which asks the words' font for what it lacks."""

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        glyph = super().findglyph(char, variant)
        if glyph.index:
            return glyph
        plain = self.glyph(char)
        if plain.index:
            return plain  # as an upright sign, where there is no slanted one
        if unicodedata.category(char) in {"Zs", "Cf"}:
            return self.glyph(" ")
        if not has_sign(char):
            raise UnknownSignError(char)
        return _Word(char, self, BOLD if variant.bold else REGULAR)


@cache
def formula_font(size: int) -> str:
    """The name of the font of a size, px, for `ziamath.Math`."""
    name = f"{_NAME} {size}"
    loadedfonts[name] = _FormulaFont(fontname, size)
    return name
