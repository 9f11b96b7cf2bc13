"""What a built site costs a reader: bytes of every page, picture and recording."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli

from builder.model.company import is_unlisted
from builder.model.media import Media, Picture, Recording

BROTLI_QUALITY = 11  # what a CDN serves for files compressed ahead of time
_MEDIA_NAME = re.compile(r"\bm/([\w.-]+)")


def report(site: Path, media: Media) -> dict[str, Any]:
    """
    Weigh the finished site in the folder `site`.

    Returns:
        The contents of `build/report.json`; every figure in bytes. The first
        view of a page is its HTML with every picture in it, in the variants
        that a phone of 360 CSS px and two device pixels each downloads;
        recordings come only when they are played. By `files`, every file of
        the site, publishing tells a whole build from one that was changed.
        `unlisted` says of a page that nothing public may lead to it.
    """
    pages = [_page(file, site, media) for file in sorted(site.rglob("*.html"))]
    files = list(_files(site))
    figures = ("html_bytes", "html_br_bytes", "first_view_bytes", "images_bytes", "audio_bytes")
    return {
        "pages": pages,
        "media": list(_media(media)),
        "totals": {
            "pages": len(pages),
            **{figure: sum(page[figure] for page in pages) for figure in figures},
            "site_bytes": sum(file["bytes"] for file in files),
        },
        "files": files,
    }


def _files(site: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(site.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            path = file.relative_to(site).as_posix()
            yield {"path": path, "bytes": len(data), "sha256": digest}


def _page(file: Path, site: Path, media: Media) -> dict[str, Any]:
    html = file.read_bytes()
    compressed = len(brotli.compress(html, quality=BROTLI_QUALITY))
    names = set(_MEDIA_NAME.findall(html.decode()))
    images = sum(_cost(picture, names) for picture in _pictures(media))
    audio = sum(_cost(recording, names) for recording in media.recordings.values())
    url = file.relative_to(site).as_posix().removesuffix("index.html")
    return {
        "url": url,
        "html_bytes": len(html),
        "html_br_bytes": compressed,
        "first_view_bytes": compressed + images,
        "images_bytes": images,
        "audio_bytes": audio,
        "unlisted": is_unlisted(url),
    }


def _pictures(media: Media) -> Iterator[Picture]:
    yield from media.pictures.values()
    yield from media.codes.values()


def _cost(item: Picture | Recording, names: set[str]) -> int:
    used = any(variant.name in names for variant in item.variants)
    return item.phone_bytes if used else 0


def _media(media: Media) -> Iterator[dict[str, Any]]:
    for picture in _pictures(media):
        yield {
            "source": picture.source,
            "source_bytes": picture.source_bytes,
            "variants": [
                {"path": f"m/{one.name}", "bytes": one.bytes, "width": one.width}
                for one in picture.variants
            ],
        }
    for recording in media.recordings.values():
        yield {
            "source": recording.source,
            "source_bytes": recording.source_bytes,
            "variants": [
                {"path": f"m/{one.name}", "bytes": one.bytes, "bitrate": one.bitrate}
                for one in recording.variants
            ],
        }
