"""Cut off anywhere, a publish leaves a whole site and finishes when run again."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publish.bucket import Bucket
from tests.publish.proxy import Proxy, Request
from tests.publish.publisher import Publisher, finish
from tests.publish.rare import rare
from tests.publish.readers import Readers
from tests.publish.servers import Server
from tests.publish.sites import broken, files, make_site

Person = Callable[..., Publisher]
SLACK = 10  # writes that every run makes anew: its claim, signs of life, state
# A phase begins with the first request that …
PHASES = {
    "own": lambda one: "/_ren/epoch/" in one.path and one.is_write,
    "manifest": lambda one: "/_ren/releases/" in one.path and one.is_write,
    "assets": lambda one: "/m/" in one.path and one.is_write,
    "page blobs": lambda one: "/_ren/blob/" in one.path and one.method == "PUT",
    "copies": lambda one: one.path.endswith("-lesson/index.html") and one.is_write,
    "home page": lambda one: one.path.endswith("/index.html") and one.path.count("/") == 3,
    "current": lambda one: one.path.endswith("/_ren/current.json") and one.is_write,
    "end": lambda one: one.path.endswith(".done"),
}


@pytest.fixture
def proxy(weed: Server) -> Iterator[Proxy]:
    made = Proxy(weed.url)
    yield made
    made.close()


class Killer:
    """Kills a process at a request."""

    def __init__(self, proxy: Proxy, when: Callable[[Request], bool], *, after: bool) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.hit = False
        self._when = when
        setattr(proxy, "after" if after else "before", self._look)

    def _look(self, request: Request) -> None:
        if not self.hit and self._when(request) and self.process:
            self.hit = True
            os.kill(self.process.pid, signal.SIGKILL)


def kill_and_finish(
    proxy: Proxy, bucket: Bucket, anna: Publisher, site: Path,
    when: Callable[[Request], bool], *, after: bool, whole: int,
) -> bool:  # fmt: skip
    """
    Publish, killed; then again. Asserts what must hold; False when it was never killed.

    `whole` is how many writes it takes when nothing happens.
    """
    proxy.requests.clear()
    killer = Killer(proxy, when, after=after)
    killer.process = anna.start("publish", bucket.address, "--from", str(site))
    finish(killer.process)
    assert not broken(bucket.site()), "after the kill"
    done = len(proxy.writes())
    proxy.requests.clear()
    proxy.before = proxy.after = lambda _: None
    again = anna.publish(bucket.address, site)
    assert again.code == 0, again.output
    rest = len(proxy.writes())
    assert bucket.pages() == {k: v for k, v in files(site).items() if k.endswith(".html")}
    assert not broken(bucket.site()), "after the second run"
    status = anna.publish(bucket.address, site, "--status")
    assert status.code == 0, status.output
    assert rest <= max(0, whole - done) + SLACK, "what was sent is not sent again"
    return killer.hit


@pytest.mark.parametrize("phase", rare(PHASES, ["own", "assets", "copies", "current"]))
def test_killed_in_each_phase(
    proxy: Proxy, good: Bucket, person: Person, tmp_path: Path, weed: Server, phase: str
) -> None:
    anna = person(weed, url=proxy.url)
    assert anna.publish(good.address, make_site(tmp_path / "zero", "zero")).code == 0
    proxy.requests.clear()
    assert anna.publish(good.address, make_site(tmp_path / "one", "one")).code == 0
    whole = len(proxy.writes())

    site = make_site(tmp_path / "two", "two")
    assert kill_and_finish(proxy, good, anna, site, PHASES[phase], after=True, whole=whole)


@pytest.mark.parametrize("points", rare([4, 24], [4]))
def test_killed_at_many_points_while_people_read(
    proxy: Proxy, good: Bucket, person: Person, tmp_path: Path, weed: Server, points: int
) -> None:
    anna = person(weed, url=proxy.url)
    site = make_site(tmp_path / "site", "0")
    anna.publish(good.address, site)
    proxy.requests.clear()
    anna.publish(good.address, make_site(site, "whole"))
    writes = len(proxy.writes())

    hits = 0
    with Readers(good.public, list(files(site)), slow=8) as readers:
        for point in range(points):
            limit = 1 + point * writes // points
            hits += kill_and_finish(
                proxy, good, anna, make_site(site, f"v{point}"),
                lambda _, limit=limit: len(proxy.writes()) >= limit,
                after=bool(point % 2), whole=writes,
            )  # fmt: skip

    assert hits == points
    assert readers.broken == []
    assert readers.read > 20
    assert readers.read_slowly


def test_killed_at_the_very_first_publish(
    proxy: Proxy, good: Bucket, person: Person, tmp_path: Path, weed: Server
) -> None:
    anna = person(weed, url=proxy.url)
    good.put("MP_verify_x.txt", b"abc")
    site = make_site(tmp_path / "one", "one")

    assert kill_and_finish(proxy, good, anna, site, PHASES["copies"], after=True, whole=70)
    assert good.get("MP_verify_x.txt") == b"abc"
