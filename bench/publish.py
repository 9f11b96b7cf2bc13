"""
Publishing 5,000 files, beside other tools: `python -m bench.publish`.

Each engine sends the same site to the same SeaweedFS on the loopback, each to
a prefix of its own: all of it, again unchanged, and with ten lessons changed.
Wall and processor seconds (of the client alone), requests. rclone comes with
the tests; s5cmd and hugo are used where they are found (--tools DIR).
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.publish.proxy import Proxy
from tests.publish.servers import BUCKET, KEY, SECRET, Server, seaweed, tool
from tests.publish.sites import asset, page

REPOSITORY = Path(__file__).parents[1]
PAGES = 1_000
ASSETS = 4_000
ASSET_BYTES = 18_000  # on average


@dataclass(frozen=True)
class Run:
    """Seconds of one run, its requests and the most memory it held, MB."""

    wall: float
    cpu: float
    requests: int
    memory: int

    def __str__(self) -> str:
        counted = f"{self.requests:,}" if self.requests >= 0 else "?"
        return f"{self.wall:.1f} / {self.cpu:.1f} / {counted} / {self.memory}"


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


def engines(folder: Path, tools: Path | None) -> dict[str, Callable[[str, str], list[str]]]:
    """Command lines by engine, each made from an endpoint and a prefix."""
    python = sys.executable
    remote = ["--s3-provider", "Other", "--s3-access-key-id", "K", "--s3-secret-access-key", "S"]
    remote = [{"K": KEY, "S": SECRET}.get(word, word) for word in remote]
    found: dict[str, Callable[[str, str], list[str]]] = {
        "bare obstore": lambda url, prefix: [
            python, "-m", "bench.publish", "--bare", url, prefix, str(folder)
        ],
        "renlearn publish": lambda _, prefix: [
            python, "-m", "builder.cli.main", "publish", f"s3://{BUCKET}/{prefix}",
            "--from", str(folder),
        ],
        "rclone sync --checksum": lambda url, prefix: [
            tool("rclone"), "sync", "--checksum", str(folder), f":s3:{BUCKET}/{prefix}",
            *remote, "--s3-endpoint", url, "--transfers", "32", "--checkers", "32",
            "--config", "none.conf",
        ],
    }  # fmt: skip
    if tools and (tools / "s5cmd").exists():
        found["s5cmd sync"] = lambda url, prefix: [
            str(tools / "s5cmd"), "--endpoint-url", url, "sync", f"{folder}/",
            f"s3://{BUCKET}/{prefix}/",
        ]  # fmt: skip
    if tools and (tools / "hugo").exists():
        found["hugo deploy"] = lambda url, prefix: _hugo(tools / "hugo", folder, url, prefix)
    return found


def _hugo(program: Path, folder: Path, url: str, prefix: str) -> list[str]:
    project = folder.parent / "hugo"
    project.mkdir(exist_ok=True)
    query = f"endpoint={url}&use_path_style=true&region=us-east-1&prefix={prefix}/"
    (project / "hugo.toml").write_text(
        f'baseURL = "https://example.org/"\npublishDir = "{folder}"\n[deployment]\nworkers = 32\n'
        f'[[deployment.targets]]\nname = "it"\nURL = "s3://{BUCKET}?{query}"\n'
    )
    return [str(program), "deploy", "--source", str(project), "--maxDeletes", "-1"]


def timed(words: list[str], env: dict[str, str], proxy: Proxy, cwd: Path) -> Run:
    """Run a command and measure it."""
    proxy.requests.clear()
    started = time.monotonic()
    process = subprocess.Popen(words, env=env, cwd=cwd, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)  # fmt: skip
    output = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    if status:
        raise SystemExit(f"{words[:4]}: {output.decode(errors='replace')[-600:]}")
    requests = len(proxy.requests) or -1
    return Run(wall, used.ru_utime + used.ru_stime, requests, used.ru_maxrss // 1024)


def compare(server: Server, folder: Path, tools: Path | None, *, rounds: int, delay: float,
            names: list[str]) -> dict[str, dict[str, Run]]:  # fmt: skip
    """Measure every engine; the quickest of the rounds counts."""
    # Users' Python keeps what it has compiled.
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
    env = server.env() | kept | {"PYTHONPATH": str(REPOSITORY), "AWS_ALLOW_HTTP": "true"}
    idle = Proxy(server.url)
    found: dict[str, dict[str, Run]] = {}
    for turn in range(rounds):
        for name, command in engines(folder, tools).items():
            if names and name not in names:
                continue
            passing = Proxy(server.url, delay) if delay else None
            url = passing.url if passing else server.url
            env["AWS_ENDPOINT_URL"] = env["AWS_ENDPOINT_URL_S3"] = url
            prefix = f"{name.split()[0]}-{name.split()[1]}-{turn}-{int(delay * 1000)}".lower()
            words = command(url, prefix)
            steps = {"all": lambda: None, "nothing": lambda: None,
                     "ten": lambda turn=turn, name=name: change_lessons(
                         folder, 10, f"{name}{turn}{delay}")}  # fmt: skip
            for step, change in steps.items():
                if name == "bare obstore" and step != "all":
                    continue
                change()
                run = timed(words, env, passing or idle, folder.parent)
                best = found.setdefault(name, {}).get(step)
                found[name][step] = min(run, best, key=lambda one: one.wall) if best else run
                print(f"{name}: {step}: {run}", file=sys.stderr, flush=True)
            if passing:
                passing.close()
    return found


def table(found: dict[str, dict[str, Run]]) -> str:
    """As Markdown."""
    heads = ["engine", "all", "nothing changed", "ten lessons", "all, times bare obstore"]
    lines = [f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
    whole = found["bare obstore"]["all"].wall if "bare obstore" in found else 0
    for name, runs in found.items():
        ratio = f"{runs['all'].wall / whole:.2f}" if whole else ""
        cells = [str(runs.get(step, "")) for step in ("all", "nothing", "ten")]
        lines.append(f"| {name} | {' | '.join(cells)} | {ratio} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=Path, help="folder with s5cmd and hugo")
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
            found = compare(server, folder, given.tools, rounds=given.rounds,
                            delay=given.delay, names=given.only)  # fmt: skip
        finally:
            server.stop()
    files = given.pages + given.assets + 3
    print(f"{files:,} files, answers {given.delay * 1000:.0f} ms late; "
          "wall s / processor s / requests / MB\n")  # fmt: skip
    print(table(found))


if __name__ == "__main__":
    main()
