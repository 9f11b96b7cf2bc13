"""What pictures, recordings and links become on the light pages."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from builder.i18n import translator
from builder.model.address import is_picture, parse, relative
from builder.model.cost import duration, kilobytes
from builder.model.media import MEDIA_FOLDER, Media, Picture


class SiteResolver:
    """
    Resolves the targets of one page.

    Args:
        path: Of the page's file, relative to `content/`.
        url: Of the page, relative to the site's root.
        urls: Content path to address of every page.
        files: Content paths of other files that are published.
        media: Encoded.
        language: Of the words around them (BCP 47 tag).
    """

    def __init__(
        self,
        path: str,
        url: str,
        urls: Mapping[str, str],
        files: frozenset[str],
        media: Media,
        language: str,
    ) -> None:
        self._path = path
        self._url = url
        self._urls = urls
        self._files = files
        self._media = media
        self._language = language

    def picture(self, target: str, alt: str, title: str) -> str:
        """A picture with its measures, loaded when it comes into view; else its description."""
        found = parse(self._path, target)
        picture = self._media.pictures.get(found.path) if found.kind == "content" else None
        if picture is None:
            return f"<i>[{escape(alt or target)}]</i>"
        note = f' title="{escape(title)}"' if title else ""
        return self._shown(picture, f'alt="{escape(alt)}"{note}')

    def recording(self, target: str, text: str) -> str:
        """Its label with length and size, and the browser's own player, which loads when played."""
        found = parse(self._path, target)
        recording = self._media.recordings.get(found.path) if found.kind == "content" else None
        label = escape(text or translator(self._language)("听"))
        if recording is None:
            return f"<i>[{label}]</i>"
        sources = "".join(
            f"<source src={self._media_url(one.name)} type={one.mime.replace(' ', '')}>"
            for one in recording.variants
        )
        size = kilobytes(recording.phone_bytes, self._language)
        length = f"{duration(recording.seconds)} · {size}"
        return (
            f"<span class=a>{label} <small>{length}</small>"
            f'<audio controls preload=none aria-label="{label}">{sources}</audio></span>'
        )

    def link(self, target: str, html: str) -> str:
        """A link that works from this page; what leads nowhere stays as its words."""
        found = parse(self._path, target)
        anchor = f"#{escape(found.anchor.replace('%', '%25'))}" if found.anchor else ""
        if found.kind == "remote":
            return f'<a href="{escape(target)}" rel="noreferrer">{html}</a>'
        if found.kind == "anchor":
            return f'<a href="{anchor}">{html}</a>' if anchor else html
        path = found.path.rstrip("/")
        if path in self._urls:
            return f'<a href="{relative(self._urls[path], self._url)}{anchor}">{html}</a>'
        if is_picture(path) and path in self._media.pictures:
            largest = self._media.pictures[path].variants[-1]
            return f'<a href="{self._media_url(largest.name)}">{html}</a>'
        if path in self._files:
            return f'<a href="{relative(path, self._url)}">{html}</a>'
        return html

    def _shown(self, picture: Picture, words: str) -> str:
        """A `<picture>` of every format; `words` are the attributes that describe it."""
        sources = [self._source(picture, mime) for mime in self._formats(picture)[:-1]]
        image = self._image(picture, self._formats(picture)[-1])
        size = f"data-k={max(1, round(picture.phone_bytes / 1000))}"
        return (
            f"<picture {size}>{''.join(sources)}<img {image} width={picture.width} "
            f"height={picture.height} {words} loading=lazy></picture>"
        )

    def _formats(self, picture: Picture) -> list[str]:
        return list(dict.fromkeys(one.mime for one in picture.variants))

    def _source(self, picture: Picture, mime: str) -> str:
        return f'<source type={mime} srcset="{self._srcset(picture, mime)}">'

    def _image(self, picture: Picture, mime: str) -> str:
        own = [one for one in picture.variants if one.mime == mime]
        source = f"src={self._media_url(own[-1].name)}"
        return f'{source} srcset="{self._srcset(picture, mime)}"' if len(own) > 1 else source

    def _srcset(self, picture: Picture, mime: str) -> str:
        own = [one for one in picture.variants if one.mime == mime]
        if len(own) == 1:
            return self._media_url(own[0].name)
        return ",".join(f"{self._media_url(one.name)} {one.width}w" for one in own)

    def _media_url(self, name: str) -> str:
        return relative(f"{MEDIA_FOLDER}/{name}", self._url)
