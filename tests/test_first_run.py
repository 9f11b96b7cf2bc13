"""A newcomer types what the document says, and sees a lesson of their own in the phone frame."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.school import REPOSITORY, SchoolTest
from tests.serving import PATIENCE, Serving


def blocks(document: str) -> list[str]:
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    return [
        block
        for block in re.findall(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        if block.startswith("git clone")
    ]


BLOCKS = [*blocks("README.md"), *blocks("docs/first-run.md")[1:]]
LESSON = "我的第一课"
FIRST_BUILD = 1_800  # seconds in which all pictures are encoded


def lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line]


def clone_of(repository: Path) -> str:
    if not (repository / ".git").exists():
        pytest.skip("these files are no clone")
    return repository.as_uri()


def typed(line: str, folder: Path, environment: dict[str, str]) -> float:
    """Run one line as a terminal does; how many seconds it took."""
    begun = time.monotonic()
    done = subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return time.monotonic() - begun


@contextmanager
def seen(folder: Path, browser: Browser, patience: float, **environment: str) -> Iterator[Serving]:
    """The last line is typed, and the lesson is on the phone."""
    served = Serving(
        folder, "--no-open", command=(".venv/bin/renlearn",), patience=patience, **environment
    )
    with served:
        served.seen("_phone/", "<iframe")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{served.url}_phone/")
        phone = page.frame_locator("#phone")
        expect(phone.locator("h1")).to_have_text(LESSON)
        yield served
        file = next((folder / "content/courses/money").glob(f"*{LESSON}*.md"))
        file.write_text(
            file.read_text(encoding="utf-8").replace("\n---\n", "\n---\n\n今天我开始写了。\n", 1),
            encoding="utf-8",
        )
        expect(phone.locator("main")).to_contain_text("今天我开始写了。", timeout=PATIENCE * 1000)
        page.close()


@pytest.mark.parametrize("block", BLOCKS, ids=["posix", "windows"])
def test_five_lines_are_enough(block: str) -> None:
    assert len(lines(block)) == 5


def test_every_document_says_the_same_lines() -> None:
    assert blocks("README.md") == blocks("README.zh-CN.md") == blocks("docs/first-run.md")[:1]


@pytest.mark.browser
def test_a_newcomer_sees_a_lesson_of_their_own(
    tmp_path: Path, browser: Browser, sample_school: SchoolTest
) -> None:
    """What installs is left out: the tests' own `.venv` and encoded pictures stand in for it."""
    clone, *_, new, serve = lines(BLOCKS[0])
    here = os.environ | {"PYTHONPATH": str(tmp_path / "ren-to-learn"), "PYTHONUTF8": "1"}
    typed(re.sub("<.*>", clone_of(REPOSITORY), clone), tmp_path, here)
    folder = tmp_path / "ren-to-learn"
    (folder / ".venv").symlink_to(sys.prefix)
    shutil.copytree(sample_school.root / "build/.cache", folder / "build/.cache")
    typed(new, folder, here)

    assert serve == ".venv/bin/renlearn serve"
    with seen(folder, browser, PATIENCE, PYTHONPATH=str(folder)):
        pass


@pytest.mark.soak
@pytest.mark.skipif("RENLEARN_SOAK" not in os.environ, reason="runs long: make soak")
def test_the_whole_first_run(tmp_path: Path, browser: Browser) -> None:
    clone, *more, serve = lines(BLOCKS[0])
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    folder = tmp_path / "ren-to-learn"
    took = {clone: typed(re.sub("<.*>", clone_of(REPOSITORY), clone), tmp_path, bare)}
    took |= {line: typed(line, folder, bare) for line in more}
    begun = time.monotonic()
    with seen(folder, browser, FIRST_BUILD, PYTHONPATH=""):
        took[serve] = time.monotonic() - begun

    for line, seconds in took.items():
        print(f"| `{line}` | {seconds:.0f} s |")
