"""Encode many sources side by side, each in a process that can be stopped."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from builder.media.article import encode_article
from builder.media.audio import TIME_LIMIT, encode_recording
from builder.media.code import encode_code
from builder.media.encoded import Encoded
from builder.media.ffmpeg import PassingError
from builder.media.image import encode_picture
from builder.media.kinds import Kind
from builder.media.store import Failure, Store
from builder.model.address import suffix

Progress = Callable[[int, int], None]

PICTURE_SECONDS = 120  # one of 100 million pixels takes about 20
RECORDING_SECONDS = TIME_LIMIT + 60  # its encoder stops by itself before
_SECONDS = {
    Kind.PICTURE: PICTURE_SECONDS,
    Kind.CODE: PICTURE_SECONDS,
    Kind.ARTICLE: PICTURE_SECONDS,
    Kind.RECORDING: RECORDING_SECONDS,
}
_ENCODERS: dict[Kind, Callable[[Path, Path], Encoded]] = {
    Kind.PICTURE: encode_picture,
    Kind.CODE: encode_code,
    Kind.ARTICLE: encode_article,
    Kind.RECORDING: encode_recording,
}
_PICTURE_COST = 3_000_000  # a picture takes about 3 s, a megabyte of MP3 one
_ARTICLE_COST = 300_000
_PLAIN = {".wav": 0.2, ".flac": 0.4}  # less work a byte than MP3


@dataclass(frozen=True)
class Job:
    """
    One source to encode.

    Attributes:
        source: The file.
        kind: What it becomes.
        key: In the store.
        store: Folder of the store.
        stamp: Size and time (ns) of the source when it was hashed.
    """

    source: Path
    kind: Kind
    key: str
    store: Path
    stamp: tuple[int, int]


def stamp(source: Path) -> tuple[int, int]:
    """Size and time of a file. Raises OSError."""
    state = source.stat()
    return state.st_size, state.st_mtime_ns


def encode_all(
    jobs: Sequence[Job], workers: int | None, progress: Progress | None
) -> dict[str, Failure]:
    """
    Encode into the store, longest first, so that no processor waits for the last one.

    Args:
        jobs: With different keys.
        workers: Processes; as many as processors when None.
        progress: Called with (encoded, to encode) as it goes.

    Returns:
        What failed, by key, and may not fail the next time: the store has
        nothing of it. What will fail again is in the store.
    """
    if not jobs:
        return {}
    ordered = sorted(jobs, key=_cost, reverse=True)
    count = min(workers or os.cpu_count() or 1, len(ordered))
    # Any: pebble's close and stop have no annotations.
    pool: Any = ProcessPool(count, context=multiprocessing.get_context("spawn"))
    try:
        failed = _collect(pool, ordered, progress)
        pool.close()
    except BaseException:
        pool.stop()  # on Ctrl-C too: nobody waits for what is running
        raise
    finally:
        pool.join()
    return failed


def _collect(pool: Any, jobs: Sequence[Job], progress: Progress | None) -> dict[str, Failure]:
    futures: dict[Future[None], Job] = {
        pool.schedule(encode, args=[job], timeout=_SECONDS[job.kind]): job for job in jobs
    }
    failed: dict[str, Failure] = {}
    for done, future in enumerate(as_completed(futures), 1):
        failure = _failure(future)
        if failure:
            failed[futures[future].key] = failure
        if progress:
            progress(done, len(jobs))
    return failed


def _failure(future: Future[None]) -> Failure | None:
    """What went wrong outside of the content's own faults, in words."""
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


def _cost(job: Job) -> float:
    """About a microsecond of work each."""
    size = job.stamp[0]
    if job.kind is Kind.RECORDING:
        return size * _PLAIN.get(suffix(job.source.name), 1.0)
    return size + (_ARTICLE_COST if job.kind is Kind.ARTICLE else _PICTURE_COST)


def encode(job: Job) -> None:
    """Encode one source into the store, in whatever process or machine this runs."""

    def make(folder: Path) -> Encoded:
        encoded = _ENCODERS[job.kind](job.source, folder)
        if stamp(job.source) != job.stamp:
            raise PassingError("it changed while it was converted", "build again")
        return encoded

    Store(job.store).put(job.key, make)
