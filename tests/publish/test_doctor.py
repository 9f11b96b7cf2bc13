"""What the doctor and the words of errors say; clocks that are off; no secret anywhere."""

from __future__ import annotations

import json
import os
import shutil
import threading
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.publish.bucket import Bucket
from tests.publish.publisher import OUTPUTS, Publisher
from tests.publish.rare import rare
from tests.publish.servers import KEY, SECRET, Server
from tests.publish.sites import files, make_site

Person = Callable[..., Publisher]


def test_a_healthy_target(weed: Server, good: Bucket, person: Person) -> None:
    anna = person(weed)
    anna.settings(f"here:\n  url: {good.address}\n  public: {good.public}/\n")

    done = anna.run("doctor", "here")

    assert done.code == 0, done.output
    assert "an object can be written" in done.output
    assert "a reader gets the page" in done.output
    assert "clock agrees" in done.output
    assert "too many rights: it can list all buckets" in done.output
    assert not [key for key in good.names() if "doctor" in key]


def test_a_store_without_conditional_writes(weak: Server, person: Person) -> None:
    done = person(weak).run("doctor", "s3://site/doc")

    assert done.code == 0, done.output
    assert "kept apart by listing" in done.output


class Forcing(BaseHTTPRequestHandler):
    """Answers as OSS and COS do at their default domains."""

    origin = ""

    def do_GET(self) -> None:
        with urllib.request.urlopen(self.origin + self.path) as answer:
            body = answer.read()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Disposition", "attachment")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("command", ["doctor", "publish"])
def test_an_address_that_forces_a_download(
    weed: Server, good: Bucket, person: Person, tmp_path: Path, command: str
) -> None:
    Forcing.origin = good.public
    server = ThreadingHTTPServer(("127.0.0.1", 0), Forcing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    anna = person(weed)
    public = f"http://127.0.0.1:{server.server_address[1]}"
    anna.settings(f"here:\n  url: {good.address}\n  public: {public}\n")

    if command == "doctor":
        done = anna.run("doctor", "here")
    else:
        done = anna.publish("here", make_site(tmp_path / "one", "one"))
    server.shutdown()

    assert done.code == 1
    assert "forces a download" in done.output
    assert "bind a domain" in done.output


def test_a_wrong_public_address_is_noticed(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    anna, site = person(weed), make_site(tmp_path / "one", "one")
    anna.settings(f"here:\n  url: {good.address}\n  public: {good.public}/elsewhere\n")

    done = anna.publish("here", site)

    assert done.code == 1
    assert "answers 404" in done.output
    assert good.site() == files(site)
    anna.settings(f"here:\n  url: {good.address}\n  public: {good.public}\n")
    assert anna.publish("here", site).code == 0


@pytest.mark.parametrize("minutes", rare([-20, -10, 10, 20], [-20, 10]))
def test_a_clock_that_is_off(
    weed: Server, good: Bucket, person: Person, tmp_path: Path, minutes: int
) -> None:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        if os.environ.get("CI"):
            pytest.fail("faketime is missing; sh tests/install-servers.sh installs it")
        pytest.skip("faketime is missing")
    anna, site = person(weed), make_site(tmp_path / "one", "one")
    anna.env |= {"LD_PRELOAD": str(library), "FAKETIME": f"{minutes:+}m"}
    anna.env |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    done = anna.publish(good.address, site)
    looked = anna.run("doctor", good.address)

    assert "clock" in looked.output
    assert looked.code == 1
    if abs(minutes) == 10:
        assert done.code == 0, done.output
        assert good.site() == files(site)
        assert "10 min" in looked.output
    else:
        assert done.code == 1
        assert "clock" in done.output
        assert not good.site()


def test_no_key_at_all(weed: Server, person: Person, tmp_path: Path) -> None:
    anna = person(weed)
    del anna.env["AWS_ACCESS_KEY_ID"]

    done = anna.publish("s3://site/x", make_site(tmp_path / "one", "one"))

    assert done.code == 1
    assert "no key to the store was found" in done.output


@pytest.mark.parametrize("profile", ["default", "school"])
def test_the_key_may_stand_in_the_usual_file(
    weed: Server, good: Bucket, person: Person, tmp_path: Path, profile: str
) -> None:
    anna = person(weed)
    del anna.env["AWS_ACCESS_KEY_ID"], anna.env["AWS_SECRET_ACCESS_KEY"]
    (anna.root / ".aws").mkdir()
    (anna.root / ".aws" / "credentials").write_text(
        f"[{profile}]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n"
    )
    anna.env |= {"AWS_PROFILE": profile} if profile != "default" else {}

    assert anna.publish(good.address, make_site(tmp_path / "one", "one")).code == 0


def test_publish_yml_is_judged_with_lines(person: Person, tmp_path: Path) -> None:
    anna, site = person(), make_site(tmp_path / "one", "one")
    anna.settings(
        "oss:\n  url: s3://site/x\n  endpiont: https://x\n  page_ttl: soon\n"
        f"  secret_access_key: {SECRET}\n"
    )

    done = anna.publish("oss", site)

    assert done.code == 1
    assert "publish.yml:3: the key endpiont is not known; did you mean endpoint?" in done.output
    assert "publish.yml:4:" in done.output
    assert "publish.yml:5: secret_access_key looks like a secret" in done.output
    near = anna.publish("os", site)
    assert near.code == 1
    assert SECRET not in done.output + near.output


@pytest.mark.parametrize(
    "address",
    ["s3://", "s3://a/../b", "ftp://x/y", f"s3://{KEY}:{SECRET}@bucket/x", "file:///", "sftp://h"],
)
def test_addresses_that_cannot_be(person: Person, tmp_path: Path, address: str) -> None:
    done = person().publish(address, make_site(tmp_path / "one", "one"))

    assert done.code == 1
    assert "Traceback" not in done.output
    assert SECRET not in done.output


def test_what_is_no_build_is_refused(person: Person, tmp_path: Path) -> None:
    anna, out = person(), tmp_path / "out"
    site = make_site(tmp_path / "one", "one")
    (site / "link").symlink_to("/etc/passwd")
    shutil.copytree(site, tmp_path / "desk", symlinks=True)
    (tmp_path / "empty").mkdir()

    for folder in (site, tmp_path / "desk", tmp_path / "empty", tmp_path / "nowhere"):
        done = anna.publish(f"file://{out}", folder)
        assert done.code == 1, done.output
        assert "Traceback" not in done.output
    assert not out.exists()


def test_no_secret_in_any_output_or_object(
    weed: Server, good: Bucket, person: Person, tmp_path: Path
) -> None:
    """All that the tests before have printed, in every failure, and all that lies in the store."""
    anna = person(weed)
    anna.publish(good.address, make_site(tmp_path / "one", "one"))
    anna.env["RENLEARN_DEBUG"] = ""
    anna.env["AWS_ENDPOINT_URL"] = f"http://{KEY}:{SECRET}@127.0.0.1:1"
    anna.publish(good.address, make_site(tmp_path / "one", "one"))
    local = [file.read_bytes() for file in anna.root.rglob("*") if file.is_file()]
    objects = [good.get(key) or b"" for key in good.names()]

    for text in [*OUTPUTS, *(data.decode(errors="replace") for data in [*local, *objects])]:
        assert SECRET not in text
        assert KEY not in text
        assert "WRONGWRONG" not in text
    assert json.loads(good.get("_ren/current.json") or b"")
