"""Pages made anew, and how they come into their places and into the report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from builder.i18n import StaffLanguage
from builder.model.media import MEDIA_FOLDER, Media, Picture, Recording
from builder.rebuild.last import LastBuild
from builder.report.released import HTML, REPORT
from builder.report.report import (
    by_name,
    listing_order,
    media_costs,
    page_bytes,
    page_cost,
    page_title,
    totals,
)
from builder.report.weighed import Size, compressed_size
from builder.report.written import write_report
from builder.staging import write_whole


@dataclass(frozen=True)
class Pages:
    """
    What of `build/site` is other than it was.

    Attributes:
        html: Pages by path below `build/site`.
        former: The same pages as they were.
        come: Pictures and recordings that come (name, file) …
        gone: … and the names of those that go.
        media: Of the whole school.
        weights: Bytes of lessons on a phone, by path.
        titles: Of these lessons.
    """

    html: Mapping[str, str]
    former: Mapping[str, str]
    come: Mapping[str, Path]
    gone: frozenset[str]
    media: Media
    weights: Mapping[str, int]
    titles: Mapping[str, str]

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """The pages as they are and as they were: path and HTML."""
        yield from self.html.items()
        yield from self.former.items()

    def put(self, root: Path, last: LastBuild, language: StaffLanguage) -> LastBuild:
        """Write pages and report; what pages name comes first and goes last."""
        site = root / "build" / "site"
        files = dict(self._files())
        for path, data in files.items():
            write_whole(site / path, data)
        for name in self.gone:
            (site / MEDIA_FOLDER / name).unlink(missing_ok=True)
        report = orjson.loads((root / "build" / REPORT.name).read_bytes())
        report["files"] = self._listed(report["files"], files)
        report["media"] = list(media_costs(self.media))
        known = by_name(self.media)
        for path in self.html:
            self._weigh(report, path, files[path], known)
        report["totals"] = totals(report["pages"], report["files"])
        write_report(root, root / "build", report, language)
        places = {f"site/{path}" for path in files} | {REPORT.name, HTML.name}
        places |= {f"site/{MEDIA_FOLDER}/{name}" for name in self.gone}
        return replace(
            last.after_writing(root, "site", places),
            totals=report["totals"],
            weights={**last.weights, **self.weights},
        )

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for name, file in self.come.items():
            yield f"{MEDIA_FOLDER}/{name}", file.read_bytes()
        for path, html in self.html.items():
            yield path, html.encode()

    def _listed(
        self, before: Sequence[dict[str, Any]], files: Mapping[str, bytes]
    ) -> list[dict[str, Any]]:
        """The files of the site as a report lists them, in its order."""
        gone = {f"{MEDIA_FOLDER}/{name}" for name in self.gone}
        listed = {one["path"]: one for one in before if one["path"] not in gone}
        for path, data in files.items():
            digest = hashlib.sha256(data).hexdigest()
            listed[path] = {"path": path, "bytes": len(data), "sha256": digest}
        if not self.gone and not self.come:
            return list(listed.values())
        return sorted(listed.values(), key=listing_order)

    def _weigh(
        self,
        report: Mapping[str, Any],
        path: str,
        data: bytes,
        known: Mapping[str, Picture | Recording],
    ) -> None:
        """Put down what a page costs now."""
        url, text = path.removesuffix("index.html"), data.decode()
        page = next(one for one in report["pages"] if one["url"] == url)
        page["title"] = self.titles.get(page["lesson"]) or page_title(text)
        page |= page_bytes(text, len(data), Size(compressed_size(data)), known)
        page |= page_cost(page, report["assumptions"]["yuan_a_gigabyte"])
