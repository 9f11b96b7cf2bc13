"""Several publishers: one wins, the others say who; the dead and the frozen do no harm."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publish.bucket import Bucket
from tests.publish.proxy import Act, Proxy, Request
from tests.publish.publisher import Publisher, finish
from tests.publish.servers import Server
from tests.publish.sites import broken, files, make_site

Person = Callable[..., Publisher]
LEASE = 3  # seconds


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    made = Proxy(server.url)
    yield made
    made.close()


def named(bucket: Bucket, *people: Publisher, lease: int = LEASE) -> str:
    """Give everybody a publish.yml with a short lease; returns the target's name."""
    for one in people:
        one.settings(f"here:\n  url: {bucket.address}\n  lease: {lease}\n")
    return "here"


def html(folder: Path) -> dict[str, bytes]:
    return {key: data for key, data in files(folder).items() if key.endswith(".html")}


def wait_for(condition: Callable[[], object]) -> None:
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_who_comes_second_hears_who_is_first(
    server: Server, bucket: Bucket, proxy: Proxy, person: Person, tmp_path: Path
) -> None:
    anna, ben = person(server, "anna", proxy.url), person(server, "ben")
    target = named(bucket, anna, ben, lease=600)
    one, two = make_site(tmp_path / "one", "one"), make_site(tmp_path / "two", "two")
    proxy.fault = lambda request: "hold" if "/m/" in request.path else ""

    first = anna.start("publish", target, "--from", str(one))
    wait_for(lambda: any("/m/" in request.path for request in proxy.requests))
    second = ben.publish(target, two)
    proxy.held = False

    assert second.code == 1
    assert "anna is publishing here now" in second.output
    done = finish(first)
    assert done.code == 0, done.output
    assert bucket.pages() == html(one)
    assert ben.publish(target, two).code == 0


def test_rivals_that_start_together_never_mix(
    server: Server, bucket: Bucket, person: Person, tmp_path: Path
) -> None:
    people = [person(server, f"p{number}") for number in range(4)]
    sites = [make_site(tmp_path / f"s{number}", f"v{number}") for number in range(4)]
    assert people[0].publish(bucket.address, sites[0]).code == 0

    running = [
        one.start("publish", bucket.address, "--from", str(site))
        for one, site in zip(people[1:], sites[1:], strict=True)
    ]
    done = [finish(process) for process in running]

    assert any(one.code == 0 for one in done), [one.output for one in done]
    for one in done:
        assert one.code == 0 or "is publishing here now" in one.output, one.output
    winners = [site for site, one in zip(sites[1:], done, strict=True) if one.code == 0]
    assert bucket.pages() in [html(site) for site in winners]
    assert not broken(bucket.site())


def test_a_dead_publisher_blocks_others_only_for_its_lease(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    server, bucket, proxy = weed, good, Proxy(weed.url)
    anna, ben = person(server, "anna", proxy.url), person(server, "ben")
    target = named(bucket, anna, ben)
    process = anna.start("publish", target, "--from", str(make_site(tmp_path / "one", "one")))
    proxy.before = lambda request: (
        os.kill(process.pid, signal.SIGKILL) if "/m/" in request.path else None
    )
    finish(process)
    two = make_site(tmp_path / "two", "two")

    named(bucket, ben, lease=600)
    early = ben.publish(target, two)
    assert early.code == 1
    assert "anna is publishing here now" in early.output
    named(bucket, ben)
    time.sleep(LEASE + 1.5)  # the store's clock counts whole seconds
    late = ben.publish(target, two)

    assert late.code == 0, late.output
    assert bucket.pages() == html(two)


def test_a_frozen_publisher_that_wakes_up_puts_its_harm_right(
    server: Server, bucket: Bucket, proxy: Proxy, person: Person, tmp_path: Path
) -> None:
    anna, ben = person(server, "anna", proxy.url), person(server, "ben")
    target = named(bucket, anna, ben)
    assert ben.publish(target, make_site(tmp_path / "zero", "zero")).code == 0
    process = anna.start("publish", target, "--from", str(make_site(tmp_path / "one", "one")))
    two = make_site(tmp_path / "two", "two")

    def freeze(request: Request) -> Act:
        if not request.path.endswith("-lesson/index.html") or not request.is_write:
            return ""
        os.kill(process.pid, signal.SIGSTOP)
        return "hold"

    proxy.fault = freeze
    wait_for(lambda: any(request.path.endswith("-lesson/index.html") and request.is_write
                         for request in proxy.requests))  # fmt: skip
    time.sleep(LEASE + 1.5)
    taken = ben.publish(target, two)
    assert taken.code == 0, taken.output
    assert bucket.pages() == html(two)
    proxy.held = False  # what was under way when it froze lands now
    wait_for(lambda: bucket.pages() != html(two))
    assert not broken(bucket.site())
    proxy.fault = lambda _: ""
    os.kill(process.pid, signal.SIGCONT)
    woken = finish(process)

    assert woken.code == 1
    assert "ben took over" in woken.output
    assert bucket.pages() == html(two)
    assert not broken(bucket.site())
    assert ben.publish(target, two, "--status").code == 0


def test_break_glass(weed: Server, good: Bucket, person: Person, tmp_path: Path) -> None:
    anna, ben = person(weed, "anna"), person(weed, "ben")
    proxy = Proxy(weed.url)
    anna.env["AWS_ENDPOINT_URL"] = proxy.url
    process = anna.start("publish", good.address, "--from", str(make_site(tmp_path / "1", "one")))
    proxy.before = lambda request: (
        os.kill(process.pid, signal.SIGKILL) if "/m/" in request.path else None
    )
    finish(process)
    proxy.close()
    two = make_site(tmp_path / "two", "two")

    assert ben.publish(good.address, two).code == 1
    done = ben.publish(good.address, two, "--take-over")

    assert done.code == 0, done.output
    assert good.pages() == html(two)


def test_a_frozen_publisher_that_overwrites_the_state(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    proxy = Proxy(weed.url)
    anna, ben = person(weed, "anna", proxy.url), person(weed, "ben")
    target = named(good, anna, ben)
    assert ben.publish(target, make_site(tmp_path / "zero", "zero")).code == 0
    process = anna.start("publish", target, "--from", str(make_site(tmp_path / "one", "one")))
    two = make_site(tmp_path / "two", "two")

    def freeze(request: Request) -> Act:
        if not request.path.endswith("/_ren/current.json") or not request.is_write:
            return ""
        os.kill(process.pid, signal.SIGSTOP)
        return "hold"

    proxy.fault = freeze
    wait_for(lambda: any(request.path.endswith("/_ren/current.json") and request.is_write
                         for request in proxy.requests))  # fmt: skip
    time.sleep(LEASE + 1.5)
    assert ben.publish(target, two).code == 0
    after = good.get("_ren/current.json")
    proxy.held = False
    wait_for(lambda: good.get("_ren/current.json") != after)
    proxy.fault = lambda _: ""
    os.kill(process.pid, signal.SIGCONT)
    woken = finish(process)
    proxy.close()

    assert woken.code == 1
    assert good.pages() == html(two)
    record = ben.run("releases", target, "--json").record
    assert record["releases"][0]["who"] == "ben"
    assert record["current"] == record["releases"][0]["id"]
    assert ben.publish(target, two, "--json").record["did"] == "unchanged"
