"""The tests' WeChat refuses what WeChat refuses; otherwise the push would prove nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.wechat.bundles import picture
from tests.wechat.running import APPID, SECRET, WeChatServer

Call = Callable[..., dict[str, Any]]
JPEG = picture("a")


def raw(server: WeChatServer, call: str, **request: Any) -> dict[str, Any]:
    method = request.pop("method", "POST")
    url = f"{server.url}/cgi-bin/{call}"
    answer = httpx.request(method, url, trust_env=False, **request)
    found: dict[str, Any] = json.loads(answer.content.decode())
    return found


def token(server: WeChatServer, **more: Any) -> dict[str, Any]:
    body = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET} | more
    return raw(server, "stable_token", json=body)


@pytest.fixture
def server(wechat_server: WeChatServer) -> WeChatServer:
    return wechat_server


@pytest.fixture
def call(server: WeChatServer) -> Call:
    return caller(server)


def caller(server: WeChatServer) -> Call:
    held = token(server)["access_token"]

    def made(name: str, body: Any = None, **request: Any) -> dict[str, Any]:
        if body is not None:
            request["content"] = json.dumps(body, ensure_ascii=False).encode()
        params = {"access_token": held} | request.pop("params", {})
        return raw(server, name, params=params, **request)

    return made


def article(call: Call, **keys: Any) -> dict[str, Any]:
    files = {"media": ("c.jpg", JPEG, "image/jpeg")}
    cover = call("material/add_material", files=files, params={"type": "image"})["media_id"]
    plain = {"title": "记账", "content": "<p>字</p>", "thumb_media_id": cover}
    return plain | {"content_source_url": "https://school.example/a/?from=wx"} | keys


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grant_type": "other"}, 40002),
        ({"appid": "wx0000000000000000"}, 40013),
        ({"appid": ""}, 41002),
        ({"secret": "wrong"}, 40125),
        ({"secret": ""}, 41004),
    ],
)
def test_no_token_for_wrong_words(server: WeChatServer, change: dict[str, str], code: int) -> None:
    assert token(server, **change)["errcode"] == code


def test_a_token_stays_the_same_until_its_last_minutes(server: WeChatServer) -> None:
    first = token(server)
    assert token(server) == first | {"expires_in": token(server)["expires_in"]}
    server.set(offset=7_000)
    second = token(server)

    assert second["access_token"] != first["access_token"]
    old = raw(server, "draft/count", method="GET", params=first)
    assert "errcode" not in old
    server.set(offset=7_300)
    late = raw(server, "draft/count", method="GET", params=first)
    assert late["errcode"] == 42001
    assert "rid" in late["errmsg"]


def test_a_strange_address_is_turned_away(server: WeChatServer, call: Call) -> None:
    server.set(whitelist=["9.9.9.9"])

    assert token(server)["errcode"] == 40164
    refused = call("draft/batchget", {"offset": 0, "count": 1})
    assert refused["errcode"] == 40164
    assert "invalid ip 127.0.0.1" in refused["errmsg"]


@pytest.mark.parametrize(
    ("name", "request_", "code"),
    [
        ("draft/add", {"method": "GET"}, 43002),
        ("draft/count", {"content": b"{}"}, 43001),
        ("draft/add", {"content": b"{broken"}, 47001),
        ("draft/add", {"content": '{"a":"记"}'.encode("gbk")}, 47001),
        ("draft/add", {"content": b'{"articles":[{"title":"\\u8bb0"}]}'}, 40033),
        ("draft/add", {"content": b"{}"}, 41006),
        ("draft/batchget", {"content": b'{"offset":0,"count":21}'}, 40035),
        ("media/uploadimg", {"content": b"{}"}, 41005),
        ("media/uploadimg", {"files": {"file": ("a.jpg", JPEG)}}, 41005),
        ("media/uploadimg", {"files": {"media": ("a.png", JPEG)}}, 40005),
        ("media/uploadimg", {"files": {"media": ("a.gif", picture("g", "GIF"))}}, 40005),
        ("media/uploadimg", {"files": {"media": ("a.webp", picture("w", "WEBP"))}}, 40005),
        ("media/uploadimg", {"files": {"media": ("a.jpg", JPEG + bytes(1024 * 1024))}}, 40009),
        ("media/uploadimg", {"files": {"media": ("a.jpg", b"")}}, 44001),
        ("material/add_material", {"files": {"media": ("a.jpg", JPEG)}}, 40004),
    ],
)
def test_malformed_calls_are_refused(
    call: Call, name: str, request_: dict[str, Any], code: int
) -> None:
    assert call(name, **request_)["errcode"] == code


def test_a_backslash_before_u_is_no_escape(call: Call) -> None:
    good = call("draft/add", {"articles": [article(call, title="C:\\users")]})

    assert good["media_id"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, 40227),
        ({"title": "记" * 33}, 45003),
        ({"author": "仁" * 17}, 45110),
        ({"digest": "摘" * 129}, 45004),
        ({"content": "字" * 20_000}, 45002),
        ({"content_source_url": "https://a.example/" + "x" * 1024}, 40039),
        ({"content_source_url": "javascript:alert(1)"}, 40048),
        ({"thumb_media_id": "of-another-account"}, 40007),
        ({"need_open_comment": 1}, 88000),
        ({"pic_crop_1_1": "all"}, 40035),
    ],
)
def test_articles_beyond_the_limits_are_refused(
    call: Call, change: dict[str, Any], code: int
) -> None:
    assert call("draft/add", {"articles": [article(call, **change)]})["errcode"] == code


def test_nine_articles_are_too_many(call: Call) -> None:
    one = article(call)

    assert call("draft/add", {"articles": [one] * 9})["errcode"] == 45008
    assert call("draft/add", {"articles": [one] * 8})["media_id"]


def test_an_update_wants_a_whole_article_at_a_place_that_exists(call: Call) -> None:
    whole = article(call)
    media_id = call("draft/add", {"articles": [whole]})["media_id"]
    part = {"title": "新", "content": "<p>新</p>"}

    def update(index: int, articles: Any) -> Any:
        return call("draft/update", {"media_id": media_id, "index": index, "articles": articles})

    assert update(0, part)["errcode"] == 40007
    assert update(1, whole)["errcode"] == 40007
    assert update(0, [whole])["errcode"] == 40007
    assert update(0, whole)["errcode"] == 0


def test_pictures_of_others_and_scripts_are_dropped(call: Call) -> None:
    files = {"media": ("a.jpg", JPEG, "image/jpeg")}
    own = call("media/uploadimg", files=files)["url"].replace("&", "&amp;")
    html = f'<p>字</p><img src="{own}"><img src="https://x.example/a.jpg"><script>x()</script>'
    media_id = call("draft/add", {"articles": [article(call, content=html)]})["media_id"]

    kept = call("draft/get", {"media_id": media_id})["news_item"][0]["content"]

    assert own.partition("?")[0].partition("://")[2] in kept
    assert "x.example" not in kept
    assert "script" not in kept


def test_quotas_end_at_midnight_and_minutes_are_counted(server: WeChatServer, call: Call) -> None:
    server.set(quotas={"draft/get": 1})
    assert call("draft/get", {"media_id": "x"})["errcode"] == 40007
    assert call("draft/get", {"media_id": "x"})["errcode"] == 45009
    server.set(offset=24 * 3600)
    tomorrow = caller(server)
    assert tomorrow("draft/get", {"media_id": "x"})["errcode"] == 40007
    server.set(quotas={}, per_minute=0)
    assert tomorrow("draft/get", {"media_id": "x"})["errcode"] == 45011


def test_the_library_is_full_one_day(server: WeChatServer, call: Call) -> None:
    server.set(cap=0)
    files = {"media": ("c.jpg", JPEG, "image/jpeg")}

    answer = call("material/add_material", files=files, params={"type": "image"})

    assert answer["errcode"] == 45034
