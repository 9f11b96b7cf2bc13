"""One publish or rollback on a server."""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from builder.publish.current import Current
from builder.publish.errors import StoreError
from builder.publish.journal import refresh, wanted
from builder.publish.names import is_part
from builder.publish.plan import event
from builder.publish.public import looked
from builder.publish.release import Release, dumped
from builder.publish.scan import Build, File
from builder.publish.session import Report, Session
from builder.publish.ssh import scripts
from builder.publish.ssh.kept import Kept, read_kept
from builder.publish.ssh.lock import Lock
from builder.publish.ssh.remote import Remote, failure

_LOOK = 0.05  # seconds between two looks at whether rsync has ended
_LINKS = 10  # folders whose files may be linked; rsync takes 20


class ServerWork:
    """
    The phases: own, list, send, complete, verify, flip, refresh, sweep.

    Nothing before the flip touches the site, and the flip is one rename.

    Args:
        session: Settings and people.
        remote: The server.
        release: What readers shall get.
        build: Its files; None when they lie there.
    """

    def __init__(
        self, session: Session, remote: Remote, release: Release, build: Build | None
    ) -> None:
        self._session = session
        self._remote = remote
        self._release = release
        self._build = build
        self._lock = Lock(remote, session.marks, session.who, session.target.lease)

    def run(self, read: Callable[[], tuple[Current, bool, str]]) -> Report:
        """Do all phases; `read` gives the state, once it is ours."""
        self._lock.acquire(take_over=self._session.take_over)
        release = self._release
        now, _, link = read()
        kept = read_kept(self._remote)
        before = kept.release(now.id) if now.id in kept.lists else None
        self._remote.run(scripts.listed(release.id), dumped(release))
        place = f"_ren/releases/{self._lock.epoch:08}-{release.id}"
        self._fill(place, link, kept)
        needed, old = kept.split(now, self._session.target.keep)
        gone = self._gone(before, kept, needed, old)
        self._remote.run(scripts.completed(link, place), b"".join(one + b"\0" for one in gone))
        missing, other = differing(self._remote, place, release)
        if missing or other:
            key = next(iter({**missing, **other}))
            message = f"{key} arrived otherwise than it was sent"
            raise StoreError(message, "look at the server's disk, then publish again")
        how = "publish" if self._build else "rollback"
        urls = self._noted(before)
        now = self._flip(now, place, before, how)
        report = self._outside(before, how, urls)
        self._sweep(now, kept, place, old)
        good = not report.faults and not (report.refresh and report.refresh.left)
        now = replace(now, state="done" if good else "placed", checked=int(time.time()))
        self._lock.owned(self._remote.run(scripts.stated(self._lock.nonce), now.dumped()))
        report.requests = self._remote.calls
        return report

    def end(self) -> None:
        """Give the lock back, whatever happened."""
        self._lock.release()

    def _fill(self, place: str, link: str, kept: Kept) -> None:
        """Bring the release's files into a folder of their own."""
        mine = kept.folders.get(self._release.id, [])
        if self._build is None:
            if not mine:
                message = f"the files of release {self._release.id} are no longer there"
                raise StoreError(message, "build that commit again and publish it")
            keys = b"".join(key.encode() + b"\0" for key in self._release.files)
            self._remote.run(scripts.copied(mine[-1], place), keys)
            return
        self._session.say(f"Sending what is new of {len(self._release.files)} files.")
        self._remote.run(f"mkdir -p {place}")
        folders = dict.fromkeys([*mine[::-1], *([link] if link else [])])
        links = [f"../{folder.rpartition('/')[2]}" for folder in folders][:_LINKS]
        self._wait(self._remote.rsync(self._build.folder, place, links))

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        try:
            while process.poll() is None:
                if self._lock.lost:
                    self._lock.owned(b"")
                time.sleep(_LOOK)
        finally:
            process.kill()
            _, errors = process.communicate()
        if process.returncode:
            text = errors.decode(errors="replace")
            raise failure(f"{text} (code {process.returncode})")

    def _gone(
        self, before: Release | None, kept: Kept, needed: Iterable[str], old: Iterable[str]
    ) -> list[bytes]:
        """Pages that the release no longer has, and parts that no phone asks for any more."""
        mine = self._release.files
        gone = {key for key in (before.files if before else ()) if not is_part(key)} - set(mine)
        loose = {key for name in old for key in kept.release(name).files}
        if loose:
            loose -= {key for name in needed for key in kept.release(name).files}
        return [f"./{key}".encode() for key in sorted(gone | (loose - set(mine)))]

    def _flip(self, now: Current, place: str, before: Release | None, how: str) -> Current:
        self._session.say("Switching the site over.")
        left = now.id if now.id != self._release.id else ""
        if left or not now.id:
            who, when = self._session.who, int(time.time())
            now = now.after(event(self._release, before, how, who, when))
        now = replace(now, state="placed", epoch=self._lock.epoch)
        script = scripts.flipped(self._lock.nonce, place, self._release.id, left)
        self._lock.owned(self._remote.run(script, now.dumped()))
        return now

    def _noted(self, before: Release | None) -> list[str]:
        """Addresses to refresh, earlier ones among them, written down before they change."""
        old, mine = before.files if before else {}, self._release.files
        keys = [key for key, file in old.items() if not file.asset and mine.get(key) != file]
        fresh = wanted(self._session.target, [key for key in keys if not is_part(key)])
        if not self._session.target.cdn:
            return []
        try:
            left = json.loads(self._remote.run(scripts.noted()) or b"[]")
        except ValueError:
            left = []
        urls = list(dict.fromkeys([*left, *fresh]))
        self._remote.run(scripts.note(), json.dumps(urls).encode())
        return urls

    def _outside(self, before: Release | None, how: str, urls: list[str]) -> Report:
        target, mine = self._session.target, self._release.files
        old = before.files if before else {}
        pages = [key for key, file in mine.items() if not file.asset and file != old.get(key)]
        gone = [key for key in old if key not in mine and not is_part(key)]
        word = "published" if how == "publish" else "rolled back"
        report = Report(self._release.id, word, placed=len(pages), removed=len(gone))
        fresh = {one.sha256 for one in mine.values()} - {one.sha256 for one in old.values()}
        if self._build:
            sent = {one.sha256: one.size for one in mine.values() if one.sha256 in fresh}
            report.sent, report.bytes = len(sent), sum(sent.values())
        if urls and self._session.refresher:
            report.refresh = asyncio.run(refresh(self._session.refresher, urls))
            self._remote.run(scripts.note(), json.dumps(report.refresh.left).encode())
        report.seen = looked(target, mine, pages, old)
        return report

    def _sweep(self, now: Current, kept: Kept, place: str, old: Iterable[str]) -> None:
        latest = now.order[: self._session.target.keep]
        folders = [kept.folders[name][-1] for name in latest if name in kept.folders]
        lists = [f"_ren/lists/{name}.jsonl.gz _ren/left/{name}" for name in old]
        script = scripts.swept(self._lock.nonce, [place, *folders], lists)
        self._lock.owned(self._remote.run(script))


def differing(
    remote: Remote, place: str, release: Release
) -> tuple[dict[str, File], dict[str, File]]:
    """
    Compare a folder with a release, by hashes that the server works out.

    Returns:
        Files that are missing, and files whose bytes are others, by key.
    """
    sums = "".join(f"{file.sha256}  ./{key}\n" for key, file in release.files.items())
    said = remote.run(scripts.verified(place), sums.encode()).decode(errors="replace")
    missing: dict[str, File] = {}
    other: dict[str, File] = {}
    for line in said.splitlines():
        name, _, fault = line.rpartition(": ")
        key = name.removeprefix("./")
        if key in release.files:
            (missing if "open or read" in fault else other)[key] = release.files[key]
    return missing, other
