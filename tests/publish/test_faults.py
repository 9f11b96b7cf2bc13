"""A store that fails, loses answers, hangs, dies, is full: the site stays whole."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publish.bucket import Bucket
from tests.publish.proxy import Act, Proxy, Request
from tests.publish.publisher import Publisher, finish
from tests.publish.rare import rare
from tests.publish.servers import Server, seaweed
from tests.publish.sites import broken, files, make_site

Person = Callable[..., Publisher]
FAULTS: dict[str, tuple[Act, float]] = {
    "503": ("503", 0.2),
    "500": ("500", 0.1),
    "429": ("429", 0.1),
    "answers lost": ("lose", 0.15),
    "bodies cut": ("cut", 0.1),
}


@pytest.fixture
def proxy(weed: Server) -> Iterator[Proxy]:
    made = Proxy(weed.url)
    yield made
    made.close()


def html(folder: Path) -> dict[str, bytes]:
    return {key: data for key, data in files(folder).items() if key.endswith(".html")}


def now_and_then(act: Act, share: float) -> Callable[[Request], Act]:
    chance = random.Random(7)
    return lambda _: act if chance.random() < share else ""


@pytest.mark.parametrize("fault", rare(FAULTS, ["503", "answers lost"]))
def test_a_store_that_fails_now_and_then(
    weed: Server, good: Bucket, proxy: Proxy, person: Person, tmp_path: Path, fault: str
) -> None:
    anna = person(weed, url=proxy.url)
    anna.publish(good.address, make_site(tmp_path / "one", "one"))
    two = make_site(tmp_path / "two", "two")
    proxy.fault = now_and_then(*FAULTS[fault])

    done = anna.publish(good.address, two)
    proxy.fault = lambda _: ""

    assert "Traceback" not in done.output
    assert not broken(good.site())
    if done.code:
        assert anna.publish(good.address, two).code == 0
    assert good.pages() == html(two)
    assert anna.publish(good.address, two, "--status").code == 0


def test_an_answer_to_the_claim_is_lost(
    weed: Server, good: Bucket, proxy: Proxy, person: Person, tmp_path: Path
) -> None:
    anna, lost = person(weed, url=proxy.url), []

    def lose(request: Request) -> Act:
        if "/_ren/epoch/" in request.path and request.method == "PUT" and not lost:
            lost.append(request)
            return "lose"
        return ""

    proxy.fault = lose
    done = anna.publish(good.address, make_site(tmp_path / "one", "one"))

    assert lost
    assert done.code == 0, done.output


def test_the_store_dies_and_comes_back(tmp_path: Path, person: Person) -> None:
    server = seaweed(tmp_path / "weed")
    bucket, anna = Bucket(server, "x"), person(server)
    one, two = make_site(tmp_path / "one", "one"), make_site(tmp_path / "two", "two")
    proxy = Proxy(server.url)
    try:
        assert anna.publish(bucket.address, one).code == 0
        anna.env["AWS_ENDPOINT_URL"] = proxy.url
        dead = threading.Event()

        def die(request: Request) -> None:
            if request.path.endswith("-lesson/index.html") and not dead.is_set():
                dead.set()
                server.stop()

        proxy.before = die
        process = anna.start("publish", bucket.address, "--from", str(two))
        assert dead.wait(30)
        server.start()
        done = finish(process)
        proxy.before = lambda _: None
        again = anna.publish(bucket.address, two)
        assert again.code == 0, (done.output, again.output)
        assert bucket.pages() == html(two)
        assert not broken(bucket.site())
    finally:
        proxy.close()
        server.stop()


def test_nobody_answers(person: Person, weed: Server, tmp_path: Path) -> None:
    anna = person(weed, url="http://127.0.0.1:9")

    done = anna.publish("s3://site/x", make_site(tmp_path / "one", "one"))

    assert done.code == 1
    assert "does not answer" in done.output
    assert "Traceback" not in done.output


@pytest.mark.soak
def test_the_store_is_full(tmp_path: Path, person: Person) -> None:
    """One volume of 64 MB; the new site does not fit beside the old one."""
    server = seaweed(tmp_path / "weed", volumes=1)
    try:
        bucket, anna = Bucket(server, "x"), person(server)
        one = make_site(tmp_path / "one", "one")
        done = anna.publish(bucket.address, one)
        if done.code:
            pytest.skip("the store takes nothing at all with one volume")
        two = make_site(tmp_path / "two", "two")
        for number in range(8):
            noise = random.Random(number).randbytes(12_000_000)
            (two / f"recording-{number}.mp3").write_bytes(noise)

        full = anna.publish(bucket.address, two)

        assert full.code == 1, full.output
        assert "Traceback" not in full.output
        assert bucket.pages() == html(one)
        assert not broken(bucket.site())
    finally:
        server.stop()


@pytest.mark.parametrize("wrong", ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"])
def test_a_wrong_key_is_said_in_words(
    weed: Server, good: Bucket, person: Person, tmp_path: Path, wrong: str
) -> None:
    anna = person(weed)
    anna.env[wrong] = "WRONGWRONGWRONGWRONG"

    done = anna.publish(good.address, make_site(tmp_path / "one", "one"))

    assert done.code == 1
    assert "does not accept the key" in done.output
    assert "WRONGWRONG" not in done.output
