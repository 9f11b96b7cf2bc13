"""Bold, struck and marked words where the Markdown library sees none: beside Chinese signs."""

from __future__ import annotations

import re
import unicodedata
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
_STAR_INSIDE = r"(?<!\*)\*\*(?![*\s])([^*]+\*[^*]+)(?<![*\s])\*\*(?!\*)"
_STARS = r"(?<!\*)\*\*(?!\*)([^*]+)\*\*(?!\*)"
_SIGNS = r"(?<![~=_])(~~|==|__)(?![\s~=_])([^~=_]+)(?<!\s)\1(?![~=_])"
_TAGS = {"~~": "del", "==": "mark", "__": "strong"}
_Result = tuple[Element | None, int | None, int | None]


class _StarInside(InlineProcessor):
    """`**10*10**`: a star that multiplies would be taken for the beginning of slanted words."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> _Result:
        return _element("strong", m[1]), m.start(0), m.end(0)


class _Slip(InlineProcessor):
    """`**重点 **内容`: a blank too many on one side; between two blanks stars are no signs."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Result:  # type: ignore[override]  # noqa: N802
        is_chinese = _HAN.search(data, max(0, m.start() - 1), m.end() + 1)
        if not is_chinese or (m[1][0].isspace() and m[1][-1].isspace()):
            return None, None, None
        return _element("strong", m[1].strip()), m.start(0), m.end(0)


class _BesideSigns(InlineProcessor):
    """`~~“删”~~字`: the signs stand between a Chinese sign and a word, where no word begins."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> _Result:
        if not (_is_chinese_sign(m[2][0]) or _is_chinese_sign(m[2][-1])):
            return None, None, None
        return _element(_TAGS[m[1]], m[2]), m.start(0), m.end(0)


def _is_chinese_sign(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char).startswith("P")


def _element(tag: str, words: str) -> Element:
    element = Element(tag)
    element.text = words
    return element


class Emphasis(Extension):
    """Register the patterns before and after the library's own, which have 60."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add the three patterns; the later ones see what the library has left."""
        md.inlinePatterns.register(_StarInside(_STAR_INSIDE, md), "star-inside", 65)
        md.inlinePatterns.register(_Slip(_STARS, md), "bold-slip", 41)
        md.inlinePatterns.register(_BesideSigns(_SIGNS, md), "beside-signs", 40)
