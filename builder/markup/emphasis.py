"""Bold, struck and marked words where the Markdown library sees none: beside Chinese signs."""

from __future__ import annotations

import re
import unicodedata
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
# The library looks for words between stars; a star that multiplies is none of them.
_STARS = r"(?<!\*)\*\*(?!\*)([^*]+(?:\*[^*]+)?)(?<!\*)\*\*(?!\*)"
_SIGNS = r"(?<![~=_])(~~|==|__)(?![\s~=_])([^~=_]+)(?<![\s])\1(?![~=_])"
_TAGS = {"~~": "del", "==": "mark", "__": "strong"}


class _Bold(InlineProcessor):
    """
    `**重点 **内容`, a blank too many on one side; `**10*10**`, a star inside.

    Read pair by pair from the left; a pair that the library reads itself is left to it.
    """

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[Element | None, int | None, int | None]:
        words = m[1].strip()
        blanks = m[1][:1].isspace() + m[1][-1:].isspace()
        is_chinese = _HAN.search(data, max(0, m.start() - 1), m.end() + 1)
        if not (blanks == 1 and is_chinese) and not (blanks == 0 and "*" in words):
            return None, None, None
        return _element("strong", words), m.start(0), m.end(0)


class _BesideSigns(InlineProcessor):
    """`~~“删”~~字`: the signs stand between a Chinese sign and a word, where no word begins."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
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
    """Register both around the library's own pattern, which has 60."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add the two patterns."""
        md.inlinePatterns.register(_Bold(_STARS, md), "bold-han", 65)
        md.inlinePatterns.register(_BesideSigns(_SIGNS, md), "beside-signs", 40)
