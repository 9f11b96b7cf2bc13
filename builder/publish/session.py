"""One command's work on one target: who works there, on what, and what came of it."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from builder.publish.mark import Marks
from builder.publish.public import Seen
from builder.publish.refresh import Outcome, Refresher
from builder.publish.release import Made
from builder.publish.store import Store
from builder.publish.targets import Target


@dataclass
class Session:
    """
    What every phase needs.

    Attributes:
        target: The target's settings.
        who: The publisher's name.
        marks: Says which publishers of this computer are dead.
        say: Takes a line on what is being done.
        refresher: The network's, or None.
        take_over: Whether not to wait for an owner who gives no sign.
        store: The target's objects; a server over ssh has none.
    """

    target: Target
    who: str
    marks: Marks
    say: Callable[[str], None]
    refresher: Refresher | None = None
    take_over: bool = False
    store: Store = field(init=False)


@dataclass
class Report:
    """
    What came of a command.

    Attributes:
        release: Id of the release that readers get.
        did: `published`, `unchanged`, `rolled back`.
        sent: Files sent, pages twice where they were new.
        bytes: Sent.
        placed: Pages put into their places.
        removed: Pages removed.
        collected: Objects deleted that no kept release names.
        requests: Calls made.
        seen: What readers get at the public address.
        refresh: What the network said, or None.
        notes: What the user should know.
    """

    release: str
    did: str
    sent: int = 0
    bytes: int = 0
    placed: int = 0
    removed: int = 0
    collected: int = 0
    requests: int = 0
    seen: list[Seen] = field(default_factory=list)
    refresh: Outcome | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[Seen]:
        """What readers get that they should not."""
        return [one for one in self.seen if one.fault and not one.mild]


def in_words(size: int) -> str:
    """A number of bytes for people."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


def publisher(env: Mapping[str, str]) -> str:
    """The name that colleagues see: RENLEARN_PUBLISHER, or user and computer."""
    given = env.get("RENLEARN_PUBLISHER", "").strip()
    if given:
        return " ".join(given.split())[:60]
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "somebody"
    return f"{user}@{socket.gethostname().split('.')[0]}"[:60]


def made(root: Path, who: str) -> Made:
    """How the release comes about that is being published now."""
    return Made(who, int(time.time()), commit(root))


def commit(root: Path) -> str:
    """The commit of the content, with + when files differ from it; "" outside git."""
    git = shutil.which("git")
    if not git:
        return ""
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}

    def ask(*words: str) -> str:
        done = subprocess.run(
            [git, "-C", str(root), *words], capture_output=True, text=True, timeout=10,
            check=True, env=env,
        )  # fmt: skip
        return done.stdout.strip()

    with suppress(OSError, subprocess.SubprocessError, UnicodeDecodeError):
        found = ask("rev-parse", "--short=12", "HEAD")
        return found + ("+" if ask("status", "--porcelain", "--", "content") else "")
    return ""
