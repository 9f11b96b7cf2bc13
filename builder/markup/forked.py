"""Texts converted in copies of this process: starting another program takes far longer."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from mmap import mmap
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from builder.copied import Copied

Task = TypeVar("Task")
Result = TypeVar("Result")
_PATIENCE = 10  # times the seconds of a task: so long it may wait for a processor, and work
_TOGETHER = 0.1  # seconds; results are sent together, but wait no longer than this
_MOST_TOGETHER = 50  # results
_NUMBER = 8  # bytes


def forked(
    tasks: Mapping[str, Task],
    run: Callable[[Task], Result],
    prepare: Callable[[], None],
    seconds: float,
    workers: int = 1,
) -> dict[str, Result | Exception]:
    """
    Run tasks in copies of this process, each of which does its share one after the other.

    Args:
        tasks: By key.
        run: What to do with each.
        prepare: Called once in each copy.
        seconds: Of a processor that one task may take; where others want
            it too, the task has ten times as long.
        workers: How many copies.

    Returns:
        By key, what came of it or what was raised; a task that takes longer,
        or kills its process, is missing.
    """
    keys = list(tasks)
    results: dict[str, Result | Exception] = {}
    copies = [
        _Copy(_Work({key: tasks[key] for key in keys[start::workers]}, run, prepare, seconds))
        for start in range(min(workers, len(keys)))
    ]
    try:
        for copy in copies:
            copy.start()
        while running := [copy for copy in copies if copy.answers]:
            answers = [copy.answers for copy in running if copy.answers]
            heard = wait(answers, min(one.time_left for one in running))
            for copy in running:
                if copy.answers in heard:
                    copy.take(results)
                elif not copy.time_left:
                    copy.give_up(results)
    finally:
        for copy in copies:
            copy.stop()
    return results


@dataclass
class _Work(Generic[Task, Result]):
    """What a copy does; the attributes are the arguments of `forked`."""

    tasks: dict[str, Task]
    run: Callable[[Task], Result]
    prepare: Callable[[], None]
    seconds: float

    @property
    def together(self) -> float:
        """Seconds for which a result waits for others."""
        return min(_TOGETHER, self.seconds)

    def do(self, begun: mmap, answers: Connection) -> None:
        """Send results, each with its key; `begun` tells the number of the task in hand."""
        self.prepare()
        done: list[tuple[str, Result | Exception]] = []
        sent = time.monotonic()
        for number, (key, task) in enumerate(self.tasks.items()):
            begun[:] = number.to_bytes(_NUMBER, "big")
            signal.setitimer(signal.ITIMER_PROF, self.seconds)  # its signal ends the process
            try:
                done.append((key, self.run(task)))
            except Exception as error:
                done.append((key, error))
            if len(done) == _MOST_TOGETHER or time.monotonic() - sent > self.together:
                answers.send(done)
                done = []
                sent = time.monotonic()
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.send(done)


class _Copy(Generic[Task, Result]):
    """A copy of this process; where a task stops it, another goes on with the rest."""

    def __init__(self, work: _Work[Task, Result]) -> None:
        self._work = work
        self._begun = mmap(-1, _NUMBER)  # memory shared with the copy
        self._copied: Copied | None = None

    @property
    def answers(self) -> Connection | None:
        """What it sends; None when it does not run."""
        return self._copied.answers if self._copied else None

    @property
    def time_left(self) -> float:
        """Seconds until the task in hand has certainly had its time."""
        allowed = _PATIENCE * self._work.seconds + self._work.together
        return max(0.0, self._heard + allowed - time.monotonic())

    def start(self) -> None:
        """Begin with what there is to do, where there is room for another process."""
        self._begun[:] = bytes(_NUMBER)
        self._heard = time.monotonic()
        with suppress(OSError):
            self._copied = Copied(partial(self._work.do, self._begun))

    def take(self, results: dict[str, Result | Exception]) -> None:
        """Keep what was sent."""
        try:
            results.update(self.answers.recv() if self.answers else ())
        except (EOFError, OSError):
            self.give_up(results)
            return
        self._heard = time.monotonic()
        if next(reversed(self._work.tasks)) in results:
            self.stop()

    def give_up(self, results: Mapping[str, Result | Exception]) -> None:
        """Leave the task in hand, and go on with the others."""
        self.stop()
        tasks = self._work.tasks
        in_hand = list(tasks)[int.from_bytes(self._begun[:], "big")]
        rest = {key: task for key, task in tasks.items() if key not in results and key != in_hand}
        if rest:
            self._work = replace(self._work, tasks=rest)
            self.start()

    def stop(self) -> None:
        """End the copy, if there is one."""
        if self._copied:
            self._copied.end()
            self._copied = None
