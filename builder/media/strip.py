"""A picture's own bytes without its metadata: what to serve when nothing smaller looks as good."""

from __future__ import annotations

import struct
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"]
)  # fmt: skip
_WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"])
_WEBP_FLAGS = 0b0001_0010  # of VP8X: alpha and animation stay; profile, EXIF and XMP go


def stripped(data: bytes) -> bytes | None:
    """
    The same pixels in the same format, without EXIF, XMP, profile, comments and what follows.

    Args:
        data: A whole JPEG, PNG, WebP or GIF file.

    Returns:
        None for another format, or one put together in an unusual way.
    """
    strippers = {b"\xff\xd8\xff": _jpeg, PNG: _png, b"RIFF": _webp, b"GIF8": _gif}
    for start, strip in strippers.items():
        if data.startswith(start):
            try:
                return b"".join(strip(data))
            except (IndexError, ValueError, struct.error):
                return None
    return None


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Up to the first end marker; of the application segments only Adobe's, which says CMYK."""
    yield data[:2]
    at = 2
    while data[at + 1] != 0xD9:
        marker, (size,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if data[at] != 0xFF or marker < 0xC0 or 0xD0 <= marker <= 0xD8:
            raise ValueError("not a segment")
        end = at + 2 + size
        if marker == 0xDA:
            end = _scan_end(data, end)
        if not (0xE0 <= marker <= 0xED or marker in {0xEF, 0xFE}):
            yield data[at:end]
        at = end
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
    yield b"\xff\xd9"


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels that start at `at` are followed by a marker."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _png(data: bytes) -> Iterator[bytes]:
    yield PNG
    at, kind = len(PNG), b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            raise ValueError("cut off")
        if kind in _PNG_KEPT:
            yield data[at:end]
        at = end


def _webp(data: bytes) -> Iterator[bytes]:
    body = b"".join(_webp_chunks(data))
    yield struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WEBP") + body


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at, whole = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while at < whole:
        kind, size = struct.unpack_from("<4sI", data, at)
        end = at + 8 + size + size % 2
        if end > len(data):
            raise ValueError("cut off")
        if kind == b"VP8X":
            yield data[at : at + 8] + bytes([data[at + 8] & _WEBP_FLAGS]) + data[at + 9 : end]
        elif kind in _WEBP_KEPT:
            yield data[at:end]
        at = end


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _colours(data[10])
    yield data[:at]
    while data[at] != 0x3B:
        if data[at] == 0x2C:  # a frame
            body = at + 10 + _colours(data[at + 9]) + 1
        elif data[at] == 0x21:  # an extension: its kind, then blocks
            body = at + 2
        else:
            raise ValueError("not a block")
        end = _blocks_end(data, body)
        loops = data[at + 1] == 0xFF and data[at + 3 : at + 14] in {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
        if data[at] == 0x2C or data[at + 1] == 0xF9 or loops:
            yield data[at:end]
        at = end
    yield b";"


def _colours(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1
