"""Servers that live for all tests of publishing, a prefix of its own for each."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publish.bucket import Bucket
from tests.publish.publisher import Publisher
from tests.publish.servers import Server, rclone, seaweed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the long runs to `make soak`."""
    if os.environ.get("RENLEARN_SOAK"):
        return
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="a long run: make soak"))


@pytest.fixture(scope="session")
def weed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = seaweed(tmp_path_factory.mktemp("weed"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def weak(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = rclone(tmp_path_factory.mktemp("rclone"))
    yield server
    server.stop()


@pytest.fixture(params=["weed", "weak"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def bucket(server: Server) -> Bucket:
    return Bucket(server, uuid.uuid4().hex[:12])


@pytest.fixture
def good(weed: Server) -> Bucket:
    """A prefix in the store with conditional writes."""
    return Bucket(weed, uuid.uuid4().hex[:12])


@pytest.fixture
def person(tmp_path: Path) -> Callable[..., Publisher]:
    """Make publishers, each with a computer of their own."""

    def make(server: Server | None = None, name: str = "anna", url: str = "") -> Publisher:
        return Publisher(tmp_path / name, server.env(url) if server else None, name)

    return make
