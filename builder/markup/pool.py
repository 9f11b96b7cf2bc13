"""Texts converted in programs of their own, where a copy of this one is not safe."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import contextmanager, suppress

from pebble import ProcessFuture, ProcessPool

from builder.markup.bounded import bound_memory, convert_job
from builder.markup.convert import Job
from builder.markup.refusal import NO_PROCESS, TOO_SLOW, Refusal, checked
from builder.model.document import Document

_TOGETHER = 20  # jobs sent to a process at once
_kept_pools: list[ProcessPool] = []


def convert_some(
    jobs: dict[str, Job], seconds: float, workers: int
) -> dict[str, Document | Refusal]:
    """Convert in processes, several jobs at a time; those that hold up others, and these, alone."""
    keys = list(jobs)
    chunks = [keys[at : at + _TOGETHER] for at in range(0, len(keys), _TOGETHER)]
    results: dict[str, Document | Refusal] = {}
    with _pool(workers) as pool:
        futures = [
            pool.schedule(convert_jobs, args=[[jobs[key] for key in chunk]], timeout=seconds)
            for chunk in chunks
        ]
        for chunk, future in zip(chunks, futures, strict=True):
            with suppress(Exception):
                results.update(zip(chunk, map(checked, future.result()), strict=True))
    alone = {key: job for key, job in jobs.items() if key not in results}
    return results | (convert_alone(alone, seconds, workers) if alone else {})


def convert_alone(
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
    return ProcessPool(workers, initializer=bound_memory, context=context)


def convert_jobs(jobs: Sequence[Job]) -> list[Document | Exception]:
    """Convert some jobs, in a process of the pool."""
    outcomes: list[Document | Exception] = []
    for job in jobs:
        try:
            outcomes.append(convert_job(job))
        except Exception as error:
            outcomes.append(error)
    return outcomes


def _outcome(future: ProcessFuture[Document], deadline: float | None) -> Document | Refusal:
    try:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        return future.result(left)
    except (FutureTimeoutError, CancelledError):
        return TOO_SLOW
    except BrokenExecutor:
        return NO_PROCESS
    except Exception as error:
        return checked(error)
