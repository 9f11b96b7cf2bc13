"""What a server says of a file: type, charset, how long it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

YEAR = 31_536_000  # seconds; RFC 9111 knows no longer useful age
_IMMUTABLE = f"public, max-age={YEAR}, immutable"

# Not the system's table: it differs between computers, and with it the release's name would.
_TEXT = {
    "css": "text/css",
    "csv": "text/csv",
    "htm": "text/html",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "md": "text/markdown",
    "mjs": "text/javascript",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "vtt": "text/vtt",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
}
_BINARY = {
    "aac": "audio/aac",
    "avif": "image/avif",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "gif": "image/gif",
    "gz": "application/gzip",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "ttf": "font/ttf",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "webm": "audio/webm",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zim": "application/octet-stream",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Headers:
    """
    What is stored with an object and sent with it.

    Attributes:
        type: Content-Type, with the charset of texts.
        cache: Cache-Control.
        encoding: Content-Encoding, "" for none.
    """

    type: str
    cache: str
    encoding: str = ""

    def record(self) -> dict[str, str]:
        """As HTTP header names and values."""
        found = {"Content-Type": self.type, "Cache-Control": self.cache}
        return found | ({"Content-Encoding": self.encoding} if self.encoding else {})


PRIVATE = Headers("application/json", "no-store")  # of what publishing keeps for itself


@cache
def headers(suffix: str, *, asset: bool, ttl: int, gzip: bool) -> Headers:
    """
    Say how files with this extension are served.

    Args:
        suffix: The extension, lower case, without its dot.
        asset: Whether the name changes with the content.
        ttl: Seconds for which a page may be shown without asking again.
        gzip: Whether texts are stored compressed.
    """
    # WeChat's browser shows a kept page for days unless it is told to ask again.
    cache = _IMMUTABLE if asset else f"public, max-age={ttl}, must-revalidate"
    text = _TEXT.get(suffix)
    if text:
        return Headers(f"{text}; charset=utf-8", cache, "gzip" if gzip else "")
    return Headers(_BINARY.get(suffix, "application/octet-stream"), cache)


def suffix(key: str) -> str:
    """The extension of a key: lower case, without its dot."""
    _, dot, tail = key.rpartition("/")[2].rpartition(".")
    return tail.lower() if dot else ""
