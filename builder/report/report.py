"""What a built site costs a reader: bytes of every page, picture and recording."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.model.company import is_unlisted
from builder.model.media import Media, Picture, Recording
from builder.report.weighed import compressed_sizes

_MEDIA_NAME = re.compile(r"\bm/([\w.-]+)")


def report(
    site: Path, media: Media, *, cache: Path | None = None, most: int | None = None
) -> dict[str, Any]:
    """
    Weigh the finished site in the folder `site`.

    Args:
        site: Folder of the built site.
        media: Of the school.
        cache: Folder in which the sizes of pages are kept.
        most: New pages that are compressed to be weighed; with more of them
            their `html_br_bytes` and `first_view_bytes` are None, and
            `totals` count what is known. None weighs all.

    Returns:
        The contents of `build/report.json`; every figure in bytes. The first
        view of a page is its HTML with every picture in it, in the variants
        that a phone of 360 CSS px and two device pixels each downloads;
        recordings come only when they are played. By `files`, every file of
        the site, publishing tells a whole build from one that was changed.
        `unlisted` says of a page that nothing public may lead to it.
    """
    files = [file for file in sorted(site.rglob("*")) if file.is_file()]
    listed = [_file(file, site) for file in files]
    html = {
        one["sha256"]: file.read_bytes()
        for file, one in zip(files, listed, strict=True)
        if file.suffix == ".html"
    }
    sizes = compressed_sizes(html, cache, most)
    costs = _costs(media)
    pages = [
        _page(one["path"], html[one["sha256"]], sizes.get(one["sha256"]), costs)
        for one in listed
        if one["path"].endswith(".html")
    ]
    figures = ("html_bytes", "html_br_bytes", "first_view_bytes", "images_bytes", "audio_bytes")
    return {
        "pages": pages,
        "media": list(_media(media)),
        "totals": {
            "pages": len(pages),
            **{figure: sum(page[figure] or 0 for page in pages) for figure in figures},
            "site_bytes": sum(file["bytes"] for file in listed),
        },
        "files": listed,
    }


def _file(file: Path, site: Path) -> dict[str, Any]:
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return {"path": file.relative_to(site).as_posix(), "bytes": len(data), "sha256": digest}


def _costs(media: Media) -> Mapping[str, tuple[Picture | Recording, str]]:
    """Each picture and recording, and the figure that it adds to, by the names of its variants."""
    items: list[tuple[Picture | Recording, str]] = []
    items += ((one, "images_bytes") for one in _pictures(media))
    items += ((one, "audio_bytes") for one in media.recordings.values())
    return {variant.name: (item, figure) for item, figure in items for variant in item.variants}


def _page(
    path: str,
    html: bytes,
    compressed: int | None,
    costs: Mapping[str, tuple[Picture | Recording, str]],
) -> dict[str, Any]:
    names = dict.fromkeys(_MEDIA_NAME.findall(html.decode()))
    shown = {costs[name][0].source: costs[name] for name in names if name in costs}
    bytes_of = dict.fromkeys(("images_bytes", "audio_bytes"), 0)
    for item, figure in shown.values():
        bytes_of[figure] += item.phone_bytes
    url = path.removesuffix("index.html")
    return {
        "url": url,
        "html_bytes": len(html),
        "html_br_bytes": compressed,
        "first_view_bytes": None if compressed is None else compressed + bytes_of["images_bytes"],
        **bytes_of,
        "unlisted": is_unlisted(url),
    }


def _pictures(media: Media) -> Iterator[Picture]:
    yield from media.pictures.values()
    yield from media.codes.values()


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
