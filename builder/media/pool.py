"""Encode many sources side by side on this machine, each in a process that can be stopped."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, as_completed
from typing import Any

from builder.media.audio import TIME_LIMIT
from builder.media.ffmpeg import PassingError
from builder.media.jobs import Job, encode
from builder.media.kinds import Kind
from builder.media.store import Failure

Done = Callable[[str], None]

PICTURE_SECONDS = 120  # one of 100 million pixels takes about 20
RECORDING_SECONDS = TIME_LIMIT + 60  # its encoder stops by itself before
_SECONDS = {
    Kind.PICTURE: PICTURE_SECONDS,
    Kind.ARTICLE: PICTURE_SECONDS,
    Kind.CODE: PICTURE_SECONDS,
    Kind.RECORDING: RECORDING_SECONDS,
}


def encode_all(jobs: Sequence[Job], workers: int | None, done: Done) -> dict[str, Failure]:
    """
    Encode into the store, longest first, so that no processor waits for the last one.

    Args:
        jobs: With different keys.
        workers: Processes; as many as processors when None.
        done: Called with each key when its job has ended, well or not.

    Returns:
        What failed, by key, and may not fail the next time: the store has
        nothing of it. What will fail again is in the store.
    """
    if not jobs:
        return {}
    from pebble import ProcessPool  # noqa: PLC0415 (not needed when all is kept)

    ordered = sorted(jobs, key=lambda job: job.cost, reverse=True)
    count = min(workers or os.cpu_count() or 1, len(ordered))
    # Any: pebble's close and stop have no annotations.
    pool: Any = ProcessPool(count, context=multiprocessing.get_context("spawn"))
    try:
        failed = _collect(pool, ordered, done)
        pool.close()
    except BaseException:
        pool.stop()  # on Ctrl-C too: nobody waits for what is running
        raise
    finally:
        pool.join()
    return failed


def _collect(pool: Any, jobs: Sequence[Job], done: Done) -> dict[str, Failure]:
    futures: dict[Future[None], Job] = {
        pool.schedule(encode, args=[job], timeout=_SECONDS[job.kind]): job for job in jobs
    }
    failed: dict[str, Failure] = {}
    for future in as_completed(futures):
        key = futures[future].key
        failure = _failure(future)
        if failure:
            failed[key] = failure
        done(key)
    return failed


def _failure(future: Future[None]) -> Failure | None:
    """What went wrong outside of the content's own faults, in words."""
    from pebble import ProcessExpired  # noqa: PLC0415

    try:
        future.result()
    except PassingError as error:
        return Failure(error.message, error.mend)
    except TimeoutError:
        return Failure("converting it takes too long", "save it smaller")
    except (ProcessExpired, MemoryError):
        return Failure("converting it took more memory than there is", "save it smaller")
    except OSError as error:
        return Failure(f"it could not be read or kept ({error.strerror})", "check disk and rights")
    except Exception as error:
        return Failure(f"it could not be converted ({error!r})", "save it again, or report this")
    return None
