"""What any file tells of the people behind it, by what its bytes are, whatever its name says."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from functools import partial

from builder.media.traces.boxes import boxes
from builder.media.traces.documents import office, pdf, svg
from builder.media.traces.matroska import matroska
from builder.media.traces.pictures import gif, jpeg, png, webp
from builder.media.traces.sound import flac, mp3, ogg, wav
from builder.media.traces.trace import BrokenError, Trace

VERSION = 1  # of the rules: what an older one found clean is looked at again
_MARKS = {
    b"<x:xmpmeta": "an XMP block",
    b"<?xpacket": "an XMP block",
    b"Exif\0\0II*\0": "an EXIF block",
    b"Exif\0\0MM\0*": "an EXIF block",
    b"Photoshop 3.0\0": "a Photoshop block (IPTC)",
}
_FAULTS = (BrokenError, IndexError, ValueError, struct.error, RecursionError)
_SVG = re.compile(rb"<(?:[\w.-]+:)?svg\b")
_NOT_BY_MARKS = frozenset({pdf, office})


BROKEN = Trace("parts that cannot be read: it is cut off, or is not what it begins as")


def traces(data: bytes) -> tuple[Trace, ...]:
    """
    What a picture, recording or document tells beside what it shows, each once.

    Returns:
        Nothing for other files; of one that cannot be read to its end what
        was found before, and `BROKEN`.
    """
    read = _reader(data)
    if read is None:
        return ()
    found: dict[Trace, None] = {}
    try:
        for trace in read(data):
            found[trace] = None
    except _FAULTS:
        found[BROKEN] = None
    if read not in _NOT_BY_MARKS and found.keys() <= {BROKEN}:
        found |= dict.fromkeys(_by_marks(data))
    return tuple(found)


def is_known(data: bytes) -> bool:
    """Whether a file is of a kind that `traces` can read."""
    return _reader(data) is not None


def _by_marks(data: bytes) -> Iterator[Trace]:
    """What stands where its format has no place for it."""
    return (Trace(words) for mark, words in _MARKS.items() if mark in data)


def _reader(data: bytes) -> Callable[[bytes], Iterator[Trace]] | None:
    starts = {
        b"\xff\xd8\xff": jpeg,
        b"\x89PNG\r\n\x1a\n": png,
        b"GIF8": gif,
        b"ID3": mp3,
        b"OggS": ogg,
        b"fLaC": flac,
        b"\x1aE\xdf\xa3": matroska,
        b"%PDF-": pdf,
        b"PK\x03\x04": office,
    }
    for start, read in starts.items():
        if data.startswith(start):
            return read
    if data[:4] == b"RIFF":
        return {b"WEBP": webp, b"WAVE": wav}.get(data[8:12])
    if data[4:8] == b"ftyp":
        return boxes
    if data[:1] == b"\xff" and data[1:2] >= b"\xe0":  # the first frame, without a tag before it
        return mp3
    return partial(svg, look=traces) if _SVG.search(data[:2_000]) else None
