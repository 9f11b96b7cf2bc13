"""The JS-SDK: only inside WeChat, only in schools with a signer, and never to a reader's harm."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("phone")]

WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; M2006C3LC) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340129 MMWEBSDK/20240301 "
    "MicroMessenger/8.0.48.2580(0x28003035) WeChat/arm64 Weixin NetType/4G Language/zh_CN"
)
CHROME = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/134.0.0.0 Mobile Safari/537.36"
SIGNER = "https://sign.example/wx?school=1"
SIGNATURE = {"appId": "wx1", "timestamp": 1764120000, "nonceStr": "n", "signature": "a" * 40}
SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"
# What the real one does, as far as a page can tell.
SDK_TEXT = """
window.calls = [];
window.wx = {
  config: function (given) { calls.push(['config', given]); setTimeout(wx.go, 0) },
  ready: function (then) { wx.go = then },
  error: function (then) { wx.failed = then },
  updateAppMessageShareData: function (card) { calls.push(['chat', card]) },
  updateTimelineShareData: function (card) { calls.push(['moments', card]) }
};
"""
LESSON = "business/a/01-x/"


class Signer:
    """A server that signs; `asked` are the addresses that it was given."""

    def __init__(self, answer: bytes, status: int = 200) -> None:
        self.asked: list[str] = []
        signer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                signer.asked += parse_qs(urlsplit(self.path).query)["url"]
                self.send_response(status)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def signer() -> Iterator[Callable[..., Signer]]:
    made: list[Signer] = []

    def make(answer: bytes = json.dumps(SIGNATURE).encode(), status: int = 200) -> Signer:
        made.append(Signer(answer, status))
        return made[-1]

    yield make
    for one in made:
        one.close()


def school_in(
    folder: Path, wechat: str, base: str = "base_url: https://renren.example/\n"
) -> SchoolTest:
    school = SchoolTest(folder / "school").write("school.yml", f"name: 学堂\n{base}{wechat}")
    school.course("business/a", ends_with="exam")
    school.write("business/a/exam.md", "### 考什么？\n- [x] 丙\n- [ ] 丁\n")
    school.lesson("business/a/01-x.md", "一段话。", title="记一笔账", summary="今天就记。")
    school.lesson("business/a/02-y.md", "## 小测\n\n### 问？\n- [x] 甲\n- [ ] 乙\n")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    return school


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    return school_in(tmp_path_factory.mktemp("signed"), f"wechat:\n  signer: {SIGNER}\n")


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    return school_in(tmp_path_factory.mktemp("unsigned"), "wechat:\n  author: 学堂\n")


class Reader:
    """A browser in which the other hosts are ours; `left` are the requests to them."""

    def __init__(
        self, browser: Browser, agent: str, signer: Signer | None, sdk: str | None = SDK_TEXT
    ) -> None:
        self.context = browser.new_context(user_agent=agent, viewport={"width": 360, "height": 640})
        self.left: list[str] = []
        self.faults: list[str] = []
        self._signer, self._sdk = signer, sdk
        self.context.route(lambda url: urlsplit(url).hostname != "127.0.0.1", self._answer)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    def _answer(self, route: Route) -> None:
        url = route.request.url
        self.left.append(url)
        if url.startswith("https://sign.example/") and self._signer:
            asked = f"{self._signer.url}{url.removeprefix('https://sign.example')}"
            route.fulfill(response=route.fetch(url=asked))
        elif url == SDK and self._sdk is not None:
            route.fulfill(body=self._sdk, content_type="application/javascript")
        else:
            route.abort()

    def read(self, url: str) -> Page:
        self.page.goto(url)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., Reader]]:
    opened: list[Reader] = []

    def make(agent: str, signer: Signer | None = None, sdk: str | None = SDK_TEXT) -> Reader:
        opened.append(Reader(browser, agent, signer, sdk))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()


def policy(page: str) -> dict[str, list[str]]:
    found = re.search('Content-Security-Policy content="([^"]+)"', page)
    assert found
    parts = (part.split(" ") for part in found[1].split(";"))
    return {name: values for name, *values in parts}


def test_inside_wechat_a_lesson_becomes_a_card(
    signed: SchoolTest,
    signer: Callable[..., Signer],
    reader: Callable[..., Reader],
    serve_site: Callable[[Path], SiteServer],
) -> None:
    address = f"{serve_site(signed.site).url}{LESSON}?from=singlemessage"
    server = signer()
    phone = reader(WECHAT, server)
    page = phone.read(f"{address}#要点")
    page.wait_for_function("() => window.calls && calls.length == 3")
    (_, config), (chat, card), (moments, same) = page.evaluate("calls")

    assert server.asked == [address]
    calls = ["updateAppMessageShareData", "updateTimelineShareData"]
    assert config == SIGNATURE | {"jsApiList": calls}
    assert (chat, moments) == ("chat", "moments")
    assert card == same
    assert card["title"] == "记一笔账"
    assert card["desc"] == "今天就记。"
    assert card["link"] == address.partition("?")[0]
    name = card["imgUrl"].removeprefix("https://renren.example/")
    assert (signed.site / name).is_file()
    assert phone.faults == []


def test_elsewhere_nothing_leaves(
    signed: SchoolTest,
    signer: Callable[..., Signer],
    reader: Callable[..., Reader],
    serve_site: Callable[[Path], SiteServer],
) -> None:
    server = signer()
    phone = reader(CHROME, server)
    for url in ("", "business/a/", LESSON, "business/a/02-y/", "business/a/exam/"):
        phone.read(serve_site(signed.site).url + url)

    assert phone.left == []
    assert server.asked == []
    assert phone.faults == []


@pytest.mark.parametrize(
    ("answer", "status", "sdk"),
    [
        (b"{}", 200, SDK_TEXT),
        (b"not json", 200, SDK_TEXT),
        (b"", 500, SDK_TEXT),
        (b"null", 200, SDK_TEXT),
        (json.dumps(SIGNATURE).encode(), 200, "throw 1"),
        (json.dumps(SIGNATURE).encode(), 200, ""),
        (json.dumps(SIGNATURE).encode(), 200, None),
    ],
    ids=["empty", "rubbish", "broken", "null", "sdk-throws", "sdk-empty", "sdk-missing"],
)
def test_whatever_fails_the_lesson_works(
    answer: bytes,
    status: int,
    sdk: str | None,
    signed: SchoolTest,
    signer: Callable[..., Signer],
    reader: Callable[..., Reader],
    serve_site: Callable[[Path], SiteServer],
) -> None:
    phone = reader(WECHAT, signer(answer, status), sdk)
    page = phone.read(f"{serve_site(signed.site).url}business/a/02-y/")
    page.get_by_label("甲").check()

    assert page.get_by_role("status").inner_text().startswith("✓")
    assert [one for one in phone.faults if one != "Uncaught 1"] == []  # the broken SDK's own


def test_the_policy_opens_for_these_two_and_for_lessons_only(
    signed: SchoolTest, unsigned: SchoolTest
) -> None:
    for url in (LESSON, "business/a/02-y/"):
        own, plain = policy(signed.page(url)), policy(unsigned.page(url))
        assert own["connect-src"] == ["https://sign.example"]
        # The script in the page names the other, which knows of the signer.
        assert own["script-src"][1:] == [*plain["script-src"][1:], SDK]
        rest = {name: values for name, values in own.items() if name != "connect-src"}
        assert rest | {"script-src": plain["script-src"]} == plain
    for url in ("", "business/", "business/a/exam/"):
        assert policy(signed.page(url)) == policy(unsigned.page(url))


def test_without_a_signer_nothing_is_different(unsigned: SchoolTest, tmp_path: Path) -> None:
    silent = school_in(tmp_path, "")
    without_base = school_in(tmp_path / "local", f"wechat:\n  signer: {SIGNER}\n", base="")

    assert unsigned.snapshot() == silent.snapshot()
    for school in (silent, without_base):
        for name, data in school.snapshot().items():
            if name.endswith((".html", ".js")):
                assert b"wx.qq.com" not in data, name
                assert b"sign.example" not in data, name
                assert b"connect-src" not in data, name
