"""The calls that a push makes, each with its shape, and the answers checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from builder import wechat_limits as limits
from builder.i18n import Said
from builder.wechat.push.client import Client
from builder.wechat.push.stops import PushError, RefusedError
from builder.wechat.push.wire import Answer

GONE = 40007
Article = dict[str, Any]
_ODD = Said(
    "WeChat's answer to {call} has no {name}; WeChat may have changed: report this line",
    "微信对 {call} 的答复里没有 {name}；微信可能改了接口：请把这一行报告给开发者",
)


@dataclass(frozen=True)
class File:
    """
    A picture as it is sent.

    Attributes:
        name: Its name in the account's library, with the right extension.
        data: Its bytes.
        mime: Its media type.
        about: What it is called when something is wrong with it.
    """

    name: str
    data: bytes
    mime: str
    about: str


@dataclass(frozen=True)
class Material:
    """A picture of the account's library."""

    media_id: str
    name: str
    url: str


@dataclass(frozen=True)
class Draft:
    """A draft as the draft box lists it: the `content_source_url` of each of its articles."""

    media_id: str
    urls: tuple[str, ...]


class Calls:
    """The calls; every one may raise PushError."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def upload_picture(self, file: File) -> str:
        """Send a picture of an article's body; its address."""
        answer = self._client.upload(
            "media/uploadimg", (file.name, file.data, file.mime), about=file.about
        )
        return _address(answer, "media/uploadimg")

    def add_material(self, file: File) -> Material:
        """Put a picture into the library, once even when the answer is lost."""
        call = "material/add_material"

        def settle() -> Answer | None:
            found = self.material_named(file.name)
            return {"media_id": found.media_id, "url": found.url} if found else None

        answer = self._client.upload(
            call, (file.name, file.data, file.mime), about=file.about, kind="image", settle=settle
        )
        return Material(_media_id(answer, call), file.name, _address(answer, call))

    def material_named(self, name: str) -> Material | None:
        """The picture of the library with this file name, if it is among the newest 2,000."""
        return next((one for one in self.materials() if one.name == name), None)

    def materials(self) -> Iterator[Material]:
        """The library's pictures, as far as the limit of pages goes."""
        call = "material/batchget_material"
        for item in self._pages(call, limits.MATERIAL_PAGE, type="image"):
            name, url = str(item.get("name", "")), str(item.get("url", ""))
            yield Material(str(item.get("media_id", "")), name, _secure(url))

    def drafts(self) -> Iterator[Draft]:
        """
        The draft box, newest first, as far as the limit of pages goes.

        Somebody who publishes meanwhile moves a draft from one page to the
        one that was read before; the pages therefore overlap.
        """
        seen: set[str] = set()
        for item in self._pages("draft/batchget", limits.DRAFT_PAGE, overlap=2, no_content=1):
            draft = Draft(str(item.get("media_id", "")), _urls(item.get("content")))
            if draft.media_id not in seen:
                seen.add(draft.media_id)
                yield draft

    def draft(self, media_id: str) -> Draft | None:
        """One draft; None when it was published or deleted."""
        try:
            answer = self._client.post("draft/get", {"media_id": media_id})
        except RefusedError as refused:
            if refused.code == GONE:
                return None
            raise
        return Draft(media_id, _urls(answer))

    def add_draft(
        self, articles: Sequence[Article], about: str, find: Callable[[], str | None]
    ) -> str:
        """
        Make a draft of one to eight articles; its `media_id`.

        Args:
            articles: Whole articles, in order.
            about: Lesson that an error is said to concern.
            find: Looks for the draft when the answer was lost.
        """

        def settle() -> Answer | None:
            found = find()
            return {"media_id": found} if found else None

        answer = self._client.post(
            "draft/add", {"articles": list(articles)}, about=about, settle=settle
        )
        return _media_id(answer, "draft/add")

    def update_draft(self, media_id: str, index: int, article: Article, about: str) -> None:
        """Replace one article of a draft by a whole other one."""
        body = {"media_id": media_id, "index": index, "articles": article}
        self._client.post("draft/update", body, about=about)

    def delete_draft(self, media_id: str) -> None:
        """Delete a draft for ever; one that is gone already is no error."""
        try:
            self._client.post("draft/delete", {"media_id": media_id})
        except RefusedError as refused:
            if refused.code != GONE:
                raise

    def _pages(self, call: str, count: int, *, overlap: int = 0, **more: Any) -> Iterator[Answer]:
        for page in range(limits.DRAFT_PAGES):
            offset = page * (count - overlap)
            answer = self._client.post(call, {"offset": offset, "count": count, **more})
            items = [one for one in answer.get("item") or [] if isinstance(one, dict)]
            yield from items
            if len(items) < count:
                return


def _urls(content: Any) -> tuple[str, ...]:
    items = content.get("news_item") if isinstance(content, dict) else None
    articles = [one for one in items or [] if isinstance(one, dict)]
    return tuple(str(one.get("content_source_url", "")) for one in articles)


def _media_id(answer: Answer, call: str) -> str:
    found = answer.get("media_id")
    if not isinstance(found, str) or not 0 < len(found) <= limits.MEDIA_ID:
        raise PushError(_ODD.filled(call=call, name="media_id"))
    return found


def _address(answer: Answer, call: str) -> str:
    found = answer.get("url")
    if not isinstance(found, str) or not found.startswith(("http://", "https://")):
        raise PushError(_ODD.filled(call=call, name="url"))
    return _secure(found)


def _secure(url: str) -> str:
    return f"https://{url.removeprefix('http://')}" if url.startswith("http://") else url
