"""The one font of all that is drawn with words, so that pictures are the same on every machine."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from PIL import ImageFont

FAMILY = "Noto Sans CJK SC"
REGULAR, BOLD = 400, 700  # weights

_PACKAGE, _FILE = "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED = 2  # face of the collection; the others write 骨 and 直 as elsewhere in East Asia
_NO_CHARACTER = "\U0010ffff"  # drawn as the box of what the font lacks
_TRIED = 24  # px at which signs are compared with that box


@cache
def font_file() -> Path:
    """The collection of faces, a variable font."""
    return Path(str(resources.files(_PACKAGE) / _FILE))


@lru_cache(maxsize=64)
def face(size: int, weight: int = REGULAR) -> ImageFont.FreeTypeFont:
    """
    The Simplified Chinese face.

    Args:
        size: px of an em.
        weight: 100 to 900.
    """
    # The basic layout is in every build of Pillow; the other one only in some.
    font = ImageFont.truetype(
        font_file(), size, index=_SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC
    )
    font.set_variation_by_axes([weight])
    return font


def drawable(text: str) -> str:
    """A text on one line with only the signs that the font has (`known`)."""
    return " ".join(known(unicodedata.normalize("NFC", text)).split())


def known(text: str) -> str:
    """
    A text without the signs that the font lacks.

    They are written in their plain form (₂ as 2) or dropped, as emoji are: a
    box with a cross tells a reader nothing. White space stays.
    """
    return "".join(char if char.isspace() else _known(char) for char in text)


def has_sign(char: str) -> bool:
    """Whether the font can draw a character."""
    if unicodedata.category(char).startswith("C"):  # controls, lone surrogates
        return False
    shape, size = _shape(char)
    return (shape, size) != _box()


@lru_cache(maxsize=4096)
def _known(char: str) -> str:
    if has_sign(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain != char and all(map(has_sign, plain)) else ""


@cache
def _box() -> tuple[bytes, tuple[int, int]]:
    return _shape(_NO_CHARACTER)


def _shape(char: str) -> tuple[bytes, tuple[int, int]]:
    mask = face(_TRIED).getmask(char)
    return bytes(mask), mask.size
