"""
An official account as WeChat's servers keep it: token, library, drafts, quotas, limits.

Written from the collected rules of WeChat, not from the client, so that it
refuses what WeChat would refuse. Codes are WeChat's.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from builder import wechat_limits as limits

try:
    from tests.wechat.filter import filtered
except ImportError:
    filtered = None

BEIJING = timezone(timedelta(hours=8))
MAGIC = {
    b"\xff\xd8\xff": {"jpg", "jpeg"},
    b"\x89PNG\r\n\x1a\n": {"png"},
    b"GIF8": {"gif"},
    b"BM": {"bmp"},
}
NEEDED = ("title", "content", "thumb_media_id")
Body = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - WeChat's own word for it is an error code
    """An answer with an `errcode`."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


@dataclass
class Upload:
    """A file as it came: the form's field, its name, its bytes."""

    form_field: str
    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass
class Account:
    """One account with a clock of its own; every attribute may be set by a test."""

    appid: str = "wx0123456789abcdef"
    secret: str = ""
    whitelist: list[str] | None = None
    title_limit: int = limits.TITLE
    content_limit: int = limits.CONTENT
    comments: bool = False
    cap: int = 100_000
    quotas: dict[str, int] = field(default_factory=lambda: dict(limits.DAILY_QUOTAS))
    per_minute: int = 1_000_000
    refuse: dict[str, int] = field(default_factory=dict)  # calls that answer with a code
    hidden: bool = False  # the list does not show what was just added
    token_life: float = limits.TOKEN_LIFE

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self._began = time.monotonic()
        self._start = time.time()
        self.offset = 0.0
        self.speed = 1.0
        self.tokens: dict[str, float] = {}
        self.issued: list[str] = []
        self.refreshed: list[float] = []
        self.pictures: set[str] = set()
        self.library: dict[str, Body] = {}
        self.drafts: dict[str, Body] = {}
        self._days: Counter[tuple[str, str]] = Counter()
        self._minutes: Counter[int] = Counter()

    def now(self) -> float:
        return self._start + (time.monotonic() - self._began) * self.speed + self.offset

    # who may call

    def issue(self, body: Body, ip: str) -> Body:
        self._needs(body, "appid", 41002)
        self._needs(body, "secret", 41004)
        if body.get("grant_type") != "client_credential":
            raise Refusal(40002, "invalid grant_type")
        if body["appid"] != self.appid:
            raise Refusal(40013, "invalid appid")
        if body["secret"] != self.secret:
            raise Refusal(40125, "invalid appsecret")
        self.admit(ip)
        now = self.now()
        if body.get("force_refresh"):
            self._force(now)
        alive = [one for one, end in self.tokens.items() if end - now > limits.TOKEN_OVERLAP]
        if not alive:
            token = f"{next(self._ids)}_{hashlib.sha256(str(now).encode()).hexdigest() * 2}"
            self.tokens[token] = now + self.token_life
            self.issued.append(token)
            alive = [token]
        left = max(int(self.tokens[alive[-1]] - now), limits.TOKEN_OVERLAP)
        return {"access_token": alive[-1], "expires_in": left}

    def _force(self, now: float) -> None:
        if self.refreshed and now - self.refreshed[-1] < 30:
            raise Refusal(45011, "api minute-quota reach limit, must slower, retry next minute")
        if len(self.refreshed) >= 20:
            raise Refusal(45009, "reach max api daily quota limit")
        self.refreshed.append(now)
        self.tokens.clear()

    def admit(self, ip: str) -> None:
        if self.whitelist is not None and ip not in self.whitelist:
            raise Refusal(40164, f"invalid ip {ip} ipv6 ::ffff:{ip}, not in whitelist")

    def enter(self, token: str, call: str, ip: str) -> None:
        """A call with a token, counted against the quotas."""
        if not token:
            raise Refusal(41001, "access_token missing")
        if token not in self.tokens:
            raise Refusal(40001, "invalid credential, access_token is invalid or not latest")
        now = self.now()
        if self.tokens[token] <= now:
            raise Refusal(42001, "access_token expired")
        self.admit(ip)
        if call in self.refuse:
            raise Refusal(self.refuse[call], "as the test wants it")
        day = datetime.fromtimestamp(now, BEIJING).date().isoformat()
        if self._days[day, call] >= self.quotas.get(call, 1_000_000):
            raise Refusal(45009, "reach max api daily quota limit")
        if self._minutes[int(now // 60)] >= self.per_minute:
            raise Refusal(45011, "api minute-quota reach limit, must slower, retry next minute")
        self._days[day, call] += 1
        self._minutes[int(now // 60)] += 1

    # uploads

    def upload_picture(self, upload: Upload) -> Body:
        self._picture(upload, {"jpg", "jpeg", "png"}, limits.BODY_PICTURE_BYTES - 1)
        return {"url": self._address(upload)}

    def add_material(self, upload: Upload, kind: str) -> Body:
        if kind != "image":
            raise Refusal(40004, "invalid media type")
        types = {"jpg", "jpeg", "png", "gif", "bmp"}
        self._picture(upload, types, limits.MATERIAL_BYTES)
        if len(self.library) >= self.cap:
            raise Refusal(45034, "material count over limit")
        media_id = f"{next(self._ids)}_cover_{hashlib.sha256(upload.data).hexdigest()[:32]}"
        item = {"media_id": media_id, "name": upload.name, "url": self._address(upload)}
        self.library[media_id] = item | {"update_time": next(self._ids)}
        return {"media_id": media_id, "url": item["url"], "item": []}

    def _picture(self, upload: Upload, types: set[str], most: int) -> None:
        if upload.form_field != "media":
            raise Refusal(41005, "media data missing")
        if not upload.data:
            raise Refusal(44001, "empty media data")
        found = next((ext for magic, ext in MAGIC.items() if upload.data.startswith(magic)), set())
        extension = upload.name.rpartition(".")[2].lower()
        if extension not in found or extension not in types:
            raise Refusal(40005, "invalid file type")
        if len(upload.data) > most:
            raise Refusal(40009, "invalid image size")

    def _address(self, upload: Upload) -> str:
        name = f"{next(self._ids)}{upload.sha256}"
        url = f"http://mmbiz.qpic.cn/sz_mmbiz_jpg/{name}/0?wx_fmt=jpeg&from=appmsg"
        self.pictures.add(url)
        return url

    def materials(self, body: Body) -> Body:
        if body.get("type") != "image":
            raise Refusal(40004, "invalid media type")
        return _page(list(self.library.values()), body, lambda item: item)

    # drafts

    def add(self, body: Body) -> Body:
        articles = body.get("articles")
        if not isinstance(articles, list) or not articles:
            raise Refusal(41006, "articles missing")
        if len(articles) > limits.ARTICLES:
            raise Refusal(45008, "article size out of limit")
        kept = [self._article(one) for one in articles]
        media_id = f"{next(self._ids)}_draft_{hashlib.sha256(repr(kept).encode()).hexdigest()[:40]}"
        self.drafts[media_id] = {"articles": kept, "update_time": next(self._ids)}
        return {"media_id": media_id}

    def update(self, body: Body) -> Body:
        draft = self._draft(body)
        article, index = body.get("articles"), body.get("index", 0)
        if not isinstance(article, dict) or not all(article.get(name) for name in NEEDED):
            raise Refusal(40007, "invalid media_id")
        if not isinstance(index, int) or not 0 <= index < len(draft["articles"]):
            raise Refusal(40007, "invalid media_id")
        draft["articles"][index] = self._article(article)
        draft["update_time"] = next(self._ids)
        return {"errcode": 0, "errmsg": "ok"}

    def get(self, body: Body) -> Body:
        return {"news_item": self._draft(body)["articles"]}

    def delete(self, body: Body) -> Body:
        self._draft(body)
        del self.drafts[body["media_id"]]
        return {"errcode": 0, "errmsg": "ok"}

    def batch(self, body: Body) -> Body:
        bare = body.get("no_content") == 1
        drafts = {} if self.hidden else self.drafts

        def item(entry: tuple[str, Body]) -> Body:
            media_id, draft = entry
            articles = [
                {name: value for name, value in one.items() if not (bare and name == "content")}
                for one in draft["articles"]
            ]
            return {
                "media_id": media_id,
                "content": {"news_item": articles},
                "update_time": draft["update_time"],
            }

        return _page([item(one) for one in drafts.items()], body, lambda one: one)

    def count(self, _: Body) -> Body:
        return {"total_count": len(self.drafts)}

    def _draft(self, body: Body) -> Body:
        draft = self.drafts.get(str(body.get("media_id")))
        if draft is None:
            raise Refusal(40007, "invalid media_id")
        return draft

    def _article(self, one: Body) -> Body:
        """An article as it is kept, or a refusal."""
        if not isinstance(one, dict):
            raise Refusal(40035, "invalid parameter")
        text = {name: str(one.get(name, "")) for name in ("title", "author", "digest", "content")}
        url = str(one.get("content_source_url", ""))
        if not text["title"].strip():
            raise Refusal(40227, "title empty")
        self._fits(text, url)
        if one.get("thumb_media_id") not in self.library:
            raise Refusal(40007, "invalid media_id")
        for name in ("pic_crop_235_1", "pic_crop_1_1"):
            if name in one and not re.fullmatch(r"[0-9.]+(_[0-9.]+){3}", str(one[name])):
                raise Refusal(40035, f"invalid parameter {name}")
        if one.get("need_open_comment") and not self.comments:
            raise Refusal(88000, "open comment without comment privilege")
        return one | {"content": self._filtered(text["content"]), "url": "http://mp.weixin.qq.com/"}

    def _fits(self, text: dict[str, str], url: str) -> None:
        if len(text["title"]) > self.title_limit:
            raise Refusal(45003, "title size out of limit")
        if len(text["author"]) > limits.AUTHOR:
            raise Refusal(45110, "author size out of limit")
        if len(text["digest"]) > 128:
            raise Refusal(45004, "description size out of limit")
        size = len(text["content"].encode())
        if len(text["content"]) >= self.content_limit or size >= limits.CONTENT_BYTES:
            raise Refusal(45002, "content size out of limit")
        if len(url.encode()) > limits.SOURCE_URL_BYTES:
            raise Refusal(40039, "invalid url size")
        if url and urlsplit(url).scheme not in {"http", "https"}:
            raise Refusal(40048, "invalid url domain")

    def _filtered(self, content: str) -> str:
        if filtered is not None:
            return str(filtered(content, "api", self.pictures)) + "<p><mp-style-type></p>"

        def kept(found: re.Match[str]) -> str:
            source = found[1].replace("&amp;", "&").replace("https://", "http://")
            return found[0] if source in self.pictures else ""

        content = re.sub(r"<script\b.*?</script>", "", content, flags=re.DOTALL)
        content = re.sub(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*>', kept, content)
        return f"<section>{content}</section><p><mp-style-type></p>"

    @staticmethod
    def _needs(body: Body, name: str, code: int) -> None:
        if not body.get(name):
            raise Refusal(code, f"{name} missing")


def _page(items: list[Body], body: Body, shape: Callable[[Body], Body]) -> Body:
    offset, count = body.get("offset", 0), body.get("count", 0)
    if not isinstance(offset, int) or not isinstance(count, int) or not 1 <= count <= 20:
        raise Refusal(40035, "invalid parameter count")
    newest = sorted(items, key=lambda one: one["update_time"], reverse=True)
    page = [shape(one) for one in newest[offset : offset + count]]
    return {"total_count": len(items), "item_count": len(page), "item": page}
