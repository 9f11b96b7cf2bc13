"""ISO base media files: AVIF and HEIC pictures, M4A and MP4 recordings."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from builder.media.traces.trace import BrokenError, Trace, exif, tags

_HOLD_OTHERS = frozenset([b"moov", b"trak", b"mdia"])
_ITEM_TYPE = {0: None, 1: None, 2: 8, 3: 10}  # version of `infe` to the place of its type
_IN_TIFF = (b"II*\0", b"MM\0*")


@dataclass(frozen=True)
class _Box:
    """Kind, and where its content lies."""

    kind: bytes
    start: int
    end: int


def boxes(data: bytes) -> Iterator[Trace]:
    """Items of EXIF and XMP, user data, iTunes' and QuickTime's tags, boxes of vendors."""
    yield from _inside(data, 0, len(data))


def _inside(data: bytes, start: int, end: int) -> Iterator[Trace]:
    for box in _boxes(data, start, end):
        if box.kind in _HOLD_OTHERS:
            yield from _inside(data, box.start, box.end)
        elif box.kind == b"meta":
            yield from _meta(data, box)
        elif box.kind == b"udta":
            yield from _user_data(data, box)
        elif box.kind == b"uuid":
            yield Trace("a vendor's box (XMP lies there)")


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    at = start
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, at + 8), 16
        stop = end if size == 0 else at + size
        if stop > end or stop < at + head:
            raise BrokenError
        yield _Box(kind, at + head, stop)
        at = stop


def _meta(data: bytes, box: _Box) -> Iterator[Trace]:
    """A `meta` box, with its version (ISO) or without (QuickTime)."""
    full = data[box.start : box.start + 4] == b"\0\0\0\0"
    own = list(_boxes(data, box.start + (4 if full else 0), box.end))
    kinds = {one.kind: one for one in own}
    if b"iinf" in kinds:
        yield from _items(data, kinds[b"iinf"])
    if b"ilst" in kinds:
        yield from tags(_listed(data, kinds[b"ilst"]), "tags")
    if b"keys" in kinds:
        yield Trace("tags of a camera or a phone")


def _items(data: bytes, box: _Box) -> Iterator[Trace]:
    version = data[box.start]
    for item in _boxes(data, box.start + (8 if version else 6), box.end):
        place = _ITEM_TYPE.get(data[item.start])
        kind = data[item.start + place : item.start + place + 4] if place else b""
        if kind == b"Exif":
            yield _exif_somewhere(data)
        elif kind in {b"mime", b"uri "}:
            yield Trace("an XMP block")


def _exif_somewhere(data: bytes) -> Trace:
    """What EXIF tells, wherever the item's bytes are; its TIFF head cannot be by chance."""
    at = max(data.find(head) for head in _IN_TIFF)
    return exif(data[at:]) if at >= 0 else Trace("an EXIF block")


def _user_data(data: bytes, box: _Box) -> Iterator[Trace]:
    for one in _boxes(data, box.start, box.end):
        if one.kind == b"meta":
            yield from _meta(data, one)
        elif data[one.start : one.end].strip(b"\0"):
            place = one.kind in {b"\xa9xyz", b"loci"}
            name = one.kind.decode("latin-1")
            yield Trace("the place of recording (GPS)" if place else f"user data {name!r}")


def _listed(data: bytes, box: _Box) -> Iterator[tuple[str, str]]:
    """Tags as iTunes writes them: name and value."""
    for one in _boxes(data, box.start, box.end):
        value = data[one.start + 16 : one.end]
        yield one.kind.decode("latin-1"), value.decode("utf-8", "replace")
