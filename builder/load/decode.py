"""Bytes of a text file to text; what they are when they are not UTF-8."""

from __future__ import annotations

import codecs

_SAMPLE = 20_000  # bytes; enough to tell encodings apart
_UTF_16 = "UTF-16 (in Notepad “Unicode”)"
_GBK = "GBK (in Notepad “ANSI”)"


class NotUtf8Error(ValueError):
    """The bytes are in another encoding; the message names it in the words of Notepad's list."""


def decode(data: bytes) -> str:
    """
    Decode UTF-8 with or without a byte-order mark; line ends become `\\n`.

    Raises:
        NotUtf8Error: The bytes are something else.
    """
    # One NUL slipped into a text is a slip; a tenth of them is UTF-16 of Latin letters.
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise NotUtf8Error(_UTF_16)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(_name(data)) from error
    if data.count(0) * 10 > len(data):
        raise NotUtf8Error(_name(data))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def recoded(data: bytes) -> str | None:
    """
    The text of a file saved as GBK or UTF-16; None when that is not certain.

    Certain is what reads well and gives the same bytes when written back.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried = ["utf-16"]
    else:
        tried = ["utf-16-le", "utf-16-be"] if 0 in data else ["gb18030"]
    for codec in tried:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        kept = codec == "utf-16" or text.encode(codec) == data
        if kept and sum(map(_is_common, text)) * 10 >= len(text) * 9:
            return text
    return None


def _name(data: bytes) -> str:
    """Guess an encoding: UTF-16 has a zero byte in every line end, GBK has none at all."""
    if 0 in data:
        plain = any(_reads_well(data, codec) for codec in ("utf-16-le", "utf-16-be"))
        return _UTF_16 if plain else "something other than text"
    return _GBK if _reads_well(data, "gb18030") else "an unknown encoding"


def _reads_well(data: bytes, codec: str) -> bool:
    """Whether nine of ten characters are Chinese or ASCII when read as `codec`."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(data[:_SAMPLE])
    except UnicodeDecodeError:
        return False
    return sum(map(_is_common, text)) * 10 >= len(text) * 9


def _is_common(char: str) -> bool:
    return (
        " " <= char <= "~"
        or char in "\n\r\t"
        or "\u2010" <= char <= "\u2026"
        or "\u3000" <= char <= "\u303f"
        or "\u4e00" <= char <= "\u9fff"
        or "\uff01" <= char <= "\uff5e"
    )
