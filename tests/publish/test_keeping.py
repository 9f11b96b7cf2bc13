"""What is kept for slow phones and rollbacks, what is cleared, what waits to be refreshed."""

from __future__ import annotations

import gzip
import json
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.publish.bucket import Bucket
from tests.publish.publisher import Publisher
from tests.publish.servers import Server
from tests.publish.sites import files, make_site

Person = Callable[..., Publisher]
DAY = 86_400


def age(folder: Path, days: float) -> None:
    """Make everything in a folder older."""
    for file in folder.rglob("*"):
        if file.is_file():
            then = file.stat().st_mtime - days * DAY
            os.utime(file, (then, then))


def test_old_assets_go_after_seven_days_and_not_before(person: Person, tmp_path: Path) -> None:
    anna, out = person(), tmp_path / "www"
    anna.settings(f"here:\n  url: file://{out}\n  keep: 2\n")
    first = make_site(tmp_path / "site", "v0")
    anna.publish("here", first)
    old = {key for key in files(first) if key.startswith("m/")}
    out.joinpath("theirs.mp3").write_bytes(b"of somebody else")

    for number in range(1, 4):
        anna.publish("here", make_site(tmp_path / "site", f"v{number}"))
        age(out, 2)
    assert old <= files(out).keys(), "phones may still ask for these"
    age(out, 8)
    done = anna.publish("here", make_site(tmp_path / "site", "v4"))

    assert done.code == 0, done.output
    assert not old & files(out).keys()
    assert out.joinpath("theirs.mp3").exists()
    kept = [one for one in files(out) if one.startswith("_ren/releases/")]
    assert len(kept) <= 3
    assert anna.run("rollback", "here").code == 0


def test_addresses_wait_until_the_network_has_taken_them(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna = person(weed)
    anna.settings(
        f"here:\n  url: {good.address}\n  public: {good.public}\n  cdn:\n    vendor: nobody\n"
    )
    assert anna.publish("here", make_site(tmp_path / "one", "one")).code == 0

    preview = anna.publish("here", make_site(tmp_path / "two", "two"), "--dry-run")
    done = anna.publish("here", tmp_path / "two")

    assert f"would refresh {good.public}/business/course-0/" in preview.output
    assert done.code == 0, done.output
    assert "Not refreshed yet" in done.output
    waiting = [key for key in good.names() if key.startswith("_ren/purge/")]
    urls = json.loads(good.get(waiting[0]) or b"")
    assert f"{good.public}/" in urls
    assert not [url for url in urls if "/m/" in url]
    again = anna.publish("here", tmp_path / "two")
    assert again.code == 0
    assert "Not refreshed yet" in again.output


def test_texts_may_be_stored_compressed(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna, site = person(weed), make_site(tmp_path / "one", "one")
    anna.settings(f"here:\n  url: {good.address}\n  gzip: true\n  public: {good.public}\n")

    done = anna.publish("here", site)

    assert done.code == 0, done.output
    assert good.headers("index.html")["Content-Encoding"] == "gzip"
    assert gzip.decompress(good.get("index.html") or b"") == files(site)["index.html"]
    assert "Content-Encoding" not in good.headers(next(k for k in good.names() if ".webp" in k))
    assert anna.publish("here", site, "--status").code == 0


def test_a_changed_time_to_live_reaches_every_page(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna, site = person(weed), make_site(tmp_path / "one", "one")
    anna.publish(good.address, site)
    anna.settings(f"here:\n  url: {good.address}\n  page_ttl: 120\n")

    assert anna.publish("here", site).code == 0
    assert "max-age=120" in good.headers("business/course-0/00-lesson/index.html")["Cache-Control"]
    assert anna.run("rollback", "here").code == 0
    assert "max-age=60" in good.headers("business/course-0/00-lesson/index.html")["Cache-Control"]


def test_a_damaged_state_is_said_in_words(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna, site = person(weed), make_site(tmp_path / "one", "one")
    anna.publish(good.address, site)
    good.put("_ren/current.json", b"{")

    done = anna.publish(good.address, site)

    assert done.code == 1
    assert "cannot be read" in done.output
    good.delete("_ren/current.json")
    mended = anna.publish(good.address, site)
    assert mended.code == 0, mended.output
    assert good.site() == files(site)


def test_a_build_that_changes_meanwhile_is_noticed(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    """The files of a page that was read before it changed are never mixed with the new ones."""
    anna, site = person(weed), make_site(tmp_path / "one", "one", pages=40)
    process = anna.start("publish", good.address, "--from", str(site))
    stop = threading.Event()

    def build() -> None:
        for number in range(10_000):
            if stop.is_set():
                return
            (site / "index.html").write_bytes(f"<p>{number}</html>\n".encode())
            time.sleep(0.001)

    builder = threading.Thread(target=build)
    builder.start()
    process.communicate(timeout=120)
    stop.set()
    builder.join()

    found = good.get("index.html")
    assert process.returncode in {0, 1}
    if process.returncode:
        assert found is None
    assert anna.publish(good.address, site).code == 0
    assert good.get("index.html") == (site / "index.html").read_bytes()


def test_a_folder_can_be_served_as_it_is(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "www"
    handler = partial(SimpleHTTPRequestHandler, directory=str(out))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    anna = person()
    public = f"http://127.0.0.1:{server.server_address[1]}"
    anna.settings(f"here:\n  url: file://{out}\n  public: {public}\n")

    done = anna.publish("here", make_site(tmp_path / "one", "one"))
    server.shutdown()

    assert "answers" not in done.output
    assert (out / "index.html").stat().st_mode & 0o444 == 0o444
