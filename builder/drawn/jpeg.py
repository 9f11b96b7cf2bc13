"""JPEG files of what was drawn: the same pixels give the same bytes, within a size."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

_QUALITIES = (88, 84, 78, 70, 60, 48, 36, 24, 12)


def jpeg(picture: Image.Image, limit: int) -> bytes:
    """The best JPEG of at most `limit` bytes; the smallest one where none is so small."""
    data = b""
    for quality in _QUALITIES:
        buffer = BytesIO()
        # Words in colour lose their edges when the colours are stored at half the size.
        subsampling = 0 if quality >= 70 else 2
        picture.save(buffer, "JPEG", quality=quality, optimize=True, subsampling=subsampling)
        data = buffer.getvalue()
        if len(data) <= limit:
            break
    return data
