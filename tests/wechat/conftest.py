"""WeChat's server and a school that pushes to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wechat.running import Pusher, WeChatServer


@pytest.fixture(scope="session")
def wechat_process() -> Iterator[WeChatServer]:
    server = WeChatServer()
    yield server
    server.close()


@pytest.fixture
def wechat_server(wechat_process: WeChatServer) -> WeChatServer:
    """An account without drafts, pictures, faults."""
    wechat_process.reset()
    return wechat_process


@pytest.fixture
def pusher(tmp_path: Path, wechat_server: WeChatServer) -> Iterator[Pusher]:
    """A school without lessons, and the command line; after each test nothing has leaked."""
    school = Pusher(tmp_path / "school", wechat_server)
    yield school
    assert school.leaks() == []
    assert all("Traceback" not in said for said in school.said)
