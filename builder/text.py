"""Chinese and Latin text: folding for comparison, lengths, slugs."""

from __future__ import annotations

import codecs
import re
import unicodedata

# Where a text may be cut: behind a sentence, before a comma, before a blank.
_SENTENCE = re.compile(r"[。！？!?；;][”’」』）)\"]?|\.(?=\s)")
_PAUSE = re.compile(r"[，、：—]|[,:](?=\s)")
_BLANK = re.compile(r"\s")
_CLOSING = "。．.，,；;：:！!？?、…"
_NOT_SLUG = re.compile(r"[^\w-]+")


def fold(text: str) -> str:
    """
    Reduce a text to what counts when two are compared.

    Full and half width, case, spaces, the sign of minus and closing
    punctuation make no difference (`questions.md` C2, equality); punctuation
    that stands alone stays.
    """
    wide = unicodedata.normalize("NFKC", text).casefold()
    close = re.sub(r"\s+", "", wide).replace("−", "-")
    return close.rstrip(_CLOSING) or close


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


def shortened(text: str, limit: int) -> str:
    """
    At most `limit` characters of a text, on one line.

    Cut behind its last sentence that fits, else before a comma, else between
    words, where that keeps half of what fits; else anywhere.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    for ends, sign in ((_SENTENCE, ""), (_PAUSE, "…"), (_BLANK, "…")):
        cut = _last(ends, line, limit, sign)
        if len(cut) > limit // 2:
            return cut
    return f"{line[: limit - 1]}…"


def _last(ends: re.Pattern[str], line: str, limit: int, sign: str) -> str:
    """The line up to the last of the ends that leaves room for `sign`, and the sign."""
    places = (found.start() if sign else found.end() for found in ends.finditer(line))
    place = max((one for one in places if one + len(sign) <= limit), default=0)
    return line[:place] + sign


def slug(text: str) -> str:
    """An id or a part of an address that keeps Chinese: letters, digits, `-` and `_`."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")
