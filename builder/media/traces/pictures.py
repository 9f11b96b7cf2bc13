"""JPEG, PNG, WebP and GIF, block by block: every block that does not paint is named."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from builder.media.traces.trace import BrokenError, Trace, exif

_EXIF = b"Exif\0\0"
_PNG_PAINTS = frozenset(
    b"IHDR PLTE tRNS IDAT IEND acTL fcTL fdAT gAMA cHRM sRGB iCCP pHYs bKGD sBIT hIST sPLT "
    b"cICP mDCV cLLI".split()
)
_PNG_WORDS = {b"tEXt": "text", b"zTXt": "text", b"iTXt": "text", b"tIME": "the time"}
_WEBP_PAINTS = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_JPEG_WORDS = {0xED: "a Photoshop block (IPTC)", 0xFE: "a comment"}


def jpeg(data: bytes) -> Iterator[Trace]:
    """APP segments but JFIF, profile and Adobe's, comments, and what follows the end mark."""
    at = 2
    while data[at + 1] != 0xD9:
        marker, (size,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if data[at] != 0xFF or marker < 0xC0 or 0xD0 <= marker <= 0xD8:
            raise BrokenError
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            yield from _segment(marker, data[at + 4 : at + 2 + size])
        at += 2 + size
        if marker == 0xDA:
            at = _scan_end(data, at)
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
    if data[at + 2 :].strip(b"\0"):
        yield Trace("more data after its end (phones put a film or a second picture there)")


def _segment(marker: int, body: bytes) -> Iterator[Trace]:
    harmless = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
    if body.startswith(harmless.get(marker, ())):
        return
    if body.startswith(_EXIF):
        yield exif(body[len(_EXIF) :])
    elif body.startswith(b"http://ns.adobe.com/"):
        yield Trace("an XMP block")
    else:
        yield Trace(_JPEG_WORDS.get(marker, f"a block APP{marker - 0xE0}"))


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels that start at `at` are followed by a marker."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def png(data: bytes) -> Iterator[Trace]:
    """Chunks that hold words, times, EXIF or something unknown."""
    at, kind = 8, b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        at += 12 + size
        if at > len(data):
            raise BrokenError
        if kind == b"eXIf":
            yield exif(body)
        elif kind in _PNG_WORDS:
            name = body.partition(b"\0")[0].decode("latin-1") if kind != b"tIME" else ""
            yield Trace(f"{_PNG_WORDS[kind]} in a block {kind.decode()} {name}".rstrip())
        elif kind not in _PNG_PAINTS:
            yield Trace(f"a block {kind.decode('latin-1')!r} that paints nothing")
    if data[at:].strip(b"\0"):
        yield Trace("more data after its end")


def webp(data: bytes) -> Iterator[Trace]:
    """EXIF, XMP and unknown chunks."""
    at, whole = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    if whole > len(data) + 1:
        raise BrokenError
    while at + 8 <= whole:
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind == b"EXIF":
            yield exif(data[at + 8 : at + 8 + size].removeprefix(_EXIF))
        elif kind not in _WEBP_PAINTS:
            name = kind.decode("latin-1").strip()
            yield Trace("an XMP block" if name == "XMP" else f"a block {name!r}")
        at += 8 + size + size % 2
    if data[whole + whole % 2 :].strip(b"\0"):
        yield Trace("more data after its end")


def gif(data: bytes) -> Iterator[Trace]:
    """Comments, plain text and applications' blocks but those that loop or bring a profile."""
    at = 13 + _colours(data[10])
    while data[at] != 0x3B:
        if data[at] == 0x2C:  # a frame
            body = at + 10 + _colours(data[at + 9]) + 1
        elif data[at] == 0x21:  # an extension: its kind, then blocks
            body = at + 2
            yield from _extension(data[at + 1], data[at + 3 : at + 14])
        else:
            raise BrokenError
        at = _blocks_end(data, body)
    if data[at + 1 :].strip(b"\0"):
        yield Trace("more data after its end")


def _extension(kind: int, name: bytes) -> Iterator[Trace]:
    if kind == 0xFE:
        yield Trace("a comment")
    elif kind == 0x01:
        yield Trace("a block of plain text")
    elif kind == 0xFF and name not in _GIF_LOOPS:
        said = name[:8].decode("latin-1").strip()
        yield Trace("an XMP block" if said.startswith("XMP") else f"a block of {said!r}")


def _colours(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1
