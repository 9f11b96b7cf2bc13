"""Many media: each encoded once wherever it lies, nothing read again, no processor left waiting."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from builder.media.jobs import Job, stamp
from builder.media.kinds import Kind
from builder.media.pool import encode_all
from builder.media.run import run_media
from tests.media.schools import pictured

LONG = pytest.param(
    12_000,
    550,
    marks=[
        pytest.mark.soak,
        pytest.mark.skipif(not os.environ.get("RENLEARN_SOAK"), reason="long: RENLEARN_SOAK=1"),
    ],
)
_opened: list[list[str]] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _opened:
        _opened[-1].append(str(arguments[0]))


sys.addaudithook(_note)


@contextmanager
def noting_what_is_opened() -> Iterator[list[str]]:
    """Every file that this process opens meanwhile, by path."""
    _opened.append([])
    try:
        yield _opened[-1]
    finally:
        _opened.pop()


@pytest.mark.parametrize(("files", "different"), [(600, 8), LONG])
def test_files_are_encoded_as_often_as_they_differ_and_not_read_again(
    tmp_path: Path, files: int, different: int
) -> None:
    school = pictured(tmp_path, pictures=different, copies=files - different)
    steps: list[tuple[int, int]] = []

    media, problems = run_media(
        school, tmp_path / "cache", progress=lambda *step: steps.append(step)
    )
    with noting_what_is_opened() as opened:
        again, _ = run_media(school, tmp_path / "cache")

    assert not problems
    assert len(media.pictures) == files
    assert steps[-1] == (different, different)
    assert len(list((tmp_path / "cache/media").glob("*/*/meta.json"))) == different
    assert again == media
    own = [Path(one) for one in opened if one.startswith(str(tmp_path))]
    assert {one.name for one in own} == {"digests.json", "meta.json"}
    assert len(own) == different + 1


def test_the_longest_comes_first(tmp_path: Path) -> None:
    sizes = [300, 90_000, 5_000, 40_000, 700]
    for size in sizes:
        (tmp_path / f"{size}").write_bytes(bytes(size))  # no pictures: quickly refused
    jobs = [
        Job(file, Kind.PICTURE, file.name, tmp_path / "media", stamp(file))
        for file in (tmp_path / f"{size}" for size in sizes)
    ]
    ended: list[str] = []

    failed = encode_all(jobs, 1, ended.append)

    assert not failed
    assert [int(key) for key in ended] == sorted(sizes, reverse=True)
