"""Encode on any executor of `concurrent.futures`: bytes go out, bytes come back."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.media.jobs import ENCODERS, Job, recipe, stamp
from builder.media.kinds import Kind
from builder.media.pool import RECORDING_SECONDS, Done
from builder.media.store import Store

_SENT = 64 << 20  # bytes; what is larger is encoded where it lies
_FAULTS = 5  # one after another; then the executor is left alone
_ENTRY = "entry"


class OtherEncodersError(Exception):
    """A worker has other encoders or presets, whose files do not belong to the job's key."""

    def __str__(self) -> str:
        return "its workers have another version of renlearn or of its encoders"


@dataclass(frozen=True)
class Cluster:
    """
    An executor whose workers may be other machines.

    Attributes:
        executor: Its workers have this package, and need no file of ours.
        width: Jobs under way at once, so that not all sources are in memory.
    """

    executor: Executor
    width: int


@dataclass
class Left:
    """
    What an executor did not do.

    Attributes:
        jobs: To be encoded here.
        fault: Why the last one failed that should not have; "" for none.
    """

    jobs: list[Job]
    fault: str = ""


def encode_bytes(source: bytes, kind: Kind, wanted: str) -> bytes:
    """
    Encode one source, wherever this runs; the same arguments give the same answer.

    Args:
        source: The file.
        kind: What it becomes.
        wanted: The recipe of the machine that asks.

    Returns:
        An entry as of `packed`: the files with what is said of them, or why
        the source cannot be encoded.

    Raises:
        OtherEncodersError: The recipe here is another.
        PassingError: It may go better the next time.
        OSError, MemoryError: This machine cannot.
    """
    if recipe(kind) != wanted:
        raise OtherEncodersError
    with TemporaryDirectory(prefix="renlearn-", ignore_cleanup_errors=True) as name:
        file, store = Path(name, "source"), Store(Path(name, "store"))
        file.write_bytes(source)
        store.put(_ENTRY, lambda folder: ENCODERS[kind](file, folder))
        return store.packed(_ENTRY)


def encode_on(cluster: Cluster, jobs: Sequence[Job], done: Done) -> Left:
    """
    Encode into the store on an executor, longest first.

    Whatever goes wrong there leaves a job for this machine, where its time
    and memory are watched; so does an executor that is silent for as long as
    the longest job may take.

    Args:
        cluster: Where to.
        jobs: With different keys.
        done: Called with each key that is in the store.
    """
    left = Left([job for job in jobs if job.stamp[0] > _SENT])
    sent = [job for job in jobs if job.stamp[0] <= _SENT]
    waiting = deque(sorted(sent, key=lambda job: job.cost, reverse=True))
    under_way: dict[Future[bytes], Job] = {}
    faults = 0
    try:
        while (waiting or under_way) and faults < _FAULTS:
            while waiting and len(under_way) < cluster.width:
                job = waiting.popleft()
                under_way[_sent(cluster.executor, job)] = job
            ended = wait(under_way, RECORDING_SECONDS, FIRST_COMPLETED).done
            if not ended:
                left.fault = "it is silent"
                break
            for future in ended:
                job = under_way.pop(future)
                fault = _fault(future, job)
                faults = faults + 1 if fault else 0
                if fault:
                    left.fault = fault
                    left.jobs.append(job)
                else:
                    done(job.key)
    finally:
        for future in under_way:
            future.cancel()
    left.jobs += [*under_way.values(), *waiting]
    return left


def _sent(executor: Executor, job: Job) -> Future[bytes]:
    """A job under way; what stops it from being sent is its outcome."""
    try:
        data = job.source.read_bytes()
        if stamp(job.source) != job.stamp:
            raise OSError("a file changed while it was sent")
        return executor.submit(encode_bytes, data, job.kind, recipe(job.kind))
    except Exception as error:
        failed: Future[bytes] = Future()
        failed.set_exception(error)
        return failed


def _fault(future: Future[bytes], job: Job) -> str:
    try:
        Store(job.store).take(job.key, future.result())
    except Exception as error:  # an executor may raise anything, and so may what it runs
        return " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return ""
