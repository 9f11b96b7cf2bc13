"""What every page of the site has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.model.document import Document


@dataclass(frozen=True)
class SitePage:
    """
    One page.

    Attributes:
        url: Relative to the site's root, not percent-encoded: `""` is the
            front page, `business/accounting/01-why/` a lesson.
        template: File name in the theme.
        title: Of the page, without the school's name.
        language: BCP 47 tag.
        path: Path relative to `content/` that links in the text count from.
        summary: For the description, or "".
        body: Its text.
        context: What its template shows besides.
        unlisted: Whether only those may know of it who were told its address:
            it is in no sitemap, and search engines are asked to leave it out.
        source: Address of the page that it repeats, or "".
        urls: Content path to address of what its links lead to elsewhere than
            those of other pages.
    """

    url: str
    template: str
    title: str
    language: str
    path: str = ""
    summary: str = ""
    body: Document = field(default_factory=Document)
    context: Mapping[str, Any] = field(default_factory=dict)
    unlisted: bool = False
    source: str = ""
    urls: Mapping[str, str] = field(default_factory=dict)
