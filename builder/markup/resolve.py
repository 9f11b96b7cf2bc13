"""What a picture, a recording, a link becomes: each rendition passes its own resolver."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import urlsplit

from builder.markup.references import FOOTNOTE, attributes, words
from builder.model.address import is_recording

_ATTRIBUTES = r'(?: [\w-]+="[^"]*")*'
_IMAGE = re.compile(rf"<img({_ATTRIBUTES})>")
_LINK = re.compile(rf"<a({_ATTRIBUTES})>(.*?)</a>", re.DOTALL)


class Resolver(Protocol):
    """
    Turns targets, as written in the Markdown, into HTML of one rendition.

    `alt`, `title` and `text` are plain text; `html` and every result are HTML.
    """

    def picture(self, target: str, alt: str, title: str) -> str:
        """HTML for a picture."""
        ...

    def recording(self, target: str, text: str) -> str:
        """HTML for a recording."""
        ...

    def link(self, target: str, html: str) -> str:
        """HTML for a link around `html`, in which pictures are resolved."""
        ...


def resolve(html: str, resolver: Resolver) -> str:
    """
    Resolve every picture, recording and link of sanitised HTML.

    Links of footnotes and links without a target stay as they are. A link to
    a recording on another server is a link.
    """

    def image(found: re.Match[str]) -> str:
        named = attributes(found[1])
        target = named.get("src", "")
        if _is_own_recording(target):
            return resolver.recording(target, named.get("alt", ""))
        return resolver.picture(target, named.get("alt", ""), named.get("title", ""))

    def link(found: re.Match[str]) -> str:
        target = attributes(found[1]).get("href", "")
        inner = _IMAGE.sub(image, found[2])
        if not target or target.startswith(FOOTNOTE):
            return f"<a{found[1]}>{inner}</a>"
        if _is_own_recording(target):
            return resolver.recording(target, words(found[2]))
        return resolver.link(target, inner)

    # Links first, their pictures with them: what a resolver returned is not read again.
    parts: list[str] = []
    end = 0
    for found in _LINK.finditer(html):
        parts += [_IMAGE.sub(image, html[end : found.start()]), link(found)]
        end = found.end()
    return "".join([*parts, _IMAGE.sub(image, html[end:])])


def _is_own_recording(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and is_recording(parts.path)
