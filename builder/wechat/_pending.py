"""
Temporary stand-ins for what other branches bring; delete when they are merged.

| here | there |
| --- | --- |
| `QrError`, `qr_png` | `builder.drawn.qr` |
| `cover_jpeg` | `builder.drawn.cover` |
| `poster_jpeg` | `builder.drawn.poster` |
| `FormulaError`, `formula_png` | `builder.drawn.formula` |
| `share_line` | `builder.model.share` |
| `minutes`, `weight`, `kilobytes` | `builder.model.cost` |
| `lesson_url`, `absolute` | `builder.model.address` |
| `today` | `builder.today` |
| `articles(media)` | `media.articles` |
| `codes(media)` | `media.codes` |
| `day_name` | `builder.i18n` |
| `darkened` | `builder.wechat.dark` |
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageOps

from builder.markup.references import words
from builder.model.address import relative
from builder.model.course import Course, Lesson
from builder.model.media import Media, Picture, PictureVariant
from builder.model.school import Settings


class FormulaError(ValueError):
    """A formula that cannot be drawn."""


class QrError(ValueError):
    """A text that is too long for a QR code."""


def qr_png(text: str, *, module: int = 8) -> bytes:
    """A QR code as PNG."""
    buffer = BytesIO()
    try:
        code = segno.make_qr(text, error="m")
    except ValueError as error:
        raise QrError from error
    code.save(buffer, kind="png", scale=module, border=4)
    return buffer.getvalue()


def formula_png(mathml: str, *, display: bool) -> tuple[bytes, int, int]:
    """A picture as long as the formula's text, at 2 px to one CSS px."""
    size = (40 + 16 * len(words(mathml)), 120 if display else 80)
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((10, 20), words(mathml).encode("ascii", "replace"), fill="black")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue(), *size


def cover_jpeg(picture: Path | None, title: str, course: str) -> bytes:  # noqa: ARG001
    """A cover of 900 × 383 px."""
    return _jpeg(picture, (900, 383))


def poster_jpeg(
    *,
    school: str,  # noqa: ARG001
    course: str,  # noqa: ARG001
    title: str,  # noqa: ARG001
    summary: str,  # noqa: ARG001
    url: str,  # noqa: ARG001
    cover: Path | None,
    detail: str,  # noqa: ARG001
    language: str = "zh-CN",  # noqa: ARG001
) -> bytes:
    """A poster."""
    return _jpeg(cover, (750, 1000))


def _jpeg(picture: Path | None, size: tuple[int, int]) -> bytes:
    canvas = Image.new("RGB", size, "#006644")
    if picture:
        with Image.open(picture) as image:
            canvas = ImageOps.fit(image.convert("RGB"), size)
    buffer = BytesIO()
    canvas.save(buffer, "JPEG", quality=84)
    return buffer.getvalue()


def articles(media: Media) -> Mapping[str, Picture]:
    """Pictures as articles hold them."""
    found = getattr(media, "articles", None)
    return found if found else {path: _article(one) for path, one in media.pictures.items()}


def codes(media: Media) -> Mapping[str, Picture]:
    """Groups' codes as articles hold them."""
    return getattr(media, "codes", None) or articles(media)


def day_name(day: date, language: str, *, year: bool) -> str:  # noqa: ARG001
    """A day in words."""
    return f"{day.year}年{day.month}月{day.day}日"


def _article(picture: Picture) -> Picture:
    variant = picture.variants[-1]
    file = variant.path.with_name(f"{variant.path.stem}-article.png")
    if variant.mime in {"image/png", "image/jpeg", "image/gif"}:
        return Picture(picture.source, 0, variant.width, variant.height, (variant,))
    if not file.exists():
        data = variant.path.read_bytes()
        if variant.mime == "image/svg+xml":
            import resvg_py  # noqa: PLC0415

            data = bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), width=1080))
        with Image.open(BytesIO(data)) as image:
            ground = Image.new("RGB", image.size, "white")
            ground.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
            ground.save(file)
    with Image.open(file) as image:
        width, height = image.size
    data = file.read_bytes()
    name = f"{hashlib.sha256(data).hexdigest()[:10]}-{width}.png"
    own = PictureVariant(file, name, "image/png", len(data), width, height)
    return Picture(picture.source, picture.source_bytes, width, height, (own,))


def lesson_url(lesson: Lesson, course: Course) -> str:
    """The address of a lesson."""
    prefix = "" if lesson.language == course.language else f"{lesson.language}/"
    return f"{prefix}{course.path}/{lesson.slug}/"


def absolute(base_url: str, url: str) -> str:
    """The whole address of a page; "" where the school has no public address."""
    return base_url + relative(url, "").removeprefix("./") if base_url else ""


def minutes(lesson: Lesson) -> int:
    """Time for a lesson."""
    return lesson.minutes or max(1, round(len(lesson.body.text) / 300))


def weight(lesson: Lesson, media: Media) -> int:  # noqa: ARG001
    """Bytes of a lesson's page."""
    return 40_000 + len(lesson.body.html)


def kilobytes(size: int) -> str:
    """A size in words."""
    return f"{round(size / 1000)} KB"


def today() -> date:
    """The date."""
    return date.today()


def share_line(
    settings: Settings, course: Course, lesson: Lesson, minutes: int, size_bytes: int, url: str
) -> str:
    """The text to paste into a group."""
    line = f"第{lesson.number}课 {course.title}：{lesson.title} · 约{kilobytes(size_bytes)}"
    whole = url if "://" in url else absolute(settings.base_url, url)
    return f"{line} · {minutes}分钟\n{whole}".strip()


def darkened(html: str) -> str:
    """An article in dark mode, roughly."""
    pairs = {"background-color:#fff": "background-color:#191919", "color:#333": "color:#a3a3a3"}
    for light, dark in pairs.items():
        html = html.replace(light, dark)
    return html
