"""
Publishing 5,000 files, beside other tools: `python -m bench.publish`.

Each engine sends the same site to the same SeaweedFS on the loopback, each to
a prefix of its own: all of it, again unchanged, and with ten lessons changed.
Wall and processor seconds (of the client alone), requests, in rounds that take
turns; medians count. rclone comes with the tests, s5cmd and Hugo with the
extra `bench`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.programs import program
from bench.run import Run, middle, timed
from tests.publish.proxy import Proxy
from tests.publish.servers import BUCKET, KEY, SECRET, Server, seaweed, tool
from tests.publish.sites import asset, page

PAGES = 1_000
ASSETS = 4_000
ASSET_BYTES = 18_000  # on average
BARE, RCLONE = "bare obstore", "rclone sync --checksum"


@dataclass(frozen=True)
class Sent:
    """One run of an engine, and its requests where they were counted."""

    run: Run
    requests: int | None


def picture(payload: bytes) -> bytes:
    """A WebP whose picture data are these; what is sent is looked into (RFC 9649, 2.3 to 2.5)."""
    payload += b"\0" * (len(payload) % 2)
    chunk = b"VP8 " + len(payload).to_bytes(4, "little") + payload
    return b"RIFF" + (len(chunk) + 4).to_bytes(4, "little") + b"WEBP" + chunk


def big_site(folder: Path, pages: int = PAGES, assets: int = ASSETS) -> None:
    """Write pages of some kB with four assets each."""
    chance, most = random.Random(1), 2 * ASSET_BYTES - 2_000
    keys = [
        asset(folder, picture(chance.randbytes(chance.randint(2_000, most))), "webp")
        for _ in range(assets)
    ]
    for number in range(pages):
        own = keys[number * 4 % assets :][:4]
        page(folder, f"business/course-{number // 50}/{number:04}/index.html", "one", own)
    page(folder, "index.html", "one", keys[:2])
    page(folder, "404.html", "one", [])
    (folder / "robots.txt").write_text("User-agent: *\n")


def change_lessons(folder: Path, lessons: int, version: str) -> None:
    """Change some lessons: their text and one picture."""
    for file in sorted(folder.glob("business/*/*/index.html"))[:: PAGES // lessons][:lessons]:
        key = file.relative_to(folder).as_posix()
        page(
            folder, key, version, [asset(folder, picture(f"{key}{version}".encode() * 200), "webp")]
        )


def bare(url: str, prefix: str, folder: Path) -> None:
    """Nothing but obstore: every file put, 32 at a time. Runs in a process of its own."""
    import obstore  # noqa: PLC0415
    from obstore.store import S3Store  # noqa: PLC0415

    store = S3Store(
        BUCKET, prefix=prefix, client_options={"allow_http": True}, endpoint=url,
        access_key_id=KEY, secret_access_key=SECRET, region="us-east-1",
    )  # fmt: skip

    def put(file: Path) -> None:
        key = file.relative_to(folder).as_posix()
        obstore.put(store, key, file.read_bytes(), attributes={"Cache-Control": "max-age=60"})

    with ThreadPoolExecutor(32) as pool:
        list(pool.map(put, [file for file in folder.rglob("*") if file.is_file()]))


def engines(folder: Path) -> dict[str, Callable[[str, str], list[str]]]:
    """Command lines by engine, each made from an endpoint and a prefix."""
    python = sys.executable
    remote = ["--s3-provider", "Other", "--s3-access-key-id", "K", "--s3-secret-access-key", "S"]
    remote = [{"K": KEY, "S": SECRET}.get(word, word) for word in remote]
    found: dict[str, Callable[[str, str], list[str]]] = {
        BARE: lambda url, prefix: [
            python, "-m", "bench.publish", "--bare", url, prefix, str(folder)
        ],
        "renlearn publish": lambda _, prefix: [
            python, "-m", "builder.cli.main", "publish", f"s3://{BUCKET}/{prefix}",
            "--from", str(folder),
        ],
        RCLONE: lambda url, prefix: [
            tool("rclone"), "sync", "--checksum", str(folder), f":s3:{BUCKET}/{prefix}",
            *remote, "--s3-endpoint", url, "--transfers", "32", "--checkers", "32",
            "--config", "none.conf",
        ],
    }  # fmt: skip
    if s5cmd := program("s5cmd"):
        found["s5cmd sync"] = lambda url, prefix: [
            s5cmd, "--endpoint-url", url, "sync", f"{folder}/", f"s3://{BUCKET}/{prefix}/",
        ]  # fmt: skip
    if hugo := program("hugo"):
        found["hugo deploy"] = lambda url, prefix: _hugo(hugo, folder, url, prefix)
    return found


def _hugo(hugo: str, folder: Path, url: str, prefix: str) -> list[str]:
    project = folder.parent / "hugo"
    project.mkdir(exist_ok=True)
    query = f"endpoint={url}&use_path_style=true&region=us-east-1&prefix={prefix}/"
    (project / "hugo.toml").write_text(
        f'baseURL = "https://example.org/"\npublishDir = "{folder}"\n[deployment]\nworkers = 32\n'
        f'[[deployment.targets]]\nname = "it"\nURL = "s3://{BUCKET}?{query}"\n'
    )
    return [hugo, "deploy", "--source", str(project), "--maxDeletes", "-1"]


def compare(server: Server, folder: Path, *, rounds: int, delay: float,
            names: list[str]) -> dict[str, dict[str, list[Sent]]]:  # fmt: skip
    """Measure every engine; runs by engine and step."""
    found: dict[str, dict[str, list[Sent]]] = {}
    for turn in range(rounds):
        for name, command in engines(folder).items():
            if names and name not in names:
                continue
            # A proxy costs time of its own: it stands between only where answers are to be late.
            passing = Proxy(server.url, delay) if delay else None
            url = passing.url if passing else server.url
            env = server.env(url) | {"AWS_ALLOW_HTTP": "true", "AWS_ENDPOINT_URL_S3": url}
            prefix = f"{name.split()[0]}-{name.split()[1]}-{turn}-{int(delay * 1000)}".lower()
            words = command(url, prefix)
            steps = {"all": lambda: None, "nothing": lambda: None,
                     "ten": lambda turn=turn, name=name: change_lessons(
                         folder, 10, f"{name}{turn}{delay}")}  # fmt: skip
            for step, change in steps.items():
                if name == BARE and step != "all":
                    continue
                change()
                if passing:
                    passing.requests.clear()
                run = timed(words, folder.parent, env)
                sent = Sent(run, len(passing.requests) if passing else None)
                found.setdefault(name, {}).setdefault(step, []).append(sent)
                print(f"{turn + 1} of {rounds}: {name}, {step}: {run}", file=sys.stderr, flush=True)
            if passing:
                passing.close()
    return found


def table(found: dict[str, dict[str, list[Sent]]]) -> Iterator[str]:
    """As Markdown."""
    against = [name for name in (BARE, RCLONE) if name in found]
    heads = ["engine", "all", "nothing changed", "ten lessons"]
    heads += [f"all, wall, times {name.split(' --')[0]}" for name in against]
    yield f"| {' | '.join(heads)} |"
    yield "|" + " --- |" * len(heads)
    for name, steps in found.items():
        cells = [_cell(steps.get(step, [])) for step in ("all", "nothing", "ten")]
        cells += [f"{_wall(steps['all']) / _wall(found[one]['all']):.2f}" for one in against]
        yield f"| {name} | {' | '.join(cells)} |"


def _wall(sent: list[Sent]) -> float:
    return median(one.run.wall for one in sent)


def _cell(sent: list[Sent]) -> str:
    if not sent:
        return ""
    runs = [one.run for one in sent]
    counted = [one.requests for one in sent if one.requests is not None]
    figures = [f"{middle(runs, 'wall'):.1f}", f"{middle(runs, 'cpu'):.1f}"]
    figures += [f"{median(counted):,.0f}"] if counted else []
    return " / ".join([*figures, f"{middle(runs, 'memory'):.0f}"])


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--assets", type=int, default=ASSETS)
    parser.add_argument("--only", action="append", default=[], help="an engine's name")
    parser.add_argument("--delay", type=float, default=0, help="seconds added to each answer")
    parser.add_argument("--bare", nargs=3, metavar=("URL", "PREFIX", "DIR"), help="internal")
    given = parser.parse_args()
    if given.bare:
        bare(given.bare[0], given.bare[1], Path(given.bare[2]))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "site"
        big_site(folder, given.pages, given.assets)
        server = seaweed(Path(place) / "weed")
        try:
            found = compare(
                server, folder, rounds=given.rounds, delay=given.delay, names=given.only
            )
        finally:
            server.stop()
    files = given.pages + given.assets + 3
    late = f", answers {given.delay * 1000:.0f} ms late" if given.delay else ""
    requests = "requests / " if given.delay else ""
    print(
        f"{files:,} files{late}; wall s / processor s / {requests}MB, medians of {given.rounds}\n"
    )
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
