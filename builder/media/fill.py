"""What the store lacks is fetched where that can be, else encoded: elsewhere, or here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.media.elsewhere import Elsewhere
from builder.media.jobs import Job
from builder.media.pool import encode_all
from builder.media.store import Failure, Kept, Store

if TYPE_CHECKING:
    from builder.media.shared import Shared

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Filler:
    """
    Fills a store.

    Attributes:
        store: Of this machine.
        cache: Folder for what is remembered besides.
        workers: Processes here; as many as processors when None.
        progress: Called with (encoded, to encode) as it goes.
        elsewhere: Other machines that encode, or have encoded.
    """

    store: Store
    cache: Path
    workers: int | None
    progress: Progress | None
    elsewhere: Elsewhere

    def fill(self, jobs: Mapping[str, Job]) -> dict[str, Kept | Failure | None]:
        """
        Have every job done, and give what is there in the end, by key.

        Raises:
            ClusterError: The other machines cannot be reached.
        """
        kept = {key: self.store.get(key) for key in jobs}
        share = self.elsewhere.share
        with share(self.store, self.cache) if share else nullcontext() as shared:
            if shared:
                shared.offer(key for key, found in kept.items() if found)
                shared.fetch([key for key, found in kept.items() if not found])
                kept |= {key: self.store.get(key) for key, found in kept.items() if not found}
            missing = {key: jobs[key] for key, found in kept.items() if not found}
            failed = self._encode(list(missing.values()), shared)
        return kept | {key: self.store.get(key) or failed.get(key) for key in missing}

    def _encode(self, jobs: Sequence[Job], shared: Shared | None) -> dict[str, Failure]:
        ended: set[str] = set()

        def done(key: str) -> None:
            ended.add(key)
            if shared:
                shared.send(key)
            if self.progress:
                self.progress(len(ended), len(jobs))

        return encode_all(self.elsewhere.encode(jobs, done), self.workers, done)
