"""Conversions that cannot hold a build: bounded in size, time and memory, and kept."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pebble import ProcessFuture, ProcessPool

from builder.markup.convert import MARKUP_VERSION, Job, convert
from builder.markup.forked import can_fork, forked
from builder.markup.kept import Kept
from builder.markup.limits import MAX_BYTES, TooDeepError
from builder.model.document import Document

__all__ = ["Converter", "Job", "Refusal"]

MAX_MEMORY = 1_000_000_000  # bytes of address space of one converting process
_FIRST_SECONDS = 1.0  # a lesson takes 0.003; few need more, and they are tried again
_JOBS_A_WORKER = 25  # fewer are not worth the start of another process
_kept_pools: list[ProcessPool] = []


@dataclass(frozen=True)
class Refusal:
    """Why a text was not converted, and what to do."""

    message: str
    mend: str


_TOO_LONG = Refusal(
    f"the text is longer than {MAX_BYTES // 1000} kB", "split it into several lessons"
)
_TOO_DEEP = Refusal(
    "this text is nested too deeply to be converted",
    "look for repeated signs such as [[[[, >>>> or <div><div> and delete them",
)
_NO_PROCESS = Refusal(
    "this text was not converted, since no process could be started to do it",
    "close other programs and try again",
)
_TOO_SLOW = Refusal(
    "converting this text takes too long; something in it repeats very many times",
    "look for long runs of brackets, backticks or stars and delete them",
)


class Converter:
    """
    Converts texts in processes of their own and keeps what it converted.

    Args:
        cache: Folder for the kept documents; None keeps nothing, and one
            that cannot be written is gone without.
        seconds: How long one text may hold a build, or all those that are
            much slower than others after their first second each; the start
            of processes included.
        workers: Processes; as many as processors when None.
    """

    def __init__(
        self, cache: Path | None, seconds: float = 10.0, workers: int | None = None
    ) -> None:
        self._kept = Kept(cache)
        self._seconds = seconds
        self._workers = workers or os.cpu_count() or 1

    def convert_all(self, jobs: Sequence[Job]) -> list[Document | Refusal]:
        """
        Convert every job; the results stand in the same order.

        No job is run in this process: what a text costs is known only
        afterwards.
        """
        keys = [_key(job) for job in jobs]
        known = self._kept.get(keys)
        missing = {key: job for key, job in zip(keys, jobs, strict=True) if key not in known}
        results: dict[str, Document | Refusal] = {
            key: _TOO_LONG for key, job in missing.items() if _bytes(job) > MAX_BYTES
        }
        results |= self._convert({key: job for key, job in missing.items() if key not in results})
        self._kept.put(
            {key: result for key, result in results.items() if isinstance(result, Document)}
        )
        return [known[key] if key in known else results[key] for key in keys]

    def _convert(self, jobs: dict[str, Job]) -> dict[str, Document | Refusal]:
        """Give every job a short time, then those that need more what time is left for them."""
        if not jobs:
            return {}
        first = min(_FIRST_SECONDS, self._seconds)
        workers = min(self._workers, 1 + len(jobs) // _JOBS_A_WORKER)
        run = _run_here if can_fork() else _run
        results = run(jobs, first, workers)
        slow = {key: jobs[key] for key, result in results.items() if result == _TOO_SLOW}
        left = self._seconds / 2 - first
        if slow and left > 0:
            results |= _run(slow, left, self._workers, time.monotonic() + left)
        return results


def _run(
    jobs: dict[str, Job], seconds: float, workers: int, deadline: float | None = None
) -> dict[str, Document | Refusal]:
    """Convert in processes, each job within `seconds` and all before `deadline` (monotonic)."""
    with _pool(workers) as pool:
        futures = {
            key: pool.schedule(convert_job, args=[job], timeout=seconds)
            for key, job in jobs.items()
        }
        results = {key: _outcome(future, deadline) for key, future in futures.items()}
        for future in futures.values():
            future.cancel()  # type: ignore[no-untyped-call]
    return results


def keep_process() -> None:
    """Keep one converting process from now on: starting it takes longer than a lesson does."""
    _kept_pools.append(_new_pool(1))
    _kept_pools[0].schedule(convert_job, args=[Job("")])


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPool]:
    if workers == 1 and _kept_pools:
        yield _kept_pools[0]
        return
    with _new_pool(workers) as pool:
        yield pool
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _new_pool(workers: int) -> ProcessPool:
    context = multiprocessing.get_context("spawn")
    return ProcessPool(workers, initializer=_bound_memory, context=context)


def _run_here(jobs: dict[str, Job], seconds: float, workers: int) -> dict[str, Document | Refusal]:
    """Convert in copies of this process; what kills one is tried again, as if it were too slow."""
    found = forked(jobs, convert_job, _bound_memory, seconds, workers)
    results: dict[str, Document | Refusal] = dict.fromkeys(jobs, _TOO_SLOW)
    for key, outcome in found.items():
        results[key] = _refusal(outcome) if isinstance(outcome, Exception) else outcome
    return results


def convert_job(job: Job) -> Document:
    """Convert one job, in a process of the pool."""
    return convert(
        job.body,
        job.fragments,
        first_line=job.first_line,
        title=job.title,
        fragment_lines=job.fragment_lines,
    )


def _outcome(future: ProcessFuture[Document], deadline: float | None) -> Document | Refusal:
    try:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        return future.result(left)
    except (FutureTimeoutError, CancelledError):
        return _TOO_SLOW
    except BrokenExecutor:
        return _NO_PROCESS
    except Exception as error:
        return _refusal(error)


def _refusal(error: Exception) -> Refusal:
    if not isinstance(error, TooDeepError):
        return _TOO_DEEP
    return Refusal(
        f"{_TOO_DEEP.message}: the paragraph at line {error.line} has too many {error.what}",
        "delete what is repeated there",
    )


def _bound_memory() -> None:
    """Let a text that eats memory fail alone; Windows has no such limit, macOS ignores it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(hard, MAX_MEMORY)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, OSError, ValueError):
        return


def _bytes(job: Job) -> int:
    return sum(len(text.encode("utf-8", "replace")) for text in (job.body, *job.fragments))


def _key(job: Job) -> str:
    text = json.dumps([MARKUP_VERSION, *vars(job).values()], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
