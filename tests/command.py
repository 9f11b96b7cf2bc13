"""`renlearn` run in a process of its own that has imported everything: a second less each time."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
NAMES = ("build", "check", "results", "quiz", "summary", "publish", "releases", "wechat")
COMMANDS = [f"builder.cli.{name}" for name in NAMES]
IMPORTED = ["builder.cli.main", "builder.cli.whole_build", *COMMANDS]


def run(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    timeout: float,
    *,
    merged: bool = False,
) -> tuple[int, str]:
    """
    Run the command as a terminal would; returns its exit status and what it printed.

    Each run is a fork of one process that has done nothing but import.

    Args:
        arguments: After the command's name.
        folder: Where it runs.
        environment: All of its variables.
        timeout: Seconds.
        merged: Whether messages stand between the output, as on a screen, not after it.

    Raises:
        TimeoutError: It took longer than `timeout` seconds.
    """
    with tempfile.TemporaryDirectory() as place:
        said = [Path(place) / "out", Path(place) / ("out" if merged else "err")]
        process = _context().Process(  # type: ignore[attr-defined]
            target=_command,
            args=(list(arguments), str(folder), dict(environment), list(map(str, said))),
        )
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutError(f"renlearn {' '.join(arguments)} took over {timeout} s")
        files = dict.fromkeys(said)
        output = "".join(file.read_text(encoding="utf-8") for file in files if file.exists())
        return process.exitcode, output


@cache
def _context() -> BaseContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    os.environ["PYTHONPATH"] = str(REPOSITORY)  # of the process that imports
    return context


def _command(
    arguments: list[str], folder: str, environment: dict[str, str], said: list[str]
) -> None:
    """In the fork: be the command."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # that of the environment
    for stream, file in enumerate(said, start=1):
        os.dup2(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND), stream)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = ["renlearn", *arguments]
    code = 1
    try:
        from builder.cli.main import main  # noqa: PLC0415

        main()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    raise SystemExit(code)
