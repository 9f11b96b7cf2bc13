"""Twenty thousand files: memory, and that nothing is sent twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.publish import big_site
from tests.publish.bucket import Bucket
from tests.publish.publisher import Publisher
from tests.publish.servers import Server

MEMORY = 150  # MB

pytestmark = pytest.mark.soak


def test_twenty_thousand_files(
    weed: Server, good: Bucket, person: Callable[..., Publisher], tmp_path: Path
) -> None:
    anna = person(weed)
    big_site(tmp_path / "site", pages=4_000, assets=16_000)

    process = anna.start("publish", good.address, "--from", str(tmp_path / "site"))
    output = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)

    assert status == 0, output
    assert used.ru_maxrss / 1024 <= MEMORY
    again = anna.publish(good.address, tmp_path / "site", "--json").record
    assert again["did"] == "unchanged"
    assert again["requests"] <= 2
    assert anna.publish(good.address, tmp_path / "site", "--status").code == 0
