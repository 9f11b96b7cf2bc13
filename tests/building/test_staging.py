"""A build replaces the last one only when it is whole, however it ends."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from builder import staging as module
from builder.staging import BuildRunningError, put_in_place, staging


def fill(folder: Path, mark: str) -> None:
    for number in range(50):
        file = folder / "site" / f"{number}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(mark)


def build(out: Path, mark: str) -> None:
    with staging(out) as folder:
        fill(folder, mark)
        put_in_place(folder, out)


def build_for_ever(out: Path) -> None:
    for number in range(100_000):
        build(out, str(number))


def content(out: Path) -> set[str]:
    files = list((out / "site").iterdir())
    assert len(files) == 50
    return {file.read_text() for file in files}


def test_a_new_build_replaces_the_old(tmp_path: Path) -> None:
    build(tmp_path, "one")
    build(tmp_path, "two")

    assert content(tmp_path) == {"two"}
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != ".lock"] == ["site"]


def test_a_failed_build_leaves_the_old(tmp_path: Path) -> None:
    build(tmp_path, "one")

    def interrupted() -> None:
        with staging(tmp_path) as folder:
            fill(folder, "two")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert content(tmp_path) == {"one"}
    assert not (tmp_path / ".staging").exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_build_killed_at_any_moment_leaves_a_whole_one(tmp_path: Path) -> None:
    build(tmp_path, "first")
    chance = random.Random(1)
    for _ in range(25):
        process = multiprocessing.get_context("fork").Process(
            target=build_for_ever, args=(tmp_path,)
        )
        process.start()
        time.sleep(chance.uniform(0.02, 0.15))
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()

        assert len(content(tmp_path)) == 1


def test_a_replacement_in_two_steps_is_finished_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_exchange", lambda *_: False)
    build(tmp_path, "one")
    (tmp_path / "site").rename(tmp_path / ".old-site")
    with staging(tmp_path):
        pass
    assert content(tmp_path) == {"one"}

    build(tmp_path, "two")

    assert content(tmp_path) == {"two"}


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with staging(tmp_path), pytest.raises(BuildRunningError), staging(tmp_path):
        pass
