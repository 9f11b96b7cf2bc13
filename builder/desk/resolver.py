"""What pictures and recordings become on a desk: one file each, that any browser shows."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from builder.model.address import parse
from builder.model.media import Media
from builder.site.resolver import SiteResolver


class DeskResolver(SiteResolver):
    """
    Resolves the targets of one page; a recording and a link as on the phone pages.

    Args:
        path: Of the text's file, relative to `content/`.
        url: Of the page, relative to the root.
        urls: Content path to address of every page.
        files: Content paths of other files that are offered.
        media: Encoded.
        language: Of the words around them (BCP 47 tag).
        used: Takes the public name of every medium that is shown.
    """

    def __init__(
        self,
        path: str,
        url: str,
        urls: Mapping[str, str],
        files: frozenset[str],
        media: Media,
        language: str,
        used: set[str],
    ) -> None:
        super().__init__(path, url, urls, files, media, language)
        self._used = used

    def picture(self, target: str, alt: str, title: str) -> str:
        """An `<img>` at its largest; else its description."""
        found = parse(self._path, target)
        picture = self._media.pictures.get(found.path) if found.kind == "content" else None
        if picture is None:
            return f"<i>[{escape(alt or target)}]</i>"
        note = f' title="{escape(title)}"' if title else ""
        return (
            f'<img src="{self._media_url(picture.variants[-1].name)}" width="{picture.width}" '
            f'height="{picture.height}" alt="{escape(alt)}"{note} loading="lazy">'
        )

    def _media_url(self, name: str) -> str:
        self._used.add(name)
        return super()._media_url(name)
