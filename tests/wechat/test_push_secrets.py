"""
The secret and the token: where they go, and where they never are.

That nothing leaks is looked for after every test of the push, in all that was
said and in every file; here are the ways in which it could happen.
"""

from __future__ import annotations

import logging
import os
import signal
import stat
from pathlib import Path

import pytest

from builder.wechat.push.account import Account
from builder.wechat.push.calls import Calls
from builder.wechat.push.client import Client
from builder.wechat.push.stops import PushError
from builder.wechat.push.token import TokenStore
from tests.wechat.bundles import COURSE, address
from tests.wechat.running import APPID, SECRET, Pusher, WeChatServer

A = f"{COURSE}/01-a"


@pytest.mark.parametrize("call", ["stable_token", "draft/batchget", "media/uploadimg", "draft/add"])
def test_a_relay_that_repeats_what_it_got_is_not_repeated(pusher: Pusher, call: str) -> None:
    pusher.bundle(A).server.faults(always={call: "echo"})

    outcome = pusher.push(A)

    assert outcome.exit_code == 1
    assert "***" in outcome.output
    assert "40035" in outcome.output


@pytest.mark.parametrize("kind", ["404", "html", "reset-before", "expired"])
@pytest.mark.parametrize("call", ["stable_token", "draft/add"])
def test_failures_that_last_leak_nothing(pusher: Pusher, call: str, kind: str) -> None:
    pusher.bundle(A).server.faults(always={call: kind})

    assert pusher.push(A).exit_code == 1


def test_an_interrupted_push_leaks_nothing(pusher: Pusher) -> None:
    pusher.bundle(A).server.faults(always={"draft/add": "hold"}, slow=20)
    process = pusher.start("push", A)
    while not pusher.server.calls("draft/add"):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    pusher.said.append(out + err)

    assert process.returncode == 1
    assert "Aborted" in err


def test_the_token_is_for_the_user_alone(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)

    (file,) = pusher.token_files()
    assert file.name == f"{APPID}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_token_file_that_is_damaged_or_strange_does_no_harm(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    (file,) = pusher.token_files()
    for number, text in enumerate(["", "{", "[]", '{"token": "x", "until": "soon", "api": ""}']):
        file.write_text(text)
        assert pusher.change(A, f"{number}").push(A).exit_code == 0


def test_a_cache_that_cannot_be_written_does_no_harm(pusher: Pusher) -> None:
    pusher.home.mkdir()
    (pusher.home / "cache").write_text("a file, not a folder")

    assert pusher.bundle(A).push(A).exit_code == 0


@pytest.mark.parametrize(
    "api",
    ["http://api.example", "ftp://a.example", "https://user:word@a.example",
     "https://a.example?x=1", "nonsense", "http://127.0.0.1.evil.example"],
)  # fmt: skip
def test_the_secret_goes_to_no_unsafe_address(pusher: Pusher, api: str) -> None:
    outcome = pusher.bundle(A).ask("push", A, WECHAT_API=api)

    assert outcome.exit_code == 1
    assert "WECHAT_API is no address" in outcome.output


def test_a_relay_may_be_named_with_the_path_of_the_calls(pusher: Pusher) -> None:
    outcome = pusher.bundle(A).push(A, WECHAT_API=f"{pusher.server.url}/cgi-bin/")

    assert outcome.exit_code == 0, outcome.output


def test_a_proxy_is_used(pusher: Pusher) -> None:
    proxy = pusher.server.url

    outcome = pusher.bundle(A).push(A, WECHAT_API="http://127.0.0.2:1", HTTP_PROXY=proxy)

    assert outcome.exit_code == 0, outcome.output
    assert pusher.server.drafts() == [[address(A)]]
    assert "http://127.0.0.2:1/cgi-bin/draft/add" in pusher.server.state()["proxied"]


def test_the_proxy_for_https_gets_the_host_alone(pusher: Pusher) -> None:
    outcome = pusher.bundle(A).push(
        A, WECHAT_API="https://api.school.example", HTTPS_PROXY=pusher.server.url
    )

    assert outcome.exit_code == 1
    assert "lets nothing through to api.school.example (403" in outcome.output
    assert set(pusher.server.state()["proxied"]) == {"api.school.example:443"}


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "ftp://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used_is_said(pusher: Pusher, proxy: str) -> None:
    outcome = pusher.bundle(A).ask("push", A, HTTPS_PROXY=proxy)

    assert outcome.exit_code == 1
    assert "HTTPS_PROXY" in outcome.output


def test_nothing_is_logged_and_no_exception_tells(
    wechat_server: WeChatServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    account = Account(APPID, SECRET, wechat_server.url, pace=0.001)
    client = Client(account, TokenStore(tmp_path, account), lambda _: None)
    assert list(Calls(client).drafts()) == []
    wechat_server.faults(always={"draft/get": "404"})

    with pytest.raises(PushError) as caught:
        Calls(client).draft("x")
    client.close()

    seen = f"{caplog.text} {caught.getrepr(style='long', showlocals=False)} {account!r}"
    secrets = [SECRET, *wechat_server.state()["issued"]]
    assert not any(secret in seen for secret in secrets)
    assert caught.value.__cause__ is None
    assert os.environ.get("WECHAT_SECRET") is None
