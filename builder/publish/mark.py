"""A lock on this computer that says whether a publisher of this computer still lives."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

_ABANDONED = 7 * 86_400  # seconds


def marks_folder(root: Path) -> Path:
    """
    Where this user's marks lie: one place for all schools on this computer.

    In the temporary folder, which a container or another computer does not
    share, so that a mark never speaks of a process that cannot be seen.
    """
    if not hasattr(os, "getuid"):  # Windows: the temporary folder is the user's own
        return Path(tempfile.gettempdir()) / "renlearn"
    folder = Path(tempfile.gettempdir()) / f"renlearn-{os.getuid()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        facts = folder.lstat()
        if stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid():
            return folder
    return root / "build" / ".publish"


class Marks:
    """
    A lock file per publisher, which goes with its process.

    A publisher that was killed leaves its claim in the store, to be believed
    until its lease runs out. Who starts again on the same computer need not
    wait: the lock is free, so the claim is a dead one's.

    Args:
        folder: Where the lock files lie; created when needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: list[FileLock] = []

    def hold(self, nonce: str) -> None:
        """Mark a publisher of this process; without the right to write it goes without."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 (not needed when nothing changed)

        with suppress(OSError, Timeout):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            lock = FileLock(self._file(nonce), timeout=0)
            lock.acquire()
            self._held.append(lock)

    def is_dead(self, nonce: str) -> bool:
        """Whether the publisher ran here and runs no longer."""
        if not nonce.isalnum() or not self._file(nonce).exists():
            return False
        from filelock import FileLock, Timeout  # noqa: PLC0415

        try:
            with FileLock(self._file(nonce), timeout=0):
                return True
        except (OSError, Timeout):
            return False

    def free(self, nonce: str) -> None:
        """Count a publisher of this process as dead."""
        for lock in self._held:
            if Path(lock.lock_file) == self._file(nonce):
                lock.release()

    def drop(self, nonce: str) -> None:
        """Forget a publisher that is done."""
        self.free(nonce)
        with suppress(OSError):
            self._file(nonce).unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what killed publishers left, when no store can still hold their claims."""
        for file in self._folder.glob("*.lock"):
            if time.time() - file.stat().st_mtime > _ABANDONED and self.is_dead(file.stem):
                file.unlink(missing_ok=True)

    def _file(self, nonce: str) -> Path:
        return self._folder / f"{nonce}.lock"
