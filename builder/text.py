"""Chinese and Latin text: folding for comparison, lengths, slugs."""

from __future__ import annotations

import codecs
import re
import unicodedata

_CLOSING = "。．.，,；;：:！!？?、…"
_WIDE = tuple(zip("，：；！？（）％＋＝～…\u3000", [*",:;!?()%+=~", "...", " "], strict=True))
_NOT_SLUG = re.compile(r"[^\w-]+")


def fold(text: str) -> str:
    """
    Reduce a text to what counts when two are compared.

    Full and half width, case, spaces, the sign of minus and closing
    punctuation make no difference (`questions.md` C2, equality); punctuation
    that stands alone stays.
    """
    close = "".join(_nfkc(text).casefold().split()).replace("−", "-")
    return close.rstrip(_CLOSING) or close


def _nfkc(text: str) -> str:
    """NFKC; what Chinese texts need of it is mostly this, and ten times as quick."""
    for wide, narrow in _WIDE:
        if wide in text:
            text = text.replace(wide, narrow)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def decoded(data: bytes) -> str:
    """A text as Windows and chats save it: UTF-8, UTF-16 with its mark, else GB 18030 (GBK)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def length(text: str) -> int:
    """The number of visible characters: no white space, no marks that join others."""
    return sum(
        1 for char in text if not char.isspace() and not unicodedata.category(char).startswith("M")
    )


def slug(text: str) -> str:
    """An id or a part of an address that keeps Chinese: letters, digits, `-` and `_`."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")
