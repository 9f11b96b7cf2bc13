"""SVG drawings, and what PDF and office files tell of their authors."""

from __future__ import annotations

import base64
import binascii
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from builder.media.traces.trace import BrokenError, Trace

_NEUTRAL = frozenset(
    [
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/XML/1998/namespace",
    ]
)
_COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_EMBEDDED = re.compile(rb"data:image/[\w+.-]+;base64,([A-Za-z0-9+/=\s]+)")
_METADATA = re.compile(rb"<(?:[\w.-]+:)?metadata\b")
_SPACE = re.compile(rb"\bxmlns(?::[\w.-]+)?\s*=\s*[\"']([^\"']*)")
_END = re.compile(rb"(?:</(?:[\w.-]+:)?svg\s*|/)>\s*$")
_PDF_AUTHOR = re.compile(
    rb"/Author\s*(?:\((?:[^()\\]|\\.)+\)|<(?!FEFF>|>)[0-9A-Fa-f\s]+>)|<dc:creator>"
)
_OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_LARGEST = 2_000_000  # bytes of a part that is unpacked: where authors are named it is small
_OFFICE = {"docProps/core.xml", "meta.xml"}
_OFFICE_AUTHOR = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)>[^<\s][^<]*<")


def svg(data: bytes, look: Callable[[bytes], tuple[Trace, ...]]) -> Iterator[Trace]:
    """
    Comments, metadata, what drawing programs add, and pictures inside.

    Args:
        data: Of the drawing.
        look: Gives the traces of a picture that lies in it.
    """
    if any(one.strip() for one in _COMMENT.findall(data)):
        yield Trace("a comment")
    if _METADATA.search(data):
        yield Trace("metadata")
    spaces = {space.decode("utf-8", "replace") for space in _SPACE.findall(data)} - _NEUTRAL
    if spaces:
        yield Trace(f"what a drawing program added ({min(spaces)})")
    yield from embedded(data, look)
    if not _END.search(data[-100:]):
        raise BrokenError


def embedded(data: bytes, look: Callable[[bytes], tuple[Trace, ...]]) -> Iterator[Trace]:
    """Traces of pictures that lie in a text as base64."""
    for found in _EMBEDDED.findall(data):
        try:
            inner = base64.b64decode(found)
        except binascii.Error:
            continue
        for trace in look(inner):
            yield Trace(f"a picture inside with {trace.words}", trace.grave)


def pdf(data: bytes) -> Iterator[Trace]:
    """The author, where the file names one; that may be meant."""
    if any(_PDF_AUTHOR.search(part) for part in _pdf_parts(data)):
        yield Trace("the name of an author", grave=False)


def _pdf_parts(data: bytes) -> Iterator[bytes]:
    yield data
    for found in _OBJECTS.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :], _LARGEST)
        except zlib.error:
            continue


def office(data: bytes) -> Iterator[Trace]:
    """Authors of Word, Excel, PowerPoint and OpenDocument files."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in sorted(_OFFICE & set(archive.namelist())):
                with archive.open(name) as part:
                    if _OFFICE_AUTHOR.search(part.read(_LARGEST)):
                        yield Trace("the name of an author", grave=False)
                        return
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as fault:
        raise BrokenError from fault
