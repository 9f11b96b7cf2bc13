"""One command, run and measured."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).parents[1]
_LOOK = 0.1  # seconds between two looks at memory


@dataclass(frozen=True)
class Run:
    """One run: wall and processor seconds, children included; the most MB of one process."""

    wall: float
    cpu: float
    memory: int


def timed(words: list[str], cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """
    Run a command and measure it.

    Args:
        words: The command line.
        cwd: Where; what Python compiles is kept in the folder above it.
        env: Its environment, else ours.

    Raises:
        SystemExit: It failed.
    """
    began = time.monotonic()
    process = _started(words, cwd, env)
    said = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    if status:
        raise SystemExit(f"{words[:4]}: {said.decode(errors='replace')[-600:]}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def most_memory(words: list[str], cwd: Path) -> int:
    """
    Run a command and look at it ten times a second: the most MB of its processes together.

    What processes share counts once, where the system tells (Linux).
    """
    process = _started(words, cwd, None, subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, _memory(process.pid))
        time.sleep(_LOOK)
    if process.returncode:
        raise SystemExit(f"{words[:4]} failed")
    return most >> 20


def _memory(pid: int) -> int:
    found = 0
    try:
        root = psutil.Process(pid)
        processes = [root, *root.children(recursive=True)]
    except psutil.Error:  # it has ended
        return 0
    for one in processes:
        try:
            full = one.memory_full_info()
        except psutil.Error:
            continue
        found += getattr(full, "pss", full.rss)
    return found


def _started(
    words: list[str], cwd: Path, env: Mapping[str, str] | None, output: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    # Users' Python keeps what it has compiled.
    own = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cwd.parent / "compiled")}
    own |= {"PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen(
        words, cwd=cwd, env={**(os.environ if env is None else env), **own},
        stdout=output, stderr=subprocess.STDOUT if output == subprocess.PIPE else output,
    )  # fmt: skip


def middle(runs: Iterable[Run], figure: str) -> float:
    """The median of a figure of `Run`."""
    return statistics.median(getattr(run, figure) for run in runs)
