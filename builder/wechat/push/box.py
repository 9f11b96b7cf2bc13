"""The draft box as it is, not as we left it: staff publish, delete, reorder."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from urllib.parse import unquote, urldefrag

from builder.wechat.push.calls import Calls

_ONE_BY_ONE = 20  # drafts that are asked for singly rather than listed


class Box:
    """
    The drafts by `media_id`, asked for as late as possible.

    Args:
        calls: The account's calls.
        wanted: How many drafts will be asked for.
    """

    def __init__(self, calls: Calls, wanted: int = 0) -> None:
        self._calls = calls
        self._seen: dict[str, tuple[str, ...]] = {}
        if wanted > _ONE_BY_ONE:
            self.look()

    def look(self) -> None:
        """List the whole box."""
        self._seen = {draft.media_id: draft.urls for draft in self._calls.drafts()}

    def urls(self, media_id: str) -> tuple[str, ...] | None:
        """The addresses of a draft's articles in order; None when it is gone."""
        if media_id not in self._seen:  # a list may have its gaps: WeChat is asked for this one
            draft = self._calls.draft(media_id)
            if draft is None:
                return None
            self._seen[media_id] = draft.urls
        return self._seen[media_id]

    def place(self, url: str) -> tuple[str, int] | None:
        """Draft and index of an article that was listed."""
        for media_id, urls in self._seen.items():
            index = position(url, urls)
            if index is not None:
                return media_id, index
        return None

    def holder(self, urls: Sequence[str], but: Collection[str]) -> str | None:
        """The newest listed draft of exactly these articles, other than those of `but`."""
        wanted = [_plain(url) for url in urls]
        for media_id, held in self._seen.items():
            if media_id not in but and [_plain(url) for url in held] == wanted:
                return media_id
        return None

    def newest(self, urls: Sequence[str], but: Collection[str]) -> str | None:
        """The same, asked of WeChat now, and no further than needed."""
        for draft in self._calls.drafts():
            found = Box(self._calls)
            found.note(draft.media_id, draft.urls)
            if found.holder(urls, but):
                return draft.media_id
        return None

    def note(self, media_id: str, urls: Sequence[str]) -> None:
        """Take down what we made."""
        self._seen[media_id] = tuple(urls)

    def forget(self, media_id: str) -> None:
        """Take down that a draft must be asked for again."""
        self._seen.pop(media_id, None)


def position(url: str, urls: Sequence[str]) -> int | None:
    """Where an address stands among others, however they are escaped."""
    plain = _plain(url)
    return next((index for index, one in enumerate(urls) if _plain(one) == plain), None)


def _plain(url: str) -> str:
    return unquote(urldefrag(html.unescape(url)).url)
