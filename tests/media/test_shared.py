"""A cache in a bucket, on real stores: who has it encodes nothing; without it all goes on."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

import builder.media.shared as tier
from builder.bucket.errors import OutsideError
from builder.cli.build import build
from builder.media.cluster import Cluster
from builder.media.elsewhere import Elsewhere
from builder.media.run import run_media
from builder.media.shared import Place, Shared
from builder.model.media import Media
from builder.model.school import School
from tests.media.schools import pictured
from tests.publish.bucket import Bucket
from tests.publish.proxy import Proxy, Request
from tests.publish.servers import KEY, SECRET, Server, rclone
from tests.school import SchoolTest

PICTURES = 3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = rclone(tmp_path_factory.mktemp("rclone"))
    yield started
    started.stop()


@pytest.fixture
def bucket(server: Server) -> Bucket:
    return Bucket(server, uuid.uuid4().hex[:12])


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    passing = Proxy(server.url)
    yield passing
    passing.close()


class Person:
    """Somebody with a computer of their own, the same lessons and the same bucket."""

    def __init__(self, school: School, cache: Path, place: Place) -> None:
        self.cache = cache
        self._school = school
        self._place = place
        self.said: list[str] = []

    def build(self, *, shared: bool = True) -> tuple[Media, int]:
        """The media stage: what it gave, and how many files it encoded."""
        steps: list[tuple[int, int]] = []
        self.said.clear()
        share = (lambda *those: Shared(self._place, *those, self.said.append)) if shared else None
        with ThreadPoolExecutor(1) as threads:  # quicker than to start processes
            media, _ = run_media(
                self._school,
                self.cache,
                progress=lambda *step: steps.append(step),
                elsewhere=Elsewhere(
                    lambda: nullcontext(Cluster(threads, 1)), share, self.said.append
                ),
            )
        return media, len(steps)


@pytest.fixture
def person(tmp_path: Path, bucket: Bucket, server: Server, proxy: Proxy) -> Callable[..., Person]:
    school = pictured(tmp_path, pictures=PICTURES - 1, broken=1)

    def make(name: str, **env: str) -> Person:
        known = server.env(proxy.url) | env
        return Person(school, tmp_path / name, Place.at(bucket.address, known, tmp_path))

    return make


def names(media: Media) -> list[str]:
    return sorted(one.name for found in media.pictures.values() for one in found.variants)


def test_a_fresh_clone_with_a_warm_shared_cache_encodes_nothing(
    tmp_path: Path, bucket: Bucket, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.env().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("RENLEARN_CACHE", bucket.address)
    first = SchoolTest(tmp_path / "first")
    pictured(first.root, pictures=PICTURES)
    first.write("about.md", "![一张红色的图](0.png)\n\n![又一张](1.png)\n\n![还有一张](2.png)\n")
    assert first.run("build", "--only", "site").exit_code == 0, first.output
    assert "Shared cache: 0 of 3 files were there." in first.output
    assert "Pictures and recordings: 3 of 3" in first.output
    shutil.copytree(first.content, tmp_path / "clone/content")

    clone = SchoolTest(tmp_path / "clone")
    outcome = clone.run("build", "--only", "site")

    assert outcome.exit_code == 0, outcome.output
    assert "Shared cache: 3 of 3 files were there." in outcome.output
    assert "Pictures and recordings" not in outcome.output
    assert clone.snapshot() == first.snapshot()
    assert not [word for word in (KEY, SECRET) if word in first.output + outcome.output]


def test_what_was_encoded_before_is_shared_too_and_warm_builds_ask_nothing(
    person: Callable[..., Person], proxy: Proxy
) -> None:
    anna, berta = person("anna"), person("berta")
    before, _ = anna.build(shared=False)
    anna.build()
    proxy.requests.clear()
    anna.build()
    assert not proxy.requests
    assert not anna.said

    media, encoded = berta.build()

    assert encoded == 0
    assert names(media) == names(before)
    assert berta.said == [f"Shared cache: {PICTURES} of {PICTURES} files were there."]
    assert not [one for one in proxy.requests if one.is_write]


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-1], lambda data: data[:80] + b"?" + data[81:]]
)
def test_a_damaged_object_is_encoded_again_and_replaced(
    person: Callable[..., Person], bucket: Bucket, harm: Callable[[bytes], bytes]
) -> None:
    before, _ = person("anna").build()
    objects = {key: bucket.get(key) or b"" for key in bucket.names()}
    assert len(objects) == PICTURES
    for key, data in objects.items():
        bucket.put(key, harm(data))

    media, encoded = person("berta").build()

    assert encoded == PICTURES
    assert names(media) == names(before)
    assert {key: bucket.get(key) for key in objects} == objects


def test_an_object_that_names_other_files_writes_none(
    person: Callable[..., Person], bucket: Bucket, tmp_path: Path
) -> None:
    person("anna").build()
    for key in bucket.names():
        whole = (bucket.get(key) or b"").partition(b"\n")[2]
        other = whole.replace(b'"16.webp"', b'"../../../../out"').replace(b'"16.png"', b'"../out"')
        digest = hashlib.sha256(other).hexdigest().encode()
        bucket.put(key, digest + b"\n" + other)

    _, encoded = person("berta").build()

    assert encoded == PICTURES - 1  # the failure names no file
    assert not list(tmp_path.rglob("out"))


def silent(_: Request) -> str:
    return "drop"


def forbidden(_: Request) -> str:
    return "403"


def refusing_writes(request: Request) -> str:
    return "403" if request.is_write else ""


@pytest.mark.parametrize(
    ("fault", "words"),
    [(silent, "does not answer"), (forbidden, "may not do this"), (lambda _: "503", "fails")],
)
def test_without_its_bucket_a_build_goes_on_and_says_so_once(
    person: Callable[..., Person],
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[Request], str],
    words: str,
) -> None:
    monkeypatch.setattr(tier, "_RETRIES", 1)
    proxy.fault = fault  # type: ignore[assignment]
    anna = person("anna")

    media, encoded = anna.build()

    assert encoded == PICTURES
    assert len(media.pictures) == PICTURES - 1
    assert len(anna.said) == 1
    assert "The shared cache is not used" in anna.said[0]
    assert words in anna.said[0]


def test_a_wrong_or_missing_key_is_said_and_not_shown(person: Callable[..., Person]) -> None:
    wrong = person("anna", AWS_SECRET_ACCESS_KEY="wRoNgSeCrEtKeY0123456789")
    none = person("berta", AWS_SECRET_ACCESS_KEY="")
    for one in (wrong, none):
        assert one.build()[1] == PICTURES
        assert len(one.said) == 1
        assert "wRoNg" not in one.said[0]
        assert KEY not in one.said[0]

    assert "key" in wrong.said[0]
    assert "no key to the store was found" in none.said[0]


def test_who_may_only_read_reads(person: Callable[..., Person], proxy: Proxy) -> None:
    person("anna").build()
    proxy.fault = refusing_writes  # type: ignore[assignment]
    berta = person("berta")

    assert berta.build()[1] == 0
    assert len(berta.said) == 1


def test_who_may_not_write_is_told_once(person: Callable[..., Person], proxy: Proxy) -> None:
    proxy.fault = refusing_writes  # type: ignore[assignment]
    anna = person("anna")

    assert anna.build()[1] == PICTURES
    assert [line.split(":")[0] for line in anna.said] == [
        "Shared cache",
        "The shared cache takes nothing",
    ]


def test_a_bucket_that_is_missing_is_said(server: Server, tmp_path: Path) -> None:
    school = pictured(tmp_path, pictures=1)
    anna = Person(school, tmp_path / "anna", Place.at("s3://nobody", server.env(), tmp_path))

    assert anna.build()[1] == 1
    assert "no such bucket" in anna.said[0]


@pytest.mark.parametrize(
    "address",
    ["file:///tmp/x", "bucket", "s3://", "s3://AK:sEcReT@bucket/x", "s3://bucket/../x", "s3://b?k"],
)
def test_an_address_that_is_none_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(OutsideError) as caught:
        Place.at(address, {}, tmp_path)

    assert "sEcReT" not in str(caught.value)


def test_a_wrong_address_is_wrong_usage(school: SchoolTest) -> None:
    words = ["-C", str(school.root), "--cache", "s3://AK:sEcReT@bucket/x"]
    outcome = CliRunner().invoke(build, words)

    assert outcome.exit_code == 2
    assert "the address holds a key" in outcome.output
    assert "sEcReT" not in outcome.output
