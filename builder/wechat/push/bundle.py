"""A lesson's bundle as `renlearn build` left it in `build/wechat/`, read and checked."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builder import wechat_limits as limits
from builder.i18n import Said
from builder.wechat.push.calls import Article, File
from builder.wechat.push.stops import PushError

FOLDER = "wechat"  # below build/
_PICTURE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")', re.IGNORECASE)
_MAGIC = (
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"GIF8", "gif", "image/gif"),
)
_KEYS = ("author", "digest", "pic_crop_235_1", "pic_crop_1_1")
_FLAGS = ("need_open_comment", "only_fans_can_comment")

_UNREADABLE = Said(
    "{file} is missing or damaged; run renlearn build again",
    "{file} 缺失或已损坏；请重新运行 renlearn build",
)
_CHANGED = Said(
    "{file} changed while it was being pushed; run the same command again",
    "{file} 在推送时变了；请再运行同一条命令",
)
_KIND = Said(
    "{file} is no JPEG, PNG or GIF, and WeChat takes no other pictures; "
    "run renlearn build again with the present version",
    "{file} 不是 JPEG、PNG 或 GIF，微信不收其他图片；请用当前版本重新运行 renlearn build",
)


@dataclass(frozen=True)
class Picture:
    """
    A picture of a bundle.

    Attributes:
        file: Where it lies.
        about: What it is called in messages: its path below `build/wechat`.
        sha256: Of its bytes.
        size: Its bytes.
        extension: Which WeChat compares with the bytes: `jpg`, `png`, `gif`.
        mime: Its media type.
    """

    file: Path
    about: str
    sha256: str
    size: int
    extension: str
    mime: str

    @property
    def listed(self) -> bool:
        """Whether it goes into the account's library: what `uploadimg` does not take."""
        small = self.size < limits.BODY_PICTURE_BYTES
        return not small or self.mime not in limits.BODY_PICTURE_TYPES

    def to_send(self) -> File:
        """Its bytes under a name of ours; raises PushError when they are others than planned."""
        data = _bytes(self.file, self.about)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise PushError(_CHANGED.filled(file=self.about), stops=False)
        name = f"rl-{self.sha256[:16]}.{self.extension}"
        return File(name, data, self.mime, self.about)


@dataclass(frozen=True)
class Bundle:
    """
    A lesson ready to be pushed.

    Attributes:
        lesson: Its address, such as `business/accounting/01-why-accounts`.
        path: Its file, relative to the school's folder.
        record: `article.json`.
        html: `article.html`.
        cover: Its cover.
        pictures: Its body's pictures by the `src` that names them.
    """

    lesson: str
    path: str
    record: Mapping[str, Any]
    html: str
    cover: Picture
    pictures: Mapping[str, Picture]

    @property
    def title(self) -> str:
        """The article's title."""
        return str(self.record["title"])

    @property
    def url(self) -> str:
        """Its `content_source_url`, by which its draft is found again."""
        return str(self.record["content_source_url"])

    @property
    def recordings(self) -> list[str]:
        """File names of the recordings that staff insert by hand."""
        return [Path(str(one["file"])).name for one in self.record["recordings"]]

    @cached_property
    def sha256(self) -> str:
        """Of everything that is sent, with pictures by their content and not their address."""
        body = self.content({src: one.sha256 for src, one in self.pictures.items()})
        text = json.dumps(self._article(body, self.cover.sha256), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def article(self, images: Mapping[str, str], covers: Mapping[str, str]) -> Article:
        """What WeChat gets, with the addresses and covers that it gave, by SHA-256."""
        body = self.content({src: images[one.sha256] for src, one in self.pictures.items()})
        return self._article(body, covers[self.cover.sha256])

    def content(self, addresses: Mapping[str, str]) -> str:
        """The HTML with other addresses of pictures; those that it does not name stay."""

        def other(found: re.Match[str]) -> str:
            address = addresses.get(html.unescape(found[2]))
            return found[0] if address is None else f"{found[1]}{html.escape(address)}{found[3]}"

        return _PICTURE.sub(other, self.html)

    def sources(self) -> list[str]:
        """Every `src` of a picture in the HTML."""
        return [html.unescape(found[2]) for found in _PICTURE.finditer(self.html)]

    def _article(self, content: str, cover: str) -> Article:
        words = {name: str(self.record.get(name, "")) for name in _KEYS}
        flags = {name: int(self.record.get(name, 0)) for name in _FLAGS}
        own = {"title": self.title, "content": content, "content_source_url": self.url}
        return {**own, "thumb_media_id": cover, **{k: v for k, v in words.items() if v}, **flags}


def read_bundle(folder: Path, lesson: str) -> Bundle:
    """
    Read the bundle of a lesson.

    Args:
        folder: `build/wechat`.
        lesson: The lesson's address.

    Raises:
        PushError: A file is missing, damaged, outside the bundle, or no picture.
    """
    place = folder / lesson
    try:
        record = json.loads((place / "article.json").read_text(encoding="utf-8"))
        text = (place / "article.html").read_text(encoding="utf-8")
        _check_shape(record)
        names = [str(one["file"]) for one in record["images"]]
        json.dumps([record, text], ensure_ascii=False).encode("utf-8")  # no half characters
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        about = f"{lesson}/article.json"
        raise PushError(_UNREADABLE.filled(file=about), stops=False) from None
    pictures = {name: _picture(place, name, lesson) for name in names}
    cover = _picture(place, str(record["cover"]), lesson)
    return Bundle(lesson, str(record["path"]), record, text, cover, pictures)


def _check_shape(record: Any) -> None:
    """Raise one of Python's own errors where `article.json` lacks what is needed."""
    for name in ("path", "title", "content_source_url", "cover"):
        if not isinstance(record[name], str):
            raise TypeError(name)
    for name in _KEYS:
        if not isinstance(record.get(name, ""), str):
            raise TypeError(name)
    for name in _FLAGS:
        int(record.get(name, 0))
    for one in record["recordings"]:
        str(one["file"])
    for _, limit in record["counts"].values():
        int(limit)


def _picture(place: Path, name: str, lesson: str) -> Picture:
    about = f"{lesson}/{name}"
    file = (place / name).resolve()
    if not file.is_relative_to(place.resolve()):
        raise PushError(_UNREADABLE.filled(file=about), stops=False)
    data = _bytes(file, about)
    for magic, extension, mime in _MAGIC:
        if data.startswith(magic):
            sha256 = hashlib.sha256(data).hexdigest()
            return Picture(file, about, sha256, len(data), extension, mime)
    raise PushError(_KIND.filled(file=about), stops=False)


def _bytes(file: Path, about: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise PushError(_UNREADABLE.filled(file=about), stops=False) from None
