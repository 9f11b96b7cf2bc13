"""Tags of MP3, Ogg, FLAC and WAV."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from builder.media.traces.trace import BrokenError, Trace, tags

_ID3 = 10  # bytes of its head
_OGG_HEADS = (b"OpusTags", b"\x03vorbis")
_FLAC_WORDS = {2: "a program's block", 4: "", 6: "a picture"}
_WAV_SOUNDS = frozenset(
    [b"fmt ", b"data", b"fact", b"cue ", b"smpl", b"PEAK", b"JUNK", b"junk", b"PAD ", b"FLLR"]
)


def mp3(data: bytes) -> Iterator[Trace]:
    """ID3 of both kinds, APE and Lyrics tags."""
    if data[:3] == b"ID3":
        yield from tags(_frames(data), "an ID3 tag")
    tail = data[-200_000:]
    if tail[-128:-125] == b"TAG":
        yield Trace("an ID3v1 tag at its end")
    if b"APETAGEX" in tail:
        yield Trace("an APE tag")
    if b"LYRICSBEGIN" in tail:
        yield Trace("a Lyrics3 tag")


def _frames(data: bytes) -> Iterator[tuple[str, str]]:
    """The frames of an ID3v2 tag (id3.org): name, value."""
    version, end = data[3], _ID3 + _synchsafe(data[6:10])
    named, head = (3, 6) if version == 2 else (4, 10)
    at = _ID3
    while at + head <= end and data[at : at + 1].strip(b"\0"):
        sized = data[at + named : at + named + (3 if version == 2 else 4)]
        size = _synchsafe(sized) if version == 4 else int.from_bytes(sized)
        value = data[at + head + 1 : at + head + size]
        yield data[at : at + named].decode("latin-1"), value.strip(b"\0").decode("utf-8", "replace")
        at += head + size


def _synchsafe(four: bytes) -> int:
    return sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(four)))


def ogg(data: bytes) -> Iterator[Trace]:
    """The comments of Opus and Vorbis."""
    found = [(data.find(head), len(head)) for head in _OGG_HEADS if head in data[:100_000]]
    if found:
        at, size = found[0]
        yield from tags(_comments(data[at + size :]), "comments")


def flac(data: bytes) -> Iterator[Trace]:
    """Comments, pictures and programs' blocks."""
    at, last = 4, False
    while not last:
        kind, last = data[at] & 0x7F, bool(data[at] & 0x80)
        size = int.from_bytes(data[at + 1 : at + 4])
        body = data[at + 4 : at + 4 + size]
        if kind == 4:
            yield from tags(_comments(body), "comments")
        elif kind in _FLAC_WORDS:
            yield Trace(_FLAC_WORDS[kind])
        at += 4 + size


def _comments(data: bytes) -> Iterator[tuple[str, str]]:
    """Vorbis comments: vendor, then `NAME=value` each."""
    (size,) = struct.unpack_from("<I", data)
    at = 4 + size
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    for _ in range(count):
        (size,) = struct.unpack_from("<I", data, at)
        name, _, value = data[at + 4 : at + 4 + size].partition(b"=")
        yield name.decode("utf-8", "replace"), value.decode("utf-8", "replace")
        at += 4 + size


def wav(data: bytes) -> Iterator[Trace]:
    """Chunks that hold no sound."""
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if kind == b"LIST" and body[:4] == b"INFO":
            yield from tags(_info(body), "tags")
        elif kind not in _WAV_SOUNDS and kind != b"LIST":
            yield Trace(f"a block {kind.decode('latin-1').strip()!r}")
        at += 8 + size + size % 2
    if at > len(data) + 1:
        raise BrokenError


def _info(body: bytes) -> Iterator[tuple[str, str]]:
    at = 4
    while at + 8 <= len(body):
        kind, size = struct.unpack_from("<4sI", body, at)
        value = body[at + 8 : at + 8 + size].strip(b"\0").decode("utf-8", "replace")
        yield kind.decode("latin-1"), value
        at += 8 + size + size % 2
