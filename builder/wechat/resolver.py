"""What a picture, a recording, a link becomes before an article is written: an element to read."""

from __future__ import annotations

from html import escape

from builder.model.address import parse


class ArticleResolver:
    """
    Names content paths where the Markdown names targets.

    A link keeps its target; whether it can be one the article decides. No
    author can write these elements: the sanitiser drops them.

    Args:
        page: Of the text, relative to `content/`.
    """

    def __init__(self, page: str) -> None:
        self._page = page

    def picture(self, target: str, alt: str, title: str) -> str:
        """`<img>` with its content path in `src`."""
        named = f'src="{escape(self._path(target))}" alt="{escape(alt)}"'
        return f'<img {named} title="{escape(title)}">'

    def recording(self, target: str, text: str) -> str:
        """`<audio>` with its content path in `src`, around its label."""
        return f'<audio src="{escape(self._path(target))}">{escape(text)}</audio>'

    def link(self, target: str, html: str) -> str:
        """`<a>` with its target as written."""
        return f'<a href="{escape(target)}">{html}</a>'

    def _path(self, target: str) -> str:
        found = parse(self._page, target)
        return found.path if found.kind == "content" else target
