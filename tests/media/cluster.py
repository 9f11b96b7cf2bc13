"""A real Dask scheduler and its workers, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_READY = 60  # seconds


@dataclass
class DaskCluster:
    """
    What runs.

    Attributes:
        address: Of the scheduler.
        workers: Their processes.
    """

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def dask_processes(folder: Path, workers: int = 2) -> Iterator[DaskCluster]:
    """Start them on the loopback; each worker has a folder of its own and one thread."""
    file = folder / "scheduler.json"
    started = [_started(folder, "dask_scheduler", "--port", "0", "--scheduler-file", str(file))]
    try:
        for number in range(workers):
            own = folder / f"worker{number}"
            own.mkdir()
            words = ["--scheduler-file", str(file), "--nthreads", "1", "--no-nanny"]
            words += ["--local-directory", str(own), "--memory-limit", "0"]
            started.append(_started(own, "dask_worker", *words))
        yield DaskCluster(_address(file), started[1:])
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait(30)


def _started(folder: Path, program: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1"]
    command += [*arguments, "--no-dashboard"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__VERSION_CHECK": "False"}
    with (folder / f"{program}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log)


def _address(file: Path) -> str:
    limit = time.monotonic() + _READY
    while time.monotonic() < limit:
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError(file)
