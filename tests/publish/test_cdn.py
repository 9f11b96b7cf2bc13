"""Refresh calls as the networks expect them: form, signature, allowance, and what goes wrong."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from builder.publish.cdn import VENDORS, refresher
from builder.publish.cdn.folders import folders_of
from tests.publish.echo import Answer, Call, EchoServer

SECRET = "kept-from-every-word-0123456789"
ENV = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAItest",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET,
    "TENCENTCLOUD_SECRET_ID": "AKIDtest",
    "TENCENTCLOUD_SECRET_KEY": SECRET,
    "QINIU_ACCESS_KEY": "qiniu-key",
    "QINIU_SECRET_KEY": SECRET,
    "CLOUDFLARE_API_TOKEN": SECRET,
    "CLOUDFLARE_ZONE_ID": "zone123",
}
LIBRARIES = {
    "aliyun": "alibabacloud_cdn20180510",
    "tencent": "tencentcloud.cdn",
    "qiniu": "qiniu",
    "cloudflare": "httpx",
}
PAGES = ["https://x.cn/business/a/01/", "https://x.cn/business/a/01/index.html"]
Serve = Callable[[Answer], EchoServer]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    servers: list[EchoServer] = []

    def started(answer: Answer) -> EchoServer:
        servers.append(EchoServer(answer))
        return servers[-1]

    yield started
    for server in servers:
        server.close()


def with_library(vendor: str) -> str:
    pytest.importorskip(LIBRARIES[vendor], reason=f"the library of {vendor} is not installed")
    return vendor


def asked(vendor: str, server: EchoServer, **more: str) -> Any:
    return refresher({"vendor": vendor, "endpoint": server.url, **more}, ENV)


# What each network answers when all is well, with so many addresses and folders left.


def action(call: Call) -> str:
    return call.headers.get("x-acs-action") or call.headers.get("x-tc-action") or ""


def good(vendor: str, urls: int = 9_000, folders: int = 90) -> Answer:
    def answer(call: Call) -> tuple[int, Any]:
        if vendor == "aliyun":
            rest = {"UrlRemain": str(urls), "DirRemain": str(folders), "RequestId": "1"}
            told = rest if "Quota" in action(call) else {"RefreshTaskId": "7", "RequestId": "1"}
            return 200, told
        if vendor == "tencent":
            rest = {
                "UrlPurge": [{"Area": "mainland", "Available": urls, "Batch": 1, "Total": 1}],
                "PathPurge": [{"Area": "mainland", "Available": folders, "Batch": 1, "Total": 1}],
            }
            told = rest if "Quota" in action(call) else {"TaskId": "7"}
            return 200, {"Response": told | {"RequestId": "1"}}
        if vendor == "qiniu":
            return 200, {"code": 200, "error": "success", "urlSurplusDay": urls}
        return 200, {"success": True, "errors": [], "result": {"id": "7"}}

    return answer


def sent(vendor: str, call: Call) -> tuple[list[str], list[str]]:
    """The addresses and the folders that a call names."""
    if vendor == "aliyun":
        places = call.form["ObjectPath"].split("\n")
        return ([], places) if call.form["ObjectType"] == "Directory" else (places, [])
    if vendor == "tencent":
        return call.json.get("Urls") or [], call.json.get("Paths") or []
    if vendor == "qiniu":
        return call.json.get("urls", []), call.json.get("dirs", [])
    return call.json.get("files", []), call.json.get("prefixes", [])


def refreshing(server: EchoServer) -> list[Call]:
    return [call for call in server.calls if "Quota" not in action(call)]


@pytest.mark.parametrize("vendor", VENDORS)
def test_pages_are_named_one_by_one(vendor: str, serve: Serve) -> None:
    server = serve(good(with_library(vendor)))

    outcome = asked(vendor, server).refresh([*PAGES, PAGES[0]])

    assert [sent(vendor, call) for call in refreshing(server)] == [(PAGES, [])]
    assert (outcome.done, outcome.left, outcome.words) == (tuple(PAGES), (), "")


# The form and the signature of each, recomputed by what its documentation says.


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def hmac256(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def test_aliyuns_calls_are_signed_by_acs3(serve: Serve) -> None:
    server = serve(good(with_library("aliyun")))
    asked("aliyun", server).refresh(PAGES)

    assert [action(call) for call in server.calls] == [
        "DescribeRefreshQuota",
        "RefreshObjectCaches",
    ]
    for call in server.calls:
        scheme, _, fields = call.headers["authorization"].partition(" ")
        told = dict(one.split("=", 1) for one in fields.split(","))
        names = told["SignedHeaders"].split(";")
        lines = "".join(f"{name}:{call.headers[name].strip()}\n" for name in names)
        canonical = "\n".join(
            [call.method, call.path, call.query, lines, ";".join(names), digest(call.body)]
        )
        text = f"{scheme}\n{digest(canonical.encode())}"

        assert (call.method, call.path, scheme) == ("POST", "/", "ACS3-HMAC-SHA256")
        assert told["Credential"] == "LTAItest"
        assert told["Signature"] == hmac256(SECRET.encode(), text).hex()
        assert call.headers["x-acs-version"] == "2018-05-10"
        assert {"x-acs-action", "x-acs-date", "x-acs-content-sha256", "host"} <= set(names)
    assert server.calls[1].form["ObjectType"] == "File"


def test_tencents_calls_are_signed_by_tc3(serve: Serve) -> None:
    server = serve(good(with_library("tencent")))
    asked("tencent", server, area="mainland").refresh(PAGES)

    assert [action(call) for call in server.calls] == ["DescribePurgeQuota", "PurgeUrlsCache"]
    for call in server.calls:
        scheme, _, fields = call.headers["authorization"].partition(" ")
        told = dict(one.strip().split("=", 1) for one in fields.split(","))
        key, day, service, end = told["Credential"].split("/")
        names = told["SignedHeaders"].split(";")
        lines = "".join(f"{name}:{call.headers[name].strip()}\n" for name in names)
        canonical = "\n".join(
            [call.method, call.path, call.query, lines, ";".join(names), digest(call.body)]
        )
        stamp = call.headers["x-tc-timestamp"]
        text = "\n".join([scheme, stamp, f"{day}/{service}/{end}", digest(canonical.encode())])
        secret = f"TC3{SECRET}".encode()
        for part in (day, service, end):
            secret = hmac256(secret, part)

        assert (scheme, key, service, end) == (
            "TC3-HMAC-SHA256", "AKIDtest", "cdn", "tc3_request",
        )  # fmt: skip
        assert day == time.strftime("%Y-%m-%d", time.gmtime(int(stamp)))
        assert told["Signature"] == hmac256(secret, text).hex()
        assert call.headers["x-tc-version"] == "2018-06-06"
    assert server.calls[1].json == {"Urls": PAGES, "Area": "mainland"}


def test_qinius_calls_bear_its_token(serve: Serve) -> None:
    server = serve(good(with_library("qiniu")))
    asked("qiniu", server).refresh(PAGES)
    (call,) = server.calls
    sign = hmac.new(SECRET.encode(), b"/v2/tune/refresh\n", hashlib.sha1).digest()
    token = base64.urlsafe_b64encode(sign).decode()

    assert (call.method, call.target) == ("POST", "/v2/tune/refresh")
    assert call.headers["authorization"] == f"QBox qiniu-key:{token}"
    assert call.headers["content-type"] == "application/json"
    assert call.json == {"urls": PAGES}


def test_cloudflares_calls_bear_its_token(serve: Serve) -> None:
    server = serve(good("cloudflare"))
    asked("cloudflare", server).refresh(PAGES)
    (call,) = server.calls

    assert (call.method, call.target) == ("POST", "/client/v4/zones/zone123/purge_cache")
    assert call.headers["authorization"] == f"Bearer {SECRET}"
    assert call.headers["content-type"] == "application/json"
    assert call.json == {"files": PAGES}


# Within what they allow

MANY = [f"https://x.cn/business/{course}/{number}/" for course in "ab" for number in range(1_400)]
FOLDERS = ["https://x.cn/business/a/", "https://x.cn/business/b/"]


@pytest.mark.parametrize(
    ("vendor", "count", "sizes"),
    [
        ("aliyun", 1_000, [1_000]),
        ("tencent", 2_400, [1_000, 1_000, 400]),
        ("qiniu", 45, [20, 20, 5]),
        ("cloudflare", 230, [100, 100, 30]),
    ],
)
def test_no_call_names_more_than_the_network_takes(
    vendor: str, count: int, sizes: list[int], serve: Serve
) -> None:
    server = serve(good(with_library(vendor)))

    outcome = asked(vendor, server).refresh(MANY[:count])

    assert [len(sent(vendor, call)[0]) for call in refreshing(server)] == sizes
    assert len(outcome.done) == count


@pytest.mark.parametrize("vendor", VENDORS)
def test_too_many_pages_go_by_the_folders_of_their_courses(vendor: str, serve: Serve) -> None:
    server = serve(good(with_library(vendor), urls=1))
    many = ["https://x.cn/index.html", *MANY]
    if vendor == "tencent":
        many = many[:2_000]

    outcome = asked(vendor, server).refresh(many)
    folders, alone = [sent(vendor, call) for call in refreshing(server)]

    wanted = [one.removeprefix("https://").rstrip("/") for one in FOLDERS]
    assert folders == ([], wanted if vendor == "cloudflare" else FOLDERS)
    assert alone == (["https://x.cn/index.html"], [])
    assert (len(outcome.done), outcome.left) == (len(many), ())
    assert "refreshed instead: https://x.cn/business/a/" in outcome.words


def test_without_any_allowance_pages_are_left_to_turn_over(serve: Serve) -> None:
    server = serve(good(with_library("tencent"), urls=0, folders=0))

    outcome = asked("tencent", server).refresh(PAGES)

    assert refreshing(server) == []
    assert (outcome.done, outcome.left) == ((), tuple(PAGES))
    assert "turn over by themselves" in outcome.words


SPENT = {
    "aliyun": (400, {"Code": "QuotaExceeded.Refresh", "Message": "x", "RequestId": "1"}),
    "tencent": (
        200,
        {"Response": {"RequestId": "1", "Error": {
            "Code": "LimitExceeded.CdnPurgeUrlExceedDayLimit", "Message": "x"}}},
    ),
    "qiniu": (200, {"code": 400034, "error": "refresh url limit error"}),
    "cloudflare": (429, {"success": False, "errors": [{"code": 10_000, "message": "x"}]}),
}  # fmt: skip


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_is_spent_on_the_way_goes_on_by_folder(vendor: str, serve: Serve) -> None:
    with_library(vendor)

    def answer(call: Call) -> tuple[int, Any]:
        spent = "Quota" not in action(call) and sent(vendor, call)[0]
        return SPENT[vendor] if spent else good(vendor)(call)

    outcome = asked(vendor, serve(answer)).refresh(PAGES)

    assert (outcome.done, outcome.left) == (tuple(PAGES), ())
    assert "refreshed instead: https://x.cn/business/a/01/" in outcome.words


# What goes wrong is said in words, and no secret with it

REFUSED = {
    "aliyun": (403, {"Code": "Forbidden.RAM", "Message": f"not {SECRET}", "RequestId": "1"}),
    "tencent": (
        200,
        {"Response": {"RequestId": "1", "Error": {
            "Code": "AuthFailure.SignatureFailure", "Message": f"not {SECRET}"}}},
    ),
    "qiniu": (401, {"code": 401, "error": f"bad token {SECRET}"}),
    "cloudflare": (403, {"success": False, "errors": [{"code": 9_109, "message": SECRET}]}),
}  # fmt: skip
TOLD = {
    "aliyun": "Forbidden.RAM",
    "tencent": "AuthFailure.SignatureFailure",
    "qiniu": "401",
    "cloudflare": "403 (9109)",
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_refusal_is_told_and_leaves_the_pages(vendor: str, serve: Serve) -> None:
    outcome = asked(with_library(vendor), serve(lambda _: REFUSED[vendor])).refresh(PAGES)

    assert (outcome.done, outcome.left) == ((), tuple(PAGES))
    assert TOLD[vendor] in outcome.words
    assert SECRET not in outcome.words


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_network_that_is_not_there_is_told(vendor: str, serve: Serve) -> None:
    server = serve(good(with_library(vendor)))
    server.close()

    outcome = asked(vendor, server).refresh(PAGES)

    assert outcome.left == tuple(PAGES)
    assert outcome.words
    assert SECRET not in outcome.words


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_answer_that_is_no_answer_is_told(vendor: str, serve: Serve) -> None:
    server = serve(lambda _: (200, "<html>a captive portal</html>"))

    outcome = asked(with_library(vendor), server).refresh(PAGES)

    assert outcome.left == tuple(PAGES)


@pytest.mark.parametrize("vendor", VENDORS)
def test_missing_keys_are_named(vendor: str) -> None:
    found = refresher({"vendor": with_library(vendor)}, {})

    assert VENDORS[vendor][2][0] in found.why_not
    assert found.refresh(PAGES).left == tuple(PAGES)


@pytest.mark.parametrize("vendor", ["aliyun", "tencent", "qiniu"])
def test_a_missing_library_is_named_with_the_command_that_brings_it(
    vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = LIBRARIES[vendor].split(".")[0]
    for name in [top, *(one for one in sys.modules if one.startswith(f"{top}."))]:
        monkeypatch.setitem(sys.modules, name, None)

    assert "pip install " in refresher({"vendor": vendor}, ENV).why_not


def test_a_zone_and_an_encrypted_endpoint_are_asked_for() -> None:
    env = {key: value for key, value in ENV.items() if "ZONE" not in key}
    plain = {"vendor": "cloudflare", "endpoint": "http://example.org"}

    assert "zone" in refresher({"vendor": "cloudflare"}, env).why_not
    assert "https" in refresher(plain, ENV).why_not
    assert refresher({"vendor": "cloudflare", "zone": "abc"}, env).why_not == ""


def test_an_unknown_network_is_told_the_known_ones() -> None:
    assert "aliyun, tencent, qiniu, cloudflare" in refresher({"vendor": "akamai"}, ENV).why_not
    assert refresher({}, ENV).refresh(PAGES).left == tuple(PAGES)


def test_folders_are_as_deep_as_they_may_be_and_never_the_whole_site() -> None:
    at_depth = [f"https://x.cn/a/b{number}/c/" for number in range(30)]

    assert folders_of(at_depth, 30) == sorted(at_depth)
    assert folders_of(at_depth, 10) == ["https://x.cn/a/"]
    assert folders_of([f"https://x.cn/{number}/" for number in range(30)], 10) == []
    assert folders_of(["https://x.cn/", "https://x.cn/index.html"], 10) == []
    assert folders_of(["https://x.cn/a/", "https://x.cn/a/b/", "https://x.cn/a/b/c/"], 10) == [
        "https://x.cn/a/"
    ]
