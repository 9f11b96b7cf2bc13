"""`renlearn serve` shows the page and shows it anew after a save."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.school import REPOSITORY, SchoolTest

PATIENCE = 60  # seconds


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[SchoolTest, str]]:
    school = SchoolTest(tmp_path / "school").course("business/a")
    school.lesson("business/a/01-x.md", "第一次写的话。")
    school.lesson("business/a/02-x.md", "还没写完。", title="草稿课", draft=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "builder.cli.main", "serve", "-a", address],
        cwd=school.root,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield school, f"http://{address}/"
    process.terminate()
    process.wait()


def seen(url: str, words: str) -> str:
    """The page at `url` once it holds `words`."""
    end = time.monotonic() + PATIENCE
    text = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                text = answer.read().decode()
        except OSError:
            text = ""
        if words in text:
            return text
        time.sleep(0.2)
    raise AssertionError(f"{words} is not in {text[-500:]}")


def test_a_saved_lesson_is_shown_anew(served: tuple[SchoolTest, str]) -> None:
    school, url = served
    page = seen(f"{url}business/a/01-x/", "第一次写的话")
    assert re.search("livereload", page)
    assert "Content-Security-Policy" not in page  # it would block the reloader
    seen(f"{url}business/a/02-x/", "还没写完")

    school.lesson("business/a/01-x.md", "第二次写的话。")

    seen(f"{url}business/a/01-x/", "第二次写的话")
