"""A copy of this process at work: it sees everything as it is here, and changes nothing here."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection


def can_fork() -> bool:
    """
    Whether a copy of this process is safe: on Linux, where no other thread runs.

    A lock that another thread holds would be held for ever in the copy
    (Python's documentation of `os.fork`).
    """
    return sys.platform.startswith("linux") and threading.active_count() == 1


class Copied:
    """
    A copy of this process.

    Args:
        work: What it does; what it sends is read from `answers`.

    Attributes:
        answers: Ends (EOFError) when the copy has.

    Raises:
        OSError: There is no room for another process.
    """

    def __init__(self, work: Callable[[Connection], None]) -> None:
        context = multiprocessing.get_context("fork")
        self.answers, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(work, self.answers, theirs), daemon=True)
        try:
            self._process.start()
        except OSError:
            self.answers.close()
            raise
        finally:
            theirs.close()

    def end(self) -> None:
        """Leave nothing of it behind."""
        self._process.kill()
        self._process.join()
        self.answers.close()


def _run(work: Callable[[Connection], None], ours: Connection, theirs: Connection) -> None:
    ours.close()  # else the copy would not notice that nobody listens any more
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started it stops it
    gc.freeze()  # a look at what is shared would copy it
    work(theirs)
