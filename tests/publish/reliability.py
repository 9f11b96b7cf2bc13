"""
Faults and what came of them: `python -m tests.publish.reliability`.

Runs every fault against real servers on the loopback while quick and very
slow readers open pages, and writes the table into docs/reliability.md. Takes
about a quarter of an hour. With the name of a scenario only that is run and
its lines are printed.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.publish import big_site
from tests.publish.bucket import Bucket
from tests.publish.proxy import Act, Proxy, Request
from tests.publish.publisher import OUTPUTS, Publisher, finish
from tests.publish.readers import Readers
from tests.publish.servers import KEY, SECRET, Server, rclone, seaweed
from tests.publish.sites import broken, files, make_site
from tests.publish.sshd import Sshd, missing
from tests.publish.test_killed import PHASES, Killer

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
POINTS = 24
LEASE = 3  # seconds, so that dead publishers need not be waited for long
READS = 200  # pages that each scenario lets be opened, at least
FAULTS: dict[str, tuple[Act, float]] = {
    "503 to 20 % of all requests": ("503", 0.2),
    "500 to 10 %": ("500", 0.1),
    "429 to 10 %": ("429", 0.1),
    "15 % of answers lost after the deed": ("lose", 0.15),
    "10 % of bodies cut": ("cut", 0.1),
    "3 % never answered": ("hang", 0.03),
}


@dataclass
class Row:
    """A line of the table."""

    fault: str
    runs: int
    outcome: str
    reads: int = 0
    slow: int = 0
    broken: int = 0

    def __str__(self) -> str:
        reads = f"{self.reads:,} ({self.slow:,} slow)" if self.reads else ""
        return f"| {self.fault} | {self.runs} | {reads} | {self.broken} | {self.outcome} |"


class Bench:
    """A store, its readers and its publishers."""

    def __init__(self, place: Path, server: Server, name: str, *, readers: bool = True) -> None:
        self.place = place / name
        self.server = server
        self.bucket = Bucket(server, name)
        self.proxy = Proxy(server.url)
        self.site = self.place / "site"
        self.reads = readers
        self.anna = self.person("anna", self.proxy.url)
        self.ben = self.person("ben")

    def person(self, name: str, url: str = "") -> Publisher:
        one = Publisher(self.place / name, self.server.env(url), name)
        one.settings(f"here:\n  url: {self.bucket.address}\n  lease: {LEASE}\n")
        return one

    def make(self, version: str) -> Path:
        return make_site(self.site, version, pages=24)

    def is_right(self) -> bool:
        pages = {key: data for key, data in files(self.site).items() if key.endswith(".html")}
        return self.bucket.pages() == pages and not broken(self.bucket.site())

    @contextmanager
    def read(self, row: Row) -> Iterator[None]:
        """Let people read meanwhile, and on until enough pages were opened."""
        if not self.reads:
            yield
            return
        with Readers(self.bucket.public, list(files(self.site)), quick=1, slow=8) as readers:
            yield
            limit = time.monotonic() + 60
            while readers.read < READS and time.monotonic() < limit:
                time.sleep(0.1)
        row.reads, row.slow = readers.read, readers.read_slowly
        row.broken = len(readers.broken)

    def close(self) -> None:
        self.proxy.close()


def kills(bench: Bench) -> Iterator[Row]:
    """At evenly spread writes, and once in each phase."""
    bench.anna.publish("here", bench.make("0"))
    bench.proxy.requests.clear()
    bench.anna.publish("here", bench.make("1"))
    whole = len(bench.proxy.writes())
    points: list[Callable[[Request], bool]] = [
        lambda _, limit=1 + point * whole // POINTS: len(bench.proxy.writes()) >= limit
        for point in range(POINTS)
    ]
    for fault, moments in (
        (f"`kill -9` at {POINTS} points, evenly spread", points),
        (f"`kill -9` in each of {len(PHASES)} phases", list(PHASES.values())),
    ):
        row, most, bad = Row(fault, len(moments), ""), 0, 0
        with bench.read(row):
            for number, moment in enumerate(moments):
                site = bench.make(f"{fault} {number}")
                bench.proxy.requests.clear()
                killer = Killer(bench.proxy, moment, after=bool(number % 2))
                killer.process = bench.anna.start("publish", "here", "--from", str(site))
                finish(killer.process)
                done = len(bench.proxy.writes())
                bench.proxy.before = bench.proxy.after = lambda _: None
                bad += bool(broken(bench.bucket.site())) or not killer.hit
                again = bench.anna.publish("here", site)
                most = max(most, len(bench.proxy.writes()) - whole)
                bad += again.code != 0 or not bench.is_right() or done < 1
        said = f"next run exit 0, right site; at most {max(0, most)} writes more than one whole run"
        row.outcome = said if not bad else f"**{bad} wrong**"
        yield row


def faults(bench: Bench) -> Iterator[Row]:
    """Stores that fail now and then."""
    bench.anna.publish("here", bench.make("start"))
    for fault, (act, share) in FAULTS.items():
        row, codes, bad = Row(fault, 2 if act == "hang" else 5, ""), [], 0
        chance = random.Random(fault)
        with bench.read(row):
            for number in range(row.runs):
                site = bench.make(f"{fault} {number}")
                bench.proxy.fault = lambda _, act=act, share=share, chance=chance: (
                    act if chance.random() < share else ""
                )
                codes.append(bench.anna.publish("here", site).code)
                bench.proxy.fault = lambda _: ""
                bad += bool(broken(bench.bucket.site()))
                if codes[-1]:
                    bad += bench.anna.publish("here", site).code != 0
                bad += not bench.is_right()
        right = f"right site after {codes.count(0)} of {len(codes)} runs"
        right += "" if all(code == 0 for code in codes) else ", of the others by the next run"
        row.outcome = right if not bad else f"**{bad} wrong**"
        yield row


def deaths(place: Path) -> Iterator[Row]:
    """A store that dies, one that is full."""
    server = seaweed(place / "dying")
    bench = Bench(place, server, "dying")
    bench.anna.publish("here", bench.make("0"))
    row, bad, codes = Row("store killed while pages are put in place, back at once", 3, ""), 0, []
    with bench.read(row):
        for number in range(row.runs):
            site, dead = bench.make(f"v{number}"), []

            def die(request: Request, dead: list[int] = dead) -> None:
                if not dead and PHASES["copies"](request):
                    dead.append(1)
                    server.stop()

            bench.proxy.before = die
            process = bench.anna.start("publish", "here", "--from", str(site))
            while not dead and process.poll() is None:
                time.sleep(0.02)
            server.start()
            codes.append(finish(process).code)
            bench.proxy.before = lambda _: None
            bad += bool(broken(bench.bucket.site()))
            bad += bench.anna.publish("here", site).code != 0 or not bench.is_right()
    row.outcome = f"exit {codes}; right after the next run" if not bad else f"**{bad} wrong**"
    yield row
    bench.close()
    server.stop()
    full = seaweed(place / "full", volumes=1)
    bench = Bench(place, full, "full")
    bench.anna.publish("here", bench.make("0"))
    before = bench.bucket.pages()
    for number in range(8):
        noise = random.Random(number).randbytes(12_000_000)
        (bench.make("1") if number == 0 else bench.site).joinpath(f"{number}.mp3").write_bytes(
            noise
        )
    row = Row("store full", 1, "")
    with bench.read(row):
        done = bench.anna.publish("here", bench.site)
    good = done.code == 1 and bench.bucket.pages() == before
    said = done.output.strip().splitlines()[-1].removeprefix("Error: ").split(";")[0]
    row.outcome = f"exit 1, “{said}”; the old site is whole" if good else f"**exit {done.code}**"
    yield row
    bench.close()
    full.stop()


def rivals(bench: Bench, kind: str) -> Iterator[Row]:
    """A second publisher, a dead one, a frozen one."""
    bench.ben.publish("here", bench.make("0"))
    row, waits, bad = Row(f"two publishers at once, {kind}", 6, ""), [], 0
    with bench.read(row):
        for number in range(row.runs):
            bench.proxy.requests.clear()
            bench.proxy.held = True
            bench.proxy.fault = lambda request: "hold" if "/m/" in request.path else ""
            first = bench.anna.start("publish", "here", "--from", str(bench.make(f"v{number}")))
            while not any("/m/" in request.path for request in bench.proxy.requests):
                time.sleep(0.02)
            second = bench.ben.publish("here", bench.site)
            waits.append(second.seconds)
            bad += second.code != 1 or "anna is publishing here now" not in second.output
            bench.proxy.held = False
            bad += finish(first).code != 0 or not bench.is_right()
    said = (
        f"one wins, the other names it after {max(waits):.1f} s at most (start of Python included)"
    )
    row.outcome = said if not bad else f"**{bad} wrong**"
    yield row
    row, bad, harm = Row(f"frozen, taken for dead, woken, {kind}", 3, ""), 0, []
    with bench.read(row):
        for number in range(row.runs):
            bench.proxy.requests.clear()
            bench.proxy.held = True
            process = bench.anna.start("publish", "here", "--from", str(bench.make(f"a{number}")))

            def freeze(request: Request, pid: int = process.pid) -> Act:
                if not PHASES["copies"](request):
                    return ""
                os.kill(pid, signal.SIGSTOP)
                return "hold"

            bench.proxy.fault = freeze
            while not any(PHASES["copies"](request) for request in bench.proxy.requests):
                time.sleep(0.02)
            time.sleep(LEASE + 1.5)
            bad += bench.ben.publish("here", bench.make(f"b{number}")).code != 0
            bad += not bench.is_right()
            bench.proxy.held = False
            time.sleep(1)
            wanted = files(bench.site)
            harm.append(sum(wanted.get(k) != v for k, v in bench.bucket.pages().items()))
            bench.proxy.fault = lambda _: ""
            os.kill(process.pid, signal.SIGCONT)
            bad += finish(process).code != 1 or not bench.is_right()
    said = f"{max(harm)} pages overwritten by what was under way, put right by the woken one itself"
    row.outcome = said if not bad else f"**{bad} wrong**"
    yield row


def clocks(bench: Bench) -> Iterator[Row]:
    """Publishers whose clock is off."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    for minutes in (-10, 10, -20, 20) if library else ():
        row = Row(f"clock {minutes:+} min", 1, "")
        eve = bench.person("eve")
        eve.env |= {"LD_PRELOAD": str(library), "FAKETIME": f"{minutes:+}m"}
        eve.env |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        done = eve.publish("here", bench.make(f"clock {minutes}"))
        last = done.output.strip().splitlines()[-1].removeprefix("Error: ").split(";")[0]
        row.outcome = "right site" if done.code == 0 and bench.is_right() else f"“{last}”"
        bench.ben.publish("here", bench.site)
        yield row


def foreign(bench: Bench) -> Iterator[Row]:
    """Objects of others, and hands that change ours."""
    theirs = {"MP_verify_x.txt": b"abc", "team/index.html": b"<p>theirs</html>\n", "team/a": b"1"}
    for key, data in theirs.items():
        bench.bucket.put(key, data)
    row = Row("objects of others beside the site, five publishes and a rollback", 6, "")
    for number in range(5):
        bench.anna.publish("here", bench.make(f"v{number}"))
    bench.anna.run("rollback", "here")
    left = all(bench.bucket.get(key) == data for key, data in theirs.items())
    row.outcome = "none changed, none deleted" if left else "**changed**"
    yield row
    row = Row("a page changed, an asset and a page deleted by hand", 1, "")
    bench.anna.publish("here", bench.make("drift"))
    bench.bucket.put("index.html", b"by hand")
    bench.bucket.delete(next(key for key in files(bench.site) if key.endswith(".webp")))
    bench.bucket.delete("404.html")
    found = bench.anna.publish("here", bench.site, "--status")
    named = len(re.findall("is missing|is not what", found.output))
    again = bench.anna.publish("here", bench.site)
    right = again.code == 0 and files(bench.site).items() <= bench.bucket.site().items()
    row.outcome = f"{named} of 3 named, mended by the next publish" if right else "**not mended**"
    yield row


def servers_over_ssh(place: Path) -> Iterator[Row]:
    """The plain server."""
    lacks = missing()
    if lacks:
        yield Row("server over ssh", 0, f"not run: {lacks} missing")
        return
    sshd, www = Sshd(), place / "www"
    anna = Publisher(place / "ssh-anna", sshd.env(), "anna")
    anna.settings(f"here:\n  url: {sshd.address(www)}\n  lease: {LEASE}\n")
    started = time.monotonic()
    anna.publish("here", make_site(place / "ssh-site", "0", pages=24))
    whole = time.monotonic() - started
    row, bad = Row(f"server over ssh, `kill -9` at {POINTS} moments", POINTS, ""), 0
    for point in range(POINTS):
        old = {k: v for k, v in files(www / "current").items() if k.endswith(".html")}
        site = make_site(place / "ssh-site", f"v{point}", pages=24)
        new = {k: v for k, v in files(site).items() if k.endswith(".html")}
        process = anna.start("publish", "here", "--from", str(site))
        time.sleep(whole * point / POINTS)
        process.send_signal(signal.SIGKILL)
        finish(process)
        now = files(www / "current")
        pages = {k: v for k, v in now.items() if k.endswith(".html")}
        bad += pages not in (old, new) or bool(broken(now))
        bad += anna.publish("here", site).code != 0
        now = files(www / "current")
        bad += {k: v for k, v in now.items() if k.endswith(".html")} != new or bool(broken(now))
    said = "all old or all new, then all new by the next run"
    row.outcome = said if not bad else f"**{bad} wrong**"
    yield row
    sshd.stop()


def many(bench: Bench) -> Iterator[Row]:
    """Twenty thousand objects."""
    big_site(bench.site, pages=4_000, assets=16_000)
    row = Row("20,000 files", 2, "")
    seconds, memory = [], 0
    for _ in range(2):
        started = time.monotonic()
        process = bench.ben.start("publish", "here", "--from", str(bench.site))
        output = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        OUTPUTS.append(output)
        seconds.append(time.monotonic() - started)
        memory = max(memory, used.ru_maxrss // 1024)
        if status:
            row.outcome = f"**{output[-200:]}**"
    row.outcome = row.outcome or (
        f"all in {seconds[0]:.0f} s, unchanged in {seconds[1]:.1f} s, {memory} MB of memory at most"
    )
    yield row


def rows(place: Path, only: str = "") -> Iterator[Row]:
    """Every scenario, or one."""
    server, weak = seaweed(place / "weed"), rclone(place / "rclone")
    try:
        parts: list[tuple[str, Server, Callable[[Bench], Iterator[Row]]]] = [
            ("kills", server, kills),
            ("faults", server, faults),
            ("rivals", server, lambda bench: rivals(bench, "conditional writes")),
            ("weak", weak, lambda bench: rivals(bench, "no conditional writes")),
            ("clocks", server, clocks),
            ("foreign", server, foreign),
            ("many", server, many),
        ]
        for name, store, scenario in parts:
            if only not in {"", name}:
                continue
            bench = Bench(place, store, name, readers=store is server)
            yield from scenario(bench)
            bench.close()
        if only:
            return
        yield from deaths(place)
        yield from servers_over_ssh(place)
        printed = sum(SECRET in text or KEY in text for text in OUTPUTS)
        said = "in none" if not printed else f"**in {printed}**"
        yield Row("secrets searched for in all outputs above", len(OUTPUTS), said)
    finally:
        server.stop()
        weak.stop()


def main() -> None:
    """Run everything and write the table."""
    lines = ["| fault | runs | pages read meanwhile | broken | outcome |"]
    lines.append("| --- | --- | --- | --- | --- |")
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory() as place:
        for row in rows(Path(place), only):
            print(row, file=sys.stderr, flush=True)
            lines.append(str(row))
    if only:
        return
    text = DOCUMENT.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    table = "\n".join(lines)
    DOCUMENT.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
