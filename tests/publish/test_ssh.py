"""A plain server over ssh: releases in folders, a link that says which is the site."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.publisher import Publisher, finish
from tests.publish.rare import rare
from tests.publish.sites import LINK, broken, files, make_site, page
from tests.publish.sshd import Sshd, missing

LEASE = 3
# Seconds; spread over the second or two that a publish takes.
MOMENTS = rare([step / 10 for step in range(1, 25)], [0.5, 1.0])


@pytest.fixture(scope="module")
def sshd() -> Iterator[Sshd]:
    lacks = missing()
    if lacks:
        if os.environ.get("CI"):
            pytest.fail(f"{lacks} missing; sh tests/install-servers.sh installs it")
        pytest.skip(f"{lacks} missing")
    server = Sshd()
    yield server
    server.stop()


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


def person(
    sshd: Sshd, tmp_path: Path, www: Path, name: str = "anna", lease: int = LEASE
) -> Publisher:
    made = Publisher(tmp_path / name, sshd.env(), name)
    made.settings(f"here:\n  url: {sshd.address(www)}\n  lease: {lease}\n")
    return made


def html(folder: Path) -> dict[str, bytes]:
    return {key: data for key, data in files(folder).items() if key.endswith(".html")}


def test_published_changed_rolled_back(sshd: Sshd, tmp_path: Path, www: Path) -> None:
    anna = person(sshd, tmp_path, www)
    one, two = make_site(tmp_path / "one", "one"), make_site(tmp_path / "two", "two")
    page(one, "gone/index.html", "one", [])

    first = anna.publish("here", one)
    assert first.code == 0, first.output
    assert files(www / "current") == files(one)
    (www / "current" / "MP_verify_x.txt").write_text("abc")
    second = anna.publish("here", two)
    assert second.code == 0, second.output
    assert html(www / "current") == html(two)
    assert not broken(files(www / "current"))
    parts = {key for key in files(one) if key.startswith("m/")}
    assert parts <= files(www / "current").keys(), "slow phones need these"
    assert (www / "current" / "MP_verify_x.txt").read_text() == "abc"

    back = anna.run("rollback", "here", "--json")
    assert back.code == 0, back.output
    assert back.record["sent"] == 0
    assert html(www / "current") == html(one)
    assert (www / "current" / "MP_verify_x.txt").read_text() == "abc"
    assert not broken(files(www / "current"))
    again = anna.publish("here", one, "--json")
    assert again.record["did"] == "unchanged"
    listed = anna.run("releases", "here").output
    assert "rollback" in listed
    assert "anna" in listed


def test_the_files_may_be_read_by_a_web_server(sshd: Sshd, tmp_path: Path, www: Path) -> None:
    site = make_site(tmp_path / "one", "one")
    (site / "index.html").chmod(0o600)

    person(sshd, tmp_path, www).publish("here", site)

    assert (www / "current" / "index.html").stat().st_mode & 0o777 == 0o644
    assert (www / "current" / "business").stat().st_mode & 0o777 == 0o755


def test_drift_is_named_and_mended(sshd: Sshd, tmp_path: Path, www: Path) -> None:
    anna, site = person(sshd, tmp_path, www), make_site(tmp_path / "one", "one")
    anna.publish("here", site)
    (www / "current" / "index.html").write_text("by hand")
    (www / "current" / "404.html").unlink()

    found = anna.publish("here", site, "--status")
    assert found.code == 1
    assert "index.html is not what was published" in found.output
    assert "404.html is missing" in found.output
    assert anna.publish("here", site).code == 0
    assert files(www / "current") == files(site)
    assert anna.publish("here", site, "--verify").code == 0


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment(sshd: Sshd, tmp_path: Path, www: Path, moment: float) -> None:
    anna = person(sshd, tmp_path, www)
    one, two = make_site(tmp_path / "one", "one"), make_site(tmp_path / "two", "two")
    assert anna.publish("here", one).code == 0

    process = anna.start("publish", "here", "--from", str(two))
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    finish(process)

    assert html(www / "current") in (html(one), html(two))
    assert not broken(files(www / "current"))
    again = anna.publish("here", two)
    assert again.code == 0, again.output
    assert html(www / "current") == html(two)
    assert not [key for key in files(www / "current") if ".html." in key]


def test_second_dead_and_frozen_publishers(sshd: Sshd, tmp_path: Path, www: Path) -> None:
    anna, ben = person(sshd, tmp_path, www), person(sshd, tmp_path, www, "ben")
    one, two = make_site(tmp_path / "one", "one"), make_site(tmp_path / "two", "two")
    assert ben.publish("here", make_site(tmp_path / "zero", "zero")).code == 0
    process = anna.start("publish", "here", "--from", str(one))
    lock = www / "_ren" / "lock"
    limit = time.monotonic() + 30
    while not (lock.exists() and "anna" in lock.read_text()):
        assert time.monotonic() < limit
        time.sleep(0.005)
    process.send_signal(signal.SIGSTOP)

    patient = person(sshd, tmp_path, www, "ben", lease=600)
    refused = patient.publish("here", two)
    assert refused.code == 1
    assert "anna is publishing here now" in refused.output
    ben = person(sshd, tmp_path, www, "ben")
    time.sleep(LEASE + 1.5)
    taken = ben.publish("here", two)
    assert taken.code == 0, taken.output
    process.send_signal(signal.SIGCONT)
    woken = finish(process)

    assert woken.code == 1
    assert "ben took over" in woken.output
    assert html(www / "current") == html(two)
    assert ben.publish("here", two, "--status").code == 0


def test_readers_of_the_old_page_find_its_parts(sshd: Sshd, tmp_path: Path, www: Path) -> None:
    """However many releases come meanwhile."""
    anna = person(sshd, tmp_path, www)
    anna.settings(f"here:\n  url: {sshd.address(www)}\n  keep: 2\n")
    anna.publish("here", make_site(tmp_path / "site", "v0"))
    links = LINK.findall((www / "current" / "index.html").read_bytes())

    for number in range(1, 5):
        assert anna.publish("here", make_site(tmp_path / "site", f"v{number}")).code == 0

    assert all((www / "current" / link.decode()).exists() for link in links)
    assert len(list((www / "_ren" / "releases").iterdir())) <= 3, "old releases are cleared"


def test_words_instead_of_tracebacks(sshd: Sshd, tmp_path: Path, www: Path) -> None:
    anna, site = person(sshd, tmp_path, www), make_site(tmp_path / "one", "one")
    foreign = www / "current"
    foreign.mkdir(parents=True)
    (foreign / "index.html").write_text("theirs")

    refused = anna.publish("here", site)
    assert refused.code == 1
    assert "current" in refused.output
    assert (foreign / "index.html").read_text() == "theirs"
    nobody = anna.publish("sftp://root@127.0.0.1:9/srv/www", site)
    assert nobody.code == 1
    assert "does not answer" in nobody.output
    stranger = Publisher(tmp_path / "eve", sshd.env() | {"RENLEARN_SSH_CONFIG": "/dev/null"})
    denied = stranger.publish(sshd.address(www), site)
    assert denied.code == 1
    assert "Traceback" not in denied.output


def test_no_connection_stays_open(sshd: Sshd, tmp_path: Path, www: Path) -> None:
    person(sshd, tmp_path, www).publish("here", make_site(tmp_path / "one", "one"))

    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert f"ssh: {tmp_path}" not in running.stdout
    assert not [line for line in running.stdout.splitlines() if "/ren-" in line and "ssh" in line]
