"""WeChat's server and a school that pushes to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wechat.running import Pusher, WeChatServer


@pytest.fixture
def wechat_server() -> Iterator[WeChatServer]:
    server = WeChatServer()
    yield server
    server.close()


@pytest.fixture
def pusher(tmp_path: Path, wechat_server: WeChatServer) -> Pusher:
    return Pusher(tmp_path / "school", wechat_server)
