"""What staff do every day: publish, look, go back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publish.bucket import Bucket
from tests.publish.publisher import Publisher
from tests.publish.servers import Server
from tests.publish.sites import broken, files, make_site, page

Person = Callable[..., Publisher]


def test_a_site_is_published_changed_and_rolled_back(
    server: Server, bucket: Bucket, person: Person, tmp_path: Path
) -> None:
    anna = person(server)
    one, two = make_site(tmp_path / "one", "one"), make_site(tmp_path / "two", "two")

    first = anna.publish(bucket.address, one)
    assert first.code == 0, first.output
    assert bucket.site() == files(one)
    second = anna.publish(bucket.address, two)
    assert second.code == 0, second.output
    assert files(two).items() <= bucket.site().items()
    assert bucket.pages() == {k: v for k, v in files(two).items() if k.endswith(".html")}
    assert not broken(bucket.site())
    assert files(one).keys() - files(two).keys() <= set(bucket.names()), "slow phones need these"

    back = anna.run("rollback", bucket.address, "--json")
    assert back.code == 0, back.output
    assert back.record["sent"] == 0
    assert bucket.pages() == {k: v for k, v in files(one).items() if k.endswith(".html")}
    listed = anna.run("releases", bucket.address, "--json").record
    assert listed["current"] == listed["releases"][0]["id"]
    assert [one["how"] for one in listed["releases"]] == ["rollback", "publish", "publish"]
    assert {one["who"] for one in listed["releases"]} == {"anna"}
    again = anna.publish(bucket.address, one, "--json").record
    assert again["did"] == "unchanged"
    assert again["requests"] <= 2


def test_objects_have_their_headers(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    site = make_site(tmp_path / "one", "one")
    person(weed).publish(good.address, site)
    person(weed).publish(good.address, make_site(tmp_path / "two", "two"))

    heads = good.headers("index.html")
    assert heads["Content-Type"] == "text/html; charset=utf-8"
    assert "max-age=60" in heads["Cache-Control"]
    assert "revalidate" in heads["Cache-Control"]
    script = next(key for key in good.names() if key.endswith(".js"))
    assert good.headers(script)["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in good.headers(script)["Cache-Control"]
    assert "31536000" in good.headers(script)["Cache-Control"]


def test_what_others_put_there_stays(
    server: Server, bucket: Bucket, person: Person, tmp_path: Path
) -> None:
    anna = person(server)
    foreign = {"MP_verify_x.txt": b"abc", "other-team/page.html": b"<p>", "other-team/a/b": b"1"}
    for key, data in foreign.items():
        bucket.put(key, data)

    for version in ("one", "two", "three"):
        done = anna.publish(bucket.address, make_site(tmp_path / "site", version))
        assert done.code == 0, done.output
    anna.run("rollback", bucket.address)

    assert foreign.items() <= bucket.site().items()


def test_a_foreign_home_page_is_not_overwritten(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna = person(weed)
    good.put("index.html", b"<p>theirs")
    site = make_site(tmp_path / "one", "one")

    refused = anna.publish(good.address, site)
    assert refused.code == 1
    assert "index.html" in refused.output
    assert good.site() == {"index.html": b"<p>theirs"}
    assert anna.publish(good.address, site, "--replace", "index.html").code == 0
    assert good.site() == files(site)


def test_a_removed_page_goes_and_a_new_one_comes(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna, site = person(weed), make_site(tmp_path / "one", "one")
    anna.publish(good.address, site)
    shutil.rmtree(site / "business/course-0/00-lesson")
    page(site, "new/index.html", "one", [])

    preview = anna.publish(good.address, site, "--dry-run")
    before = good.site()
    assert "would remove business/course-0/00-lesson/index.html" in preview.output
    assert "would add new/index.html" in preview.output
    assert good.site() == before
    assert anna.publish(good.address, site).code == 0
    assert "business/course-0/00-lesson/index.html" not in good.names()
    assert "new/index.html" in good.names()
    anna.run("rollback", good.address)
    assert "business/course-0/00-lesson/index.html" in good.names()
    assert "new/index.html" not in good.names()


@pytest.mark.parametrize("look", ["--status", "--verify"])
def test_drift_is_named_and_the_next_publish_mends_it(
    server: Server, bucket: Bucket, person: Person, tmp_path: Path, look: str
) -> None:
    anna, site = person(server), make_site(tmp_path / "one", "one")
    anna.publish(bucket.address, site)
    script = next(key for key in bucket.names() if key.endswith(".js"))
    bucket.put("index.html", b"<p>by hand")
    bucket.delete(script)
    bucket.delete("404.html")

    found = anna.publish(bucket.address, site, look)
    assert found.code == 1
    assert "index.html is not what was published" in found.output
    assert "404.html is missing" in found.output
    assert f"{script} is missing" in found.output
    mended = anna.publish(bucket.address, site)
    assert mended.code == 0, mended.output
    assert bucket.site() == files(site)
    assert anna.publish(bucket.address, site, look).code == 0


def test_a_folder_is_a_target(person: Person, tmp_path: Path) -> None:
    anna, out = person(), tmp_path / "www"
    out.mkdir()
    (out / "MP_verify_x.txt").write_text("abc")
    one, two = make_site(tmp_path / "one", "one"), make_site(tmp_path / "two", "two")
    target = f"file://{out}"

    for site in (one, two):
        assert anna.publish(target, site).code == 0
        pages = {key: data for key, data in files(site).items() if key.endswith(".html")}
        assert pages.items() <= files(out).items()
    assert anna.run("rollback", target).code == 0
    assert files(one).items() <= files(out).items()
    assert (out / "MP_verify_x.txt").read_text() == "abc"
    assert anna.publish(target, one, "--json").record["did"] == "unchanged"


def test_old_times_and_equal_sizes_hide_no_change(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna, site = person(weed), make_site(tmp_path / "one", "one")
    anna.publish(good.address, site)
    file = site / "index.html"
    facts = file.stat()
    changed = file.read_bytes().replace(b"data-version=one", b"data-version=eno")
    file.write_bytes(changed)
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    anna.publish(good.address, site)

    assert good.get("index.html") == changed
