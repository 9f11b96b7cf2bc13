"""What a file's name says: named by its content or not, a page's part or a page, its turn."""

from __future__ import annotations

import base64
import re
from urllib.parse import quote

from builder.publish.headers import suffix

OWN = "_ren/"  # everything that publishing keeps for itself lies below it
# `builder/media/store.py` and `builder/site/scripts.py` name by 50 bits of a SHA-256.
_MEDIA = re.compile(r"m/[a-z2-7]{10}(?:-[a-z0-9]+)?\.[a-z0-9]+")
_PART = re.compile(r"[0-9a-z]{8,64}")
_HTML = frozenset(["html", "htm"])
_BESIDE = frozenset(
    # What is opened or downloaded for itself, by people and machines.
    [
        *("txt", "xml", "json", "webmanifest", "md", "csv", "ics", "vcf", "rtf"),
        *("pdf", "epub", "zim", "zip", "gz"),
        *("doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"),
    ]
)


def is_hashed(key: str, sha256: str) -> bool:
    """Whether a name holds its content's hash, so that it never stands for other bytes."""
    if _MEDIA.fullmatch(key):
        return True
    name = key.rpartition("/")[2]
    parts = [part for part in _PART.findall(name.lower()) if any(sign.isdigit() for sign in part)]
    if not parts:
        return False
    base32 = base64.b32encode(bytes.fromhex(sha256)).decode().lower()
    return any(whole.startswith(part) for part in parts for whole in (sha256, base32))


def is_html(key: str) -> bool:
    """Whether a key is a page that a reader opens."""
    return suffix(key) in _HTML


def is_part(key: str) -> bool:
    """Whether pages may need the file to be shown: a style, a script, a picture, a recording."""
    return not is_html(key) and suffix(key) not in _BESIDE


def turn(key: str, *, new: bool) -> tuple[int, int]:
    """
    When a file is put in its place; smaller comes first.

    Parts of pages, new pages, then changed ones from the leaves to the root,
    the home page, and last what leads machines to pages.
    """
    depth = key.count("/")
    if is_part(key):
        return 0, 0
    if not is_html(key):
        return 4, 0
    if depth == 0:
        return 3, 0
    return (1, 0) if new else (2, -depth)


def address(public: str, key: str) -> str:
    """The public address of a key: a folder's index is the folder."""
    path = key[: -len("index.html")] if key.rpartition("/")[2] == "index.html" else key
    return f"{public.rstrip('/')}/{quote(path)}"


def addresses(public: str, key: str) -> tuple[str, ...]:
    """Every spelling of a key's public address that a network may keep."""
    first = address(public, key)
    return (first, f"{first}index.html") if first.endswith("/") else (first,)
