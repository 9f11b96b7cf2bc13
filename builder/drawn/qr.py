"""QR codes that a phone reads from another screen, and by a long press."""

from __future__ import annotations

import math
import re
from io import BytesIO
from urllib.parse import quote, urlsplit, urlunsplit

import segno
from PIL import Image

from builder import wechat_limits as limits

SMALLEST = 2 * limits.QR_WIDTH  # px: two device pixels to one CSS px
_ERROR = "m"  # segno takes a higher level where the code grows no larger by it
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_KEPT = "/?#[]@!$&'()*+,;=:%-._~"  # of an address (RFC 3986); % is part of what is encoded already


class QrError(ValueError):
    """A text that is too long for a QR code, some 2,300 bytes."""


def qr_png(text: str, *, module: int = 8) -> bytes:
    """
    A QR code, black on opaque white with its quiet zone.

    Args:
        text: An address, whose Chinese parts are percent-encoded, or any text.
        module: px of a module at least; it grows until the whole has `SMALLEST` px.

    Raises:
        QrError: The text is too long.
    """
    code = _made(text)
    scale = max(module, math.ceil(SMALLEST / _modules(code)))
    buffer = BytesIO()
    code.save(buffer, kind="png", scale=scale, border=limits.QR_QUIET)
    return buffer.getvalue()


def qr_picture(text: str, least: int) -> Image.Image:
    """
    The same as a picture (RGB) of at least `least` px, its modules of whole pixels.

    Raises:
        QrError: The text is too long.
    """
    code = _made(text)
    buffer = BytesIO()
    scale = math.ceil(least / _modules(code))
    code.save(buffer, kind="png", scale=scale, border=limits.QR_QUIET)
    with Image.open(buffer) as image:
        return image.convert("RGB")


def ascii_address(address: str) -> str:
    """
    An address as browsers send it: `/课/` is `/%E8%AF%BE/`, `学校.cn` is `xn--….cn`.

    What is no address, or none that can be written so, comes back as it is.
    """
    if not _ADDRESS.match(address):
        return address
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except ValueError:
        return address
    rest = (quote(one, safe=_KEPT) for one in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, *rest))


def _made(text: str) -> segno.QRCode:
    try:
        return segno.make_qr(ascii_address(text), error=_ERROR)
    except ValueError as error:
        raise QrError(f"{text[:60]}… does not fit into a QR code") from error


def _modules(code: segno.QRCode) -> int:
    """Modules of a side, with the quiet zone."""
    return int(code.symbol_size(border=limits.QR_QUIET)[0])
