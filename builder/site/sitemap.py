"""The list of pages for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from builder.model.address import absolute
from builder.model.school import School
from builder.site.page import SitePage
from builder.site.pages import pages

NAME = "sitemap.xml"
_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def sitemap(school: School) -> Iterator[tuple[str, str]]:
    """
    The file's name and text; nothing where the school has no public address.

    It names no days: those of files in a clone are those of the clone.
    """
    base = school.settings.base_url
    if base:
        found = (page.url for page in pages(school) if is_found(page))
        places = [f"<url><loc>{escape(absolute(base, url))}</loc></url>" for url in found]
        yield NAME, "\n".join([_OPEN, *places, "</urlset>\n"])


def is_found(page: SitePage) -> bool:
    """Whether search engines may lead to a page."""
    return not (page.url.endswith(".html") or page.unlisted or page.template == "redirect.html")
