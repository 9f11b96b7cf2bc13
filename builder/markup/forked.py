"""A few texts converted in a copy of this process: starting another program takes far longer."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
MOST = 20  # tasks; more are worth the start of several processes


def can_fork() -> bool:
    """
    Whether a copy of this process is safe: on Linux, where no other thread runs.

    A lock that another thread holds would be held for ever in the copy
    (Python's documentation of `os.fork`).
    """
    return sys.platform.startswith("linux") and threading.active_count() == 1


def forked(
    tasks: Mapping[str, Task],
    run: Callable[[Task], Result],
    prepare: Callable[[], None],
    seconds: float,
) -> dict[str, Result | Exception]:
    """
    Run tasks one after the other in one copy of this process.

    Args:
        tasks: By key.
        run: What to do with each.
        prepare: Called once in the copy.
        seconds: That one task may take.

    Returns:
        By key, what came of it or what was raised; from the first task on that
        takes longer, or kills its process, tasks are missing.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(tasks, run, prepare, theirs), daemon=True)
    process.start()
    theirs.close()
    results: dict[str, Result | Exception] = {}
    try:
        for key in tasks:
            if not ours.poll(seconds):
                break
            results[key] = ours.recv()
    except (EOFError, OSError):
        pass  # the copy is gone
    finally:
        process.kill()
        process.join()
        ours.close()
    return results


def _work(
    tasks: Mapping[str, Task],
    run: Callable[[Task], Result],
    prepare: Callable[[], None],
    answers: Connection,
) -> None:
    prepare()
    for task in tasks.values():
        try:
            answers.send(run(task))
        except Exception as error:
            answers.send(error)
