"""What lies beyond this machine and spares it work: machines that encode, a shared cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.media.cluster import Cluster, encode_on
from builder.media.jobs import Job
from builder.media.pool import Done
from builder.media.store import Store

if TYPE_CHECKING:
    from builder.media.shared import Shared


@dataclass(frozen=True)
class Elsewhere:
    """
    What other machines do for this one.

    Attributes:
        connect: Gives an executor; called only when there is something to encode.
        share: Gives the cache that lies behind the store, from the store and
            a folder for what is remembered of it.
        say: Takes one line on what went wrong there.
    """

    connect: Callable[[], AbstractContextManager[Cluster]] | None = None
    share: Callable[[Store, Path], Shared] | None = None
    say: Callable[[str], None] = print

    def encode(self, jobs: Sequence[Job], done: Done) -> Sequence[Job]:
        """
        Encode what can be encoded elsewhere; give what is left for this machine.

        Raises:
            ClusterError: There is no way there.
        """
        if not jobs or not self.connect:
            return jobs
        with self.connect() as cluster:
            left = encode_on(cluster, jobs, done)
        if left.fault:
            count = f"{len(left.jobs):,} of {len(jobs):,}"
            self.say(f"The cluster failed ({left.fault}); {count} files are encoded here.")
        return left.jobs
