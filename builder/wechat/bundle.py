"""An article with all that goes along, in a folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder import wechat_limits as limits
from builder.model.address import lesson_url
from builder.model.course import Course, Lesson
from builder.model.school import Settings
from builder.wechat.article import Article
from builder.wechat.files import AUDIO, IMAGES, Image, Sound
from builder.wechat.judge import Counts, author_of, source_url

HTML, RECORD, COVER = "article.html", "article.json", "cover.jpg"
POSTER, SHARE, PREVIEW = "poster.jpg", "share.txt", "preview.html"
_SIDE = (1 - limits.COVER[1] / limits.COVER[0]) / 2  # of the cover, beside its middle square


@dataclass(frozen=True)
class Bundle:
    """
    What goes into one folder.

    Attributes:
        lesson, course: Of the article.
        article: Its HTML and the files that it names.
        counts: What WeChat counts.
        cover: JPEG, 900 × 383 px.
        poster: JPEG, or None without a public address.
        share: The text to paste into a group.
    """

    lesson: Lesson
    course: Course
    article: Article
    counts: Counts
    cover: bytes
    poster: bytes | None
    share: str

    @property
    def address(self) -> str:
        """Its folder below `build/wechat`: the lesson's address."""
        return lesson_url(self.lesson, self.course).rstrip("/")


def write_bundle(bundle: Bundle, settings: Settings, place: Path) -> dict[str, Any]:
    """
    Write everything but the preview into the new folder `place`.

    Returns:
        What `article.json` says.
    """
    for name in (IMAGES, AUDIO):
        (place / name).mkdir(parents=True)
    for image in bundle.article.images:
        (place / image.address).write_bytes(image.data)
    for sound in bundle.article.sounds:
        shutil.copyfile(sound.source, place / sound.address)
    (place / HTML).write_text(bundle.article.html, encoding="utf-8", newline="\n")
    (place / COVER).write_bytes(bundle.cover)
    (place / SHARE).write_text(f"{bundle.share}\n", encoding="utf-8", newline="\n")
    if bundle.poster:
        (place / POSTER).write_bytes(bundle.poster)
    record = _record(bundle, settings)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (place / RECORD).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return record


def _record(bundle: Bundle, settings: Settings) -> dict[str, Any]:
    """What `renlearn wechat push` sends, and what staff want to know."""
    lesson, article = bundle.lesson, bundle.article
    comments = settings.wechat.comments
    return {
        "lesson": bundle.address,
        "path": f"content/{lesson.path}",
        "title": lesson.title,
        "author": author_of(lesson, settings),
        "digest": lesson.summary,
        "content_source_url": source_url(lesson, bundle.course, settings),
        "cover": COVER,
        "pic_crop_235_1": "0_0_1_1",
        "pic_crop_1_1": f"{_SIDE:.6f}_0_{1 - _SIDE:.6f}_1",
        "need_open_comment": int(comments != "off"),
        "only_fans_can_comment": int(comments == "followers"),
        "images": [_image(one) for one in article.images],
        "recordings": [_sound(one) for one in article.sounds],
        "counts": asdict(bundle.counts),
        "visible_characters": article.visible,
        "ratio": round(article.ratio, 2),
    }


def _image(image: Image) -> dict[str, Any]:
    data = image.data
    return {
        "file": image.address,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "width": image.width,
        "height": image.height,
        "call": image.call,
    }


def _sound(sound: Sound) -> dict[str, Any]:
    size = sound.source.stat().st_size
    return {"file": sound.address, "bytes": size, "seconds": round(sound.seconds, 1)}
