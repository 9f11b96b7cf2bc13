"""Media encoded on other machines: any executor, a real Dask cluster, and what goes wrong there."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from builder.cli.build import build
from builder.media import cluster
from builder.media.cluster import Cluster, OtherEncodersError, encode_bytes, encode_on
from builder.media.dask_cluster import dask_cluster
from builder.media.elsewhere import Elsewhere
from builder.media.errors import ClusterError
from builder.media.jobs import Job, recipe, stamp
from builder.media.kinds import Kind
from builder.media.run import run_media
from builder.media.store import Store
from builder.model.school import School
from tests.media.cluster import dask_processes
from tests.media.schools import pictured
from tests.school import SchoolTest


@pytest.fixture
def school(tmp_path: Path) -> School:
    """Three pictures that differ, a copy of one, and a broken one."""
    return pictured(tmp_path, pictures=3, copies=1, broken=1)


class Noting(ThreadPoolExecutor):
    """Notes how many jobs came and how many were under way at once."""

    def __init__(self, answer: Callable[..., bytes] | None = None) -> None:
        super().__init__(4)
        self.jobs = self.most = self._now = 0
        self._answer = answer

    def submit(self, call: Any, /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
        self.jobs += 1
        self._now += 1
        self.most = max(self.most, self._now)
        future = super().submit(self._answer or call, *arguments)
        future.add_done_callback(lambda _: setattr(self, "_now", self._now - 1))
        return future


def jobs(school: School, store: Path) -> list[Job]:
    files = sorted(school.content.iterdir())
    return [Job(file, Kind.PICTURE, file.stem, store, stamp(file)) for file in files]


def through(executor: Executor) -> Callable[[], AbstractContextManager[Cluster]]:
    return lambda: nullcontext(Cluster(executor, width=2))


def test_an_executor_gives_the_same_files_as_this_machine(school: School, tmp_path: Path) -> None:
    said: list[str] = []
    steps: list[tuple[int, int]] = []
    with Noting() as executor:
        media, problems = run_media(
            school,
            tmp_path / "cache",
            progress=lambda *step: steps.append(step),
            elsewhere=Elsewhere(through(executor), say=said.append),
        )
    here, faults = run_media(school, tmp_path / "other")

    assert {path: one.variants[0].name for path, one in media.pictures.items()} == {
        path: one.variants[0].name for path, one in here.pictures.items()
    }
    assert problems == faults
    assert len(problems) == 1
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert not said
    assert executor.jobs == 4  # equal files once; why one is broken was found out there, too
    assert executor.most <= 2  # sources that wait would fill the memory


def test_processes_that_die_are_said_and_leave_their_jobs_to_this_machine(
    school: School, tmp_path: Path
) -> None:
    said: list[str] = []
    with Dying(1) as executor:
        media, _ = run_media(
            school,
            tmp_path / "cache",
            workers=1,
            elsewhere=Elsewhere(through(executor), say=said.append),
        )

    assert len(media.pictures) == 4
    assert len(said) == 1
    assert "BrokenProcessPool" in said[0]
    assert "4 of 4 files are encoded here" in said[0]


class Dying(ProcessPoolExecutor):
    """Its workers are killed by what they are given."""

    def submit(self, *_: Any) -> Future[Any]:  # type: ignore[override]
        return super().submit(os._exit, 9)


def test_nobody_is_asked_when_all_is_there(school: School, tmp_path: Path) -> None:
    before, _ = run_media(school, tmp_path / "cache", elsewhere=Elsewhere(through(Noting())))

    def connect() -> Any:
        raise AssertionError

    again, _ = run_media(school, tmp_path / "cache", elsewhere=Elsewhere(connect))

    assert again == before


def refused(*_: object) -> bytes:
    raise ModuleNotFoundError("No module named 'builder'")


@pytest.mark.parametrize("answer", [refused, lambda *_: b"nothing of ours", lambda *_: b""])
def test_what_an_executor_cannot_do_is_left(
    school: School, tmp_path: Path, answer: Callable[..., bytes]
) -> None:
    wanted, ended = jobs(school, tmp_path / "media"), list[str]()
    with Noting(answer) as executor:
        left = encode_on(Cluster(executor, 2), wanted, ended.append)

    assert {job.key for job in left.jobs} == {job.key for job in wanted}
    assert left.fault
    assert not ended


def test_an_executor_that_always_fails_is_left_alone(tmp_path: Path) -> None:
    wanted = jobs(pictured(tmp_path, pictures=30), tmp_path / "media")
    with Noting(refused) as executor:
        left = encode_on(Cluster(executor, 2), wanted, print)

    assert executor.jobs < 10
    assert len(left.jobs) == 30


def test_what_is_large_or_changed_is_left(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_SENT", 1000)  # bytes
    wanted = jobs(school, tmp_path / "media")
    wanted[0].source.write_bytes(bytes(999))
    wanted[1] = replace(wanted[1], stamp=(1001, 0))
    with Noting() as executor:
        left = encode_on(Cluster(executor, 2), wanted, print)

    assert [job.key for job in left.jobs] == [wanted[1].key, wanted[0].key]
    assert executor.jobs == len(wanted) - 2
    assert "changed" in left.fault


def test_a_worker_with_other_encoders_refuses() -> None:
    with pytest.raises(OtherEncodersError, match="another version"):
        encode_bytes(b"", Kind.PICTURE, recipe(Kind.PICTURE) + " ")


def test_what_travels_is_an_entry_of_the_store(school: School, tmp_path: Path) -> None:
    source = school.content / "0.png"
    data = encode_bytes(source.read_bytes(), Kind.PICTURE, recipe(Kind.PICTURE))
    again = encode_bytes(source.read_bytes(), Kind.PICTURE, recipe(Kind.PICTURE))
    Store(tmp_path / "media").take("key", data)

    assert again == data
    assert Store(tmp_path / "media").packed("key") == data


def test_without_dask_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    school = SchoolTest(tmp_path / "school").write("about.md", "![一张红色的图](a.png)\n")
    Image.new("RGB", (40, 30), "red").save(school.content / "a.png")
    words = ["-C", str(school.root), "--only", "site"]
    outcome = CliRunner().invoke(build, words, env={"RENLEARN_DASK": "tcp://127.0.0.1:1"})

    assert outcome.exit_code == 1
    assert 'pip install "renlearn[dask]"' in outcome.output


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr("builder.media.dask_cluster._PATIENCE", 1)

    with (
        pytest.raises(ClusterError, match="no Dask scheduler answers"),
        dask_cluster("tcp://127.0.0.1:1"),
    ):
        pass


def test_a_real_dask_cluster_encodes_a_school(tmp_path: Path) -> None:
    distributed: Any = pytest.importorskip("distributed", reason="Dask is not installed")
    school = SchoolTest(tmp_path / "school")
    pictured(school.root, pictures=6)
    shown = "\n\n".join(f"![图里是第 {number} 号样子](../../{number}.png)" for number in range(6))
    school.course("business/a").lesson("business/a/01-x.md", shown)
    with (
        dask_processes(tmp_path, workers=2) as running,
        distributed.Client(running.address, set_as_default=False) as client,
    ):
        client.wait_for_workers(2, timeout=60)
        outcome = school.run("build", "--only", "site", "--dask", running.address)
        counts = client.run(lambda dask_worker: dask_worker.state.executed_count)

    assert outcome.exit_code == 0, outcome.output
    assert "encoded here" not in outcome.output
    assert sum(counts.values()) == 6
    assert all(counts.values()), "one worker did nothing"
    assert school.page("business/a/01-x/").count("<img") == 6


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("RENLEARN_SOAK"), reason="long: RENLEARN_SOAK=1")
def test_a_dask_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    school = pictured(tmp_path, pictures=40, side=300)
    said: list[str] = []
    with dask_processes(tmp_path, workers=2) as running:

        def kill_one(done: int, _: int) -> None:
            if done == 5:
                running.workers[0].kill()

        media, problems = run_media(
            school,
            tmp_path / "cache",
            progress=kill_one,
            elsewhere=Elsewhere(partial(dask_cluster, running.address), say=said.append),
        )

        assert running.workers[0].wait(1)
    assert not problems
    assert len(media.pictures) == 40
    assert not said
