"""A plain server as a target: a folder for each release, and a link that says which is the site."""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection

from builder.publish import current as state
from builder.publish.current import Current
from builder.publish.doctor import Finding, clock, judged
from builder.publish.errors import PublishError, StoreError
from builder.publish.journal import wanted
from builder.publish.phases import is_settled
from builder.publish.plan import Plan
from builder.publish.public import looked
from builder.publish.release import Release
from builder.publish.rollback import choose
from builder.publish.scan import Build
from builder.publish.session import Report, Session
from builder.publish.ssh import scripts
from builder.publish.ssh.kept import read_kept
from builder.publish.ssh.remote import NO_RSYNC, Remote
from builder.publish.ssh.work import ServerWork, differing
from builder.publish.status import Preview, Status
from builder.publish.verify import Drift


class ServerOutlet:
    """
    A folder on a server; `current` in it is the site.

    Args:
        session: Settings and people; its store is not used.
        remote: The server.
    """

    def __init__(self, session: Session, remote: Remote) -> None:
        self._session = session
        self._remote = remote

    def publish(self, release: Release, build: Build, replaced: Collection[str]) -> Report:  # noqa: ARG002
        """Make a release the published one."""
        now, drifted, _ = self._read(make=True)
        if is_settled(now, release.id, drifted=drifted):
            return Report(release.id, "unchanged", requests=self._remote.calls)
        build.check()
        return self._work(release, build)

    def rollback(self, wanted: str) -> Report:
        """Publish a kept release again."""
        now, _, _ = self._read()
        release = read_kept(self._remote).release(choose(now, wanted))
        return self._work(release, None)

    def current(self) -> Current:
        """Say what is published and what was before."""
        try:
            return self._read()[0]
        except StoreError as fault:
            if "nothing is published" in fault.message:
                return Current()
            raise

    def status(self) -> Status:
        """Compare everything with the published release, and note it when something differs."""
        now, _, link = self._read()
        if not now.id:
            raise PublishError("nothing is published here", "publish first")
        kept = read_kept(self._remote)
        release = kept.release(now.id)
        missing, other = differing(self._remote, link, release) if link else (release.files, {})
        named = set(release.files)
        for name in kept.lists:
            named.update(kept.release(name).files if name != now.id else ())
        there = self._remote.run("cd current && find . -type f -print0").split(b"\0")
        keys = {key.decode(errors="replace").removeprefix("./") for key in there if key}
        drift = Drift(tuple(missing.values()), tuple(other.values()), (), ())
        if not drift.is_none:
            self._remote.run("touch _ren/drift.json")
        lock = self._remote.run("sed -n 2p _ren/lock 2>/dev/null; true").decode(errors="replace")
        seen = looked(self._session.target, release.files, now.events[-1].pages, {})
        return Status(now, drift, tuple(sorted(keys - named)), lock.strip(), tuple(seen))

    def preview(self, release: Release, build: Build, replaced: Collection[str]) -> Preview:  # noqa: ARG002
        """Say what a publish would do."""
        now = self.current()
        build.check()
        old = read_kept(self._remote).release(now.id).files if now.id else {}
        todo = Plan(new={key for key in release.files if key not in old})
        for key, file in release.files.items():
            if key in todo.new or old[key].sha256 != file.sha256:
                (todo.assets if file.asset else todo.places).append(file)
        todo.removed = [key for key, file in old.items() if key not in release.files
                        and not file.asset]  # fmt: skip
        changed = [file.key for file in todo.places if file.key not in todo.new]
        return Preview(todo, tuple(wanted(self._session.target, [*changed, *todo.removed])))

    def doctor(self) -> list[Finding]:
        """Try everything that publishing needs."""
        try:
            self._remote.run(scripts.tried(), make=True)
            now = float(self._remote.run("date +%s"))
        except PublishError as fault:
            return [Finding("bad", fault.message, fault.mend)]
        found = [Finding("good", "the server has rsync, flock and sha256sum, and can be written")]
        if not shutil.which("rsync"):
            found.append(Finding("bad", *NO_RSYNC))
        found.append(clock(now - time.time()))
        target = self._session.target
        if not target.public:
            words = "the public address is not known, so what readers get was not looked at"
            return [*found, Finding("note", words, "say public: https://… in publish.yml")]
        state_, _, _ = self._read()
        if state_.id:
            release = read_kept(self._remote).release(state_.id)
            seen = looked(target, release.files, (), {})
            found += [judged(target.public, one) for one in seen]
        return found

    def close(self) -> None:
        """End the connection."""
        self._remote.close()

    def _work(self, release: Release, build: Build | None) -> Report:
        work = ServerWork(self._session, self._remote, release, build)
        try:
            return work.run(self._read)
        finally:
            work.end()

    def _read(self, *, make: bool = False) -> tuple[Current, bool, str]:
        """The state, whether drift was noted, and the folder that is the site."""
        answer = self._remote.run(scripts.read(), make=make)
        data, drift, link = [*answer.split(b"\0"), b"", b""][:3]
        where = link.decode(errors="replace").strip()
        if where == "foreign":
            message = "there is a folder named current that renlearn did not make"
            raise StoreError(message, "move it away there, then publish again")
        return state.loaded(data or None), bool(drift.strip()), where
