"""The lock on a server's folder, kept for as long as its publisher gives signs of life."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress

from builder.publish.errors import HeldError, LostError, PublishError, StoreError
from builder.publish.mark import Marks
from builder.publish.ssh import scripts
from builder.publish.ssh.remote import Remote

_BEATS = 3  # signs of life in a lease


class Lock:
    """
    The lock; `epoch` counts its owners.

    The server judges by its own clock who is dead, and each deed that
    readers could notice is done by one script that looks at the lock first:
    who was taken for dead can do no harm.
    """

    def __init__(self, remote: Remote, marks: Marks, who: str, lease: int) -> None:
        self._remote = remote
        self._marks = marks
        self._who = who
        self._lease = lease
        self._stop = threading.Event()
        self._beating: threading.Thread | None = None
        self.nonce = uuid.uuid4().hex
        self.epoch = 0
        self.lost = ""

    def acquire(self, *, take_over: bool) -> None:
        """
        Take the lock.

        Raises:
            HeldError: Somebody else has it; the message says who.
        """
        self._marks.hold(self.nonce)
        said = self._ask(dead="", take_over=take_over)
        if said[0] == "held" and self._marks.is_dead(said[2]):
            said = self._ask(dead=said[2], take_over=take_over)
        if said[0] != "own":
            self._marks.drop(self.nonce)
            who = said[3] if len(said) > 3 else "somebody"
            message = f"{who} is publishing here now (last sign of life {said[1]} s ago)"
            left = max(1, self._lease - int(said[1]))
            mend = f"wait for that to end; if it has died, it counts as dead in {left} s"
            raise HeldError(message, mend)
        self.epoch = int(said[1])
        self._beating = threading.Thread(target=self._beat, daemon=True)
        self._beating.start()

    def owned(self, answer: bytes) -> None:
        """
        Judge what a guarded script printed.

        Raises:
            LostError: The lock is another's.
        """
        text = answer.decode(errors="replace").strip()
        if text.startswith("lost:"):
            self.lost = text.removeprefix("lost:").strip() or "somebody"
        if self.lost:
            message = f"this publisher was silent for too long, and {self.lost} took over"
            raise LostError(message, "nothing of it was shown; publish again when that has ended")

    def release(self) -> None:
        """Give the lock back, if it is still ours."""
        self._stop.set()
        if self._beating:
            self._beating.join()
        if self.epoch and not self.lost:
            with suppress(PublishError):
                self._remote.run(scripts.release(self.nonce))
        self._marks.drop(self.nonce)

    def _ask(self, *, dead: str, take_over: bool) -> list[str]:
        script = scripts.acquire(self.nonce, self._who, self._lease, dead, take_over=take_over)
        said = self._remote.run(script).decode(errors="replace").split(maxsplit=3)
        if len(said) < 2:
            raise StoreError("the server's answer cannot be read", "look at its login scripts")
        return [one.strip() for one in said]

    def _beat(self) -> None:
        while not self._stop.wait(self._lease / _BEATS):
            with suppress(StoreError):
                try:
                    self.owned(self._remote.run_beside(scripts.beat(self.nonce)))
                except LostError:
                    return
