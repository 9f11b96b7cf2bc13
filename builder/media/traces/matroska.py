"""WebM and Matroska (RFC 9559): tags, titles, attachments, chapters."""

from __future__ import annotations

from collections.abc import Iterator

from builder.media.traces.trace import BrokenError, Trace, tags

_SEGMENT, _INFO, _TRACKS, _TRACK = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
_TAGS, _TAG, _SIMPLE = 0x1254C367, 0x7373, 0x67C8
_TAG_NAME, _TAG_TEXT, _TAG_BINARY = 0x45A3, 0x4487, 0x4485
_HOLD_OTHERS = frozenset([_SEGMENT, _INFO, _TRACKS, _TRACK, _TAGS, _TAG])
_WORDS = {
    0x1941A469: "attached files",
    0x1043A770: "chapters with titles",
    0x4461: "the time of recording",
}
_NAMES = {0x7BA9: "a title", 0x536E: "a track's name", 0x7384: "a file's name"}
_PROGRAMS = {0x4D80: "MuxingApp", 0x5741: "WritingApp"}
_MEASURED = frozenset({"DURATION", "NUMBER_OF_FRAMES", "NUMBER_OF_BYTES", "BPS"})
_UNKNOWN = -1  # size of an element that was written while it was recorded


def matroska(data: bytes) -> Iterator[Trace]:
    """What is told beside the sound; the encoder's own mark is none."""
    yield from _inside(data, 0, len(data))


def _inside(data: bytes, start: int, end: int) -> Iterator[Trace]:
    for kind, at, stop in _elements(data, start, end):
        body = data[at:stop] if kind in _NAMES or kind in _PROGRAMS else b""
        if kind in _HOLD_OTHERS:
            yield from _inside(data, at, stop)
        elif kind in _WORDS:
            yield Trace(_WORDS[kind])
        elif kind in _NAMES and body.strip(b"\0 "):
            yield Trace(_NAMES[kind])
        elif kind in _PROGRAMS:
            yield from tags(iter([(_PROGRAMS[kind], body.decode("utf-8", "replace"))]), "a mark")
        elif kind == _SIMPLE:
            yield from tags(_simple(data, at, stop), "tags")


def _simple(data: bytes, start: int, end: int) -> Iterator[tuple[str, str]]:
    name = value = ""
    for kind, at, stop in _elements(data, start, end):
        if kind == _TAG_NAME:
            name = data[at:stop].decode("utf-8", "replace")
        elif kind in {_TAG_TEXT, _TAG_BINARY}:
            value = data[at:stop].decode("utf-8", "replace")
        elif kind == _SIMPLE:
            yield from _simple(data, at, stop)
    if name not in _MEASURED:
        yield name, value


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of the content of each element."""
    at = start
    while at < end:
        kind, at = _number(data, at, keep_mark=True)
        size, at = _number(data, at, keep_mark=False)
        stop = end if size == _UNKNOWN else at + size
        if stop > end:
            raise BrokenError
        yield kind, at, stop
        at = stop


def _number(data: bytes, at: int, *, keep_mark: bool) -> tuple[int, int]:
    """A number of variable length (RFC 8794, 4), and where it ends."""
    first = data[at]
    if first == 0:
        raise BrokenError
    length = 9 - first.bit_length()
    value = int.from_bytes(data[at : at + length])
    if not keep_mark:
        value -= 1 << 7 * length
        if value == (1 << 7 * length) - 1:
            value = _UNKNOWN
    return value, at + length
