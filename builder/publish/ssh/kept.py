"""What a server keeps: lists of releases, their folders, and when each was left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from builder.publish.collect import AGE
from builder.publish.current import Current
from builder.publish.errors import PublishError, StoreError
from builder.publish.release import Release, loaded
from builder.publish.ssh import scripts
from builder.publish.ssh.remote import Remote

_FOLDER = re.compile(r"releases/(\d+)-([0-9a-f]+)")


@dataclass
class Kept:
    """
    What is kept.

    Attributes:
        now: The server's time.
        lists: Ids of releases to when their list was written.
        left: Ids to when the release ceased to be the site.
        folders: Ids to their folders below the target's, the latest last.
    """

    remote: Remote
    now: int = 0
    lists: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)

    def release(self, name: str) -> Release:
        """
        Read a release's list.

        Raises:
            PublishError: It is not there or cannot be read.
        """
        if name not in self.lists:
            message = f"the list of release {name} is no longer there"
            raise PublishError(message, "renlearn releases names those that are kept")
        try:
            return loaded(self.remote.run(f"cat _ren/lists/{name}.jsonl.gz"))
        except ValueError:
            message = f"the list of release {name} is damaged"
            raise StoreError(message, "publish that commit again") from None

    def split(self, now: Current, keep: int) -> tuple[list[str], list[str]]:
        """Releases whose files are still needed, and those that were left long ago."""
        latest = {now.id, *now.order[:keep]}
        old = [
            one
            for one, written in self.lists.items()
            if one not in latest and self.now - self.left.get(one, written) > AGE
        ]
        return [one for one in self.lists if one not in old], old


def read_kept(remote: Remote) -> Kept:
    """Ask the server what it keeps."""
    found = Kept(remote)
    lines = remote.run(scripts.lists()).decode(errors="replace").splitlines()
    found.now = int(lines[0])
    for line in lines[1:]:
        name, _, when = line.rpartition(" ")
        folder = _FOLDER.fullmatch(name)
        if folder:
            found.folders.setdefault(folder[2], []).append(f"_ren/{name}")
        elif name.startswith("lists/") and name.endswith(".jsonl.gz"):
            found.lists[name[len("lists/") : -len(".jsonl.gz")]] = int(when)
        elif name.startswith("left/"):
            found.left[name[len("left/") :]] = int(when)
    return found
