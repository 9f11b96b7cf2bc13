"""One text converted in a process that may take only so much memory."""

from __future__ import annotations

import os
from pathlib import Path

from builder.markup.convert import Job, convert
from builder.model.document import Document

MAX_MEMORY = 1_000_000_000  # bytes of address space that a converting process may take


def convert_job(job: Job) -> Document:
    """Convert one job, in a process that is made for it."""
    return convert(
        job.body,
        job.fragments,
        first_line=job.first_line,
        title=job.title,
        fragment_lines=job.fragment_lines,
    )


def bound_memory() -> None:
    """Let a text that eats memory fail alone; Windows has no such limit, macOS ignores it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _address_space() + MAX_MEMORY
        limit = limit if hard == resource.RLIM_INFINITY else min(hard, limit)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, OSError, ValueError):
        return


def _address_space() -> int:
    """Bytes that this process has already: a copy has all that the copied one has."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
