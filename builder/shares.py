"""Work on many things shared among copies of this process, so that every processor has some."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from builder.copied import Copied, can_fork

Item = TypeVar("Item")
Result = TypeVar("Result")
LEAST = 300  # things; fewer are done before a copy has been made
Work = Callable[[Sequence[Item]], Sequence[Result]]


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
    copies = [_copy(part, work) for part in others]
    try:
        found = list(work(own))
        for copy, part in zip(copies, others, strict=True):
            found += _results(copy) or work(part)
    finally:
        for copy in filter(None, copies):
            copy.end()
        gc.unfreeze()
    return found


def _copy(part: Sequence[Item], work: Work[Item, Result]) -> Copied | None:
    """A copy at work on a part; None where there is no room for one."""

    def send(answers: Connection) -> None:
        try:
            answers.send(list(work(part)))
        except Exception:  # whoever asked does it again, and raises it where it can be explained
            answers.send(())

    try:
        return Copied(send)
    except OSError:
        return None


def _results(copy: Copied | None) -> Sequence[Any]:
    """What has come of a copy's work; nothing when it failed."""
    if copy is None:
        return ()
    try:
        found: Sequence[Any] = copy.answers.recv()
    except (EOFError, OSError):
        return ()
    return found
