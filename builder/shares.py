"""Work on many things shared among copies of this process, so that every processor has some."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
LEAST = 300  # things; fewer are done before a copy has been made
Work = Callable[[Sequence[Item]], Sequence[Result]]


def can_fork() -> bool:
    """
    Whether a copy of this process is safe: on Linux, where no other thread runs.

    A lock that another thread holds would be held for ever in the copy
    (Python's documentation of `os.fork`).
    """
    return sys.platform.startswith("linux") and threading.active_count() == 1


def in_shares(
    items: Sequence[Item], work: Work[Item, Result], *, workers: int | None = None
) -> list[Result]:
    """
    Do `work` on all items, in parts: one here, each other one in a copy of this process.

    A copy sees everything as it is now and changes nothing here. What one
    fails to do is done here, and raises here what it raises.

    Args:
        items: Things.
        work: From a part of them to a result for each.
        workers: Processes; as many as processors when None.

    Returns:
        The results, in the order of the items.
    """
    parts = min(workers or os.cpu_count() or 1, len(items) // LEAST)
    if parts < 2 or not can_fork():
        return list(work(items))
    ends = [len(items) * number // parts for number in range(parts + 1)]
    own, *others = (items[start:end] for start, end in pairwise(ends))
    gc.freeze()  # else collecting would touch, and so copy, the memory that is shared
    copies = [_Copy(part, work) for part in others]
    try:
        found = list(work(own))
        for copy, part in zip(copies, others, strict=True):
            found += copy.results() or work(part)
    finally:
        for copy in copies:
            copy.end()
        gc.unfreeze()
    return found


class _Copy:
    """A copy of this process at work on a part."""

    def __init__(self, part: Sequence[Item], work: Work[Item, Result]) -> None:
        context = multiprocessing.get_context("fork")
        self._ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(part, work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def results(self) -> Sequence[Any]:
        """What has come of it; nothing when it failed."""
        try:
            found: Sequence[Any] = self._ours.recv()
        except (EOFError, OSError):
            return ()
        return found

    def end(self) -> None:
        """Leave nothing of it behind."""
        self._process.kill()
        self._process.join()
        self._ours.close()


def _work(part: Sequence[Item], work: Work[Item, Result], answer: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started it stops it
    try:
        answer.send(list(work(part)))
    except Exception:  # whoever asked does it again, and raises it where it can be explained
        answer.send(())
