"""Conversions that cannot hold a build: bounded in size, time and memory, and kept."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

from builder.copied import can_fork
from builder.markup.bounded import bound_memory, convert_job
from builder.markup.convert import MARKUP_VERSION, Job
from builder.markup.forked import forked
from builder.markup.kept import Kept
from builder.markup.limits import MAX_BYTES
from builder.markup.refusal import TOO_LONG, TOO_SLOW, Refusal, checked
from builder.model.document import Document

__all__ = ["Converter", "Job", "Refusal"]

_FIRST_SECONDS = 1.0  # a lesson takes 0.001; few need more, and they are tried again
_JOBS_A_WORKER = 25  # fewer are not worth the start of another process


class Converter:
    """
    Converts texts in processes of their own and keeps what it converted.

    Args:
        cache: Folder for the kept documents; None keeps nothing, and one
            that cannot be written is gone without.
        seconds: How long one text may hold a build, or all those that are
            much slower than others after their first seconds, of a
            processor where the system tells (Linux); the start of processes
            included.
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
            key: TOO_LONG for key, job in missing.items() if _bytes(job) > MAX_BYTES
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
        run = _run_here if can_fork() else _run_apart
        results = run(jobs, first, workers)
        slow = {key: jobs[key] for key, result in results.items() if result == TOO_SLOW}
        left = self._seconds / 2 - first
        if slow and left > 0:
            from builder.markup.pool import convert_alone  # noqa: PLC0415 (pebble, seldom needed)

            results |= convert_alone(slow, left, self._workers, time.monotonic() + left)
        return results


def _run_here(jobs: dict[str, Job], seconds: float, workers: int) -> dict[str, Document | Refusal]:
    """Convert in copies of this process; what kills one is tried again, as if it were too slow."""
    found = forked(jobs, convert_job, bound_memory, seconds, workers)
    return dict.fromkeys(jobs, TOO_SLOW) | {key: checked(one) for key, one in found.items()}


def _run_apart(jobs: dict[str, Job], seconds: float, workers: int) -> dict[str, Document | Refusal]:
    from builder.markup.pool import convert_some  # noqa: PLC0415

    return convert_some(jobs, seconds, workers)


def _bytes(job: Job) -> int:
    return sum(len(text.encode("utf-8", "replace")) for text in (job.body, *job.fragments))


def _key(job: Job) -> str:
    text = json.dumps([MARKUP_VERSION, *vars(job).values()], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
