"""The list of pages for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from builder.model.address import absolute
from builder.site.page import SitePage

_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def sitemap(pages: Iterable[SitePage], base_url: str) -> str:
    """
    The file's text.

    It names no days: those of files in a clone are those of the clone.

    Args:
        pages: Of a school.
        base_url: Its public address.
    """
    found = (page.url for page in pages if is_found(page))
    places = [f"<url><loc>{escape(absolute(base_url, url))}</loc></url>" for url in found]
    return "\n".join([_OPEN, *places, "</urlset>\n"])


def is_found(page: SitePage) -> bool:
    """Whether search engines may lead to a page."""
    return not (page.url.endswith(".html") or page.unlisted or page.template == "redirect.html")
