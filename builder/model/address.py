"""Where a link in content leads, and the public address of a page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from builder.i18n import translator
from builder.model.course import Course, Lesson

PICTURES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jfif",
        ".png",
        ".gif",
        ".webp",
        ".avif",
        ".svg",
        ".bmp",
        ".tif",
        ".tiff",
        ".heic",
        ".heif",
    ]
)
RECORDINGS = frozenset(
    [".wav", ".mp3", ".m4a", ".flac", ".ogg", ".oga", ".opus", ".amr", ".aac", ".wma"]
)

_SAFE = "/.-_~()!*',:@+"  # in links, beside letters and digits
_UNQUOTED = re.compile(rf"[\w{re.escape(_SAFE)}]*", re.ASCII)
_MOST = 50_000  # targets that are remembered: each is asked for by several rules

VERIFY = "verify/"  # where certificates are checked, relative to the site's root


@dataclass(frozen=True)
class Target:
    """
    A parsed link target.

    Attributes:
        kind: `content` a file in `content/`; `anchor` in the same page;
            `remote` has a scheme or a host; `outside` leaves `content/`.
        path: Of `content`: path relative to `content/`, decoded. Else "".
        anchor: Decoded, without `#`.
    """

    kind: Literal["content", "anchor", "remote", "outside"]
    path: str = ""
    anchor: str = ""


@lru_cache(_MOST)
def parse(page: str, target: str) -> Target:
    """
    Read a link target as written in the file `page` (relative to `content/`).

    A target that starts with `/` counts from `content/`.
    """
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return Target("remote")
    if parts.scheme or parts.netloc:
        return Target("remote")
    anchor = unquote(parts.fragment)
    path = unquote(parts.path)
    if not path:
        return Target("anchor", page, anchor)
    base = "" if path.startswith("/") else posixpath.dirname(page)
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    if joined == ".." or joined.startswith("../") or "\0" in joined or "\\" in joined:
        return Target("outside", "", anchor)
    return Target("content", "" if joined == "." else joined, anchor)


def suffix(path: str) -> str:
    """The lower-case extension of a path, with its dot."""
    return posixpath.splitext(path)[1].lower()


def is_picture(path: str) -> bool:
    """Whether a path is named like a picture."""
    return suffix(path) in PICTURES


def is_photo(path: str) -> bool:
    """Whether a path is named like a picture of pixels."""
    return is_picture(path) and suffix(path) != ".svg"


def is_style(path: str) -> bool:
    """Whether a path is named like a style sheet."""
    return suffix(path) == ".css"


def is_recording(path: str) -> bool:
    """Whether a path is named like a recording."""
    return suffix(path) in RECORDINGS


def page_url(path: str) -> str:
    """
    The address of a Markdown file, relative to the site's root: `a/01-x.md` is at `a/01-x/`.

    Not percent-encoded. `index.md` and `README.md` stand for their folder.
    """
    stem = path[: -len(".md")] if path.endswith(".md") else path
    folder, _, name = stem.rpartition("/")
    url = folder if name in {"index", "README"} else stem
    return f"{url}/" if url else ""


def page_file(url: str) -> str:
    """The file of the page at an address, both relative to the site's root."""
    return url if url.endswith(".html") else f"{url}index.html"


def lesson_url(lesson: Lesson, course: Course) -> str:
    """
    The address of a lesson; one in another language than its course lies under its tag.

    Relative to the site's root, not percent-encoded.
    """
    prefix = "" if lesson.language == course.language else f"{lesson.language}/"
    return f"{prefix}{course.path}/{lesson.slug}/"


def questions_anchor(language: str) -> str:
    """The id of a lesson's questions in its page; published articles lead to it."""
    return translator(language)("小测").replace(" ", "-")


def absolute(base_url: str, url: str) -> str:
    """The whole address of a page; "" where the school has no public address."""
    return base_url + relative(url, "").removeprefix("./") if base_url else ""


def relative(url: str, base: str) -> str:
    """`url` as a percent-encoded link from the page at `base`, both relative to the site's root."""
    there, here = url.rstrip("/"), base.rstrip("/")
    to, start = there.split("/") if there else [], here.split("/") if here else []
    shared = 0
    for one, other in zip(to, start, strict=False):
        if one != other:
            break
        shared += 1
    step = "/".join([".."] * (len(start) - shared) + to[shared:]) or "."
    if url == "" or url.endswith("/"):
        step += "/"
    return step if _UNQUOTED.fullmatch(step) else quote(step, safe=_SAFE)
