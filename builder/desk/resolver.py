"""What pictures become on a desk: one file each, that any browser shows."""

from __future__ import annotations

from builder.model.media import Picture
from builder.site.resolver import SiteResolver


class DeskResolver(SiteResolver):
    """Resolves the targets of one page: recordings and links become what they are on a phone."""

    def _shown(self, picture: Picture, words: str) -> str:
        """An `<img>` at its largest."""
        return (
            f'<img src="{self._media_url(picture.variants[-1].name)}" width="{picture.width}" '
            f'height="{picture.height}" {words} loading="lazy">'
        )
