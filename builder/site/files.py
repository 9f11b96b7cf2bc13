"""Every file of the site beside its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from builder.model.media import MEDIA_FOLDER
from builder.model.school import School
from builder.site.companies import company_files
from builder.site.page import SitePage
from builder.site.render import Site
from builder.site.sitemap import sitemap


def site_files(
    school: School, site: Site, pages: Sequence[SitePage]
) -> Iterator[tuple[str, str | bytes | Path]]:
    """
    The address of each file, relative to the site's root, and what it holds or where it lies.

    Args:
        school: Less what must not be shown.
        site: That renders its pages.
        pages: All of them.
    """
    for variant in site.media_files(pages):
        yield f"{MEDIA_FOLDER}/{variant.name}", variant.path
    # Two languages may say the same in a script.
    for name, text in {one.name: one.text for one in site.scripts.values()}.items():
        yield f"{MEDIA_FOLDER}/{name}", text
    if base := school.settings.base_url:
        yield "sitemap.xml", sitemap(pages, base)
    if school.cities:
        from builder.site.calendars import calendars  # noqa: PLC0415 (slow to import)

        yield from calendars(school)
    yield from company_files(school)
    for path in school.files:
        yield path, school.content / path
