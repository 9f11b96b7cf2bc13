"""What a built site costs a reader: bytes of every page, picture and recording."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.model.address import lesson_url
from builder.model.company import is_unlisted
from builder.model.company_course import chosen, company_course
from builder.model.cost import page_weight
from builder.model.course import Lesson
from builder.model.media import Media, Picture, Recording, media_names
from builder.model.network import FIRST_TRIPS, MORE_TRIPS, NETWORKS, wait, yuan
from builder.model.school import School
from builder.report.weighed import Size, Weigher

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_FIGURES = ("html_bytes", "html_br_bytes", "first_view_bytes", "images_bytes", "audio_bytes")


@dataclass(frozen=True)
class Weighed:
    """
    A file of a site.

    Attributes:
        file: Its entry among the report's files.
        page: Its entry among the report's pages; None when it is none.
    """

    file: dict[str, Any]
    page: dict[str, Any] | None = None


class Reporter:
    """
    Weighs a site, file by file.

    Args:
        media: Of the school.
        school: As it is built.
        cache: Folder in which the sizes of pages are kept.
        most: See `Weigher`.
    """

    def __init__(
        self, media: Media, school: School, *, cache: Path | None = None, most: int | None = None
    ) -> None:
        self._media = media
        self._school = school
        self._lessons = _lessons(school)
        self._by_name = by_name(media)
        self._weigher = Weigher(cache, len(self._lessons), most)

    def weigh(self, path: str, data: bytes) -> Weighed:
        """Weigh a file at `path`, relative to the site's root; pages most of all."""
        digest = hashlib.sha256(data).hexdigest()
        file = {"path": path, "bytes": len(data), "sha256": digest}
        if not path.endswith(".html"):
            return Weighed(file)
        lesson = self._lessons.get(path.removesuffix("index.html"))
        size = self._weigher.size(data, digest, page_weight(lesson) if lesson else None)
        page = _page(path, data, size, lesson, self._by_name)
        return Weighed(file, page | page_cost(page, self._school.settings.data_price))

    def report(self, weighed: Iterable[Weighed]) -> dict[str, Any]:
        """
        What the finished site costs.

        Args:
            weighed: Its files.

        Returns:
            The contents of `build/report.json` (docs/formats.md); every size
            in bytes. The first view of a page is its HTML with every picture
            in it, in the variants that a phone of 360 CSS px and two device
            pixels each downloads; recordings come only when they are played.
            By `files`, every file of the site, publishing tells a whole build
            from one that was changed. `unlisted` says of a page that nothing
            public may lead to it; `lesson` is the file of a page's lesson,
            relative to `content/`.
        """
        found = sorted(weighed, key=lambda one: listing_order(one.file))
        files = [one.file for one in found]
        pages = [one.page for one in found if one.page]
        self._weigher.keep(
            {
                one.file["sha256"]: Size(one.page["html_br_bytes"], one.page["quality"])
                for one in found
                if one.page
            }
        )
        return {
            "school": self._school.settings.name,
            "assumptions": _assumptions(self._school.settings.data_price),
            "pages": pages,
            "media": list(media_costs(self._media)),
            "totals": totals(pages, files),
            "files": files,
        }


def listing_order(file: Mapping[str, Any]) -> list[str]:
    """By what a report lists its files: folder by folder."""
    return str(file["path"]).split("/")


def totals(
    pages: Sequence[Mapping[str, Any]], files: Sequence[Mapping[str, Any]]
) -> dict[str, int]:
    """The sums of a report's pages and files, in bytes."""
    return {
        "pages": len(pages),
        **{figure: sum(page[figure] for page in pages) for figure in _FIGURES},
        "site_bytes": sum(file["bytes"] for file in files),
    }


def _assumptions(price: int) -> dict[str, Any]:
    return {
        "yuan_a_gigabyte": price,
        "round_trips": {"first": FIRST_TRIPS, "more": MORE_TRIPS},
        "networks": [asdict(network) for network in NETWORKS],
    }


def _lessons(school: School) -> dict[str, Lesson]:
    """Every lesson by the address of its page, those of programmes too."""
    found = {lesson_url(lesson, course): lesson for course, lesson in school.lessons}
    for company in school.companies:
        lessons = chosen(school, company)
        course = company_course(company, lessons)
        found |= {lesson_url(one.lesson, course): one.lesson for one in lessons}
    return found


def by_name(media: Media) -> dict[str, Picture | Recording]:
    """Pictures and recordings by the public names of their files."""
    items: list[Picture | Recording] = [*_pictures(media), *media.recordings.values()]
    return {variant.name: item for item in items for variant in item.variants}


def _page(
    path: str,
    data: bytes,
    size: Size,
    lesson: Lesson | None,
    by_name: Mapping[str, Picture | Recording],
) -> dict[str, Any]:
    text = data.decode()
    url = path.removesuffix("index.html")
    return {
        "url": url,
        "title": lesson.title if lesson else page_title(text),
        "lesson": lesson.path if lesson else None,
        **page_bytes(text, len(data), size, by_name),
        "unlisted": is_unlisted(url),
    }


def page_bytes(
    text: str, html_bytes: int, size: Size, by_name: Mapping[str, Picture | Recording]
) -> dict[str, Any]:
    """
    What a report says of a page's bytes.

    Args:
        text: Its HTML.
        html_bytes: Of its HTML.
        size: Of its HTML once it is compressed.
        by_name: Pictures and recordings by the public names of their files.
    """
    names = media_names(text) & by_name.keys()
    used = {by_name[name].source: by_name[name] for name in names}
    images = sum(one.phone_bytes for one in used.values() if isinstance(one, Picture))
    audio = sum(one.phone_bytes for one in used.values() if isinstance(one, Recording))
    return {
        "html_bytes": html_bytes,
        "html_br_bytes": size.bytes,
        "quality": size.quality,
        "first_view_bytes": size.bytes + images,
        "images_bytes": images,
        "audio_bytes": audio,
        "media": sorted(used),
    }


def page_title(page: str) -> str:
    """What the HTML of a page says in its `<title>`."""
    found = _TITLE.search(page)
    return html.unescape(found[1]).strip() if found else ""


def page_cost(page: Mapping[str, Any], price: int) -> dict[str, Any]:
    """What reading a page, and hearing it, takes of money and of time on each network."""
    sizes = page["html_br_bytes"], page["images_bytes"], page["audio_bytes"]
    return {
        "view_yuan": yuan(page["first_view_bytes"], price),
        "yuan": yuan(page["first_view_bytes"] + page["audio_bytes"], price),
        "seconds": {network.name: vars(wait(network, *sizes)) for network in NETWORKS},
    }


def _pictures(media: Media) -> Iterator[Picture]:
    yield from media.pictures.values()
    yield from media.codes.values()


def media_costs(media: Media) -> Iterator[dict[str, Any]]:
    """What each picture and recording of a school weighs, in all that is made of it."""
    for picture in _pictures(media):
        yield {
            "source": picture.source,
            "source_bytes": picture.source_bytes,
            "phone_bytes": picture.phone_bytes,
            "variants": [
                {"path": f"m/{one.name}", "bytes": one.bytes, "width": one.width}
                for one in picture.variants
            ],
        }
    for recording in media.recordings.values():
        yield {
            "source": recording.source,
            "source_bytes": recording.source_bytes,
            "phone_bytes": recording.phone_bytes,
            "seconds": round(recording.seconds, 1),
            "variants": [
                {"path": f"m/{one.name}", "bytes": one.bytes, "bitrate": one.bitrate}
                for one in recording.variants
            ],
        }
