"""
Pictures: what encoding costs beside the encoders, what caches save, what a huge one holds.

`python -m bench.media [--photos DIR] [--most N]`. Ratios of one run: trust
them, and seconds of the processor; the wall says more of the other work on a
machine than of this. Photos are those of DIR, or are made up.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench.quality import arguments, photos_of
from bench.targets import target
from builder.media import pool
from builder.media.elsewhere import Elsewhere
from builder.media.jobs import Job, encode
from builder.media.run import run_media
from builder.media.shared import Place, Shared
from builder.model.document import Document, Reference
from builder.model.school import Page, School
from tests.media.schools import pictured
from tests.memory import most_memory
from tests.pictures import ENCODE, huge_photo
from tests.publish.servers import BUCKET, rclone

MANY, DIFFERENT = 12_000, 550
_LOG = "RENLEARN_BENCH_LOG"


@dataclass
class Used:
    """Seconds of the wall, and of processors: this process's and its children's."""

    wall: float = 0
    cpu: float = 0


@contextmanager
def used() -> Iterator[Used]:
    """Measure what is done meanwhile."""
    found, started, before = Used(), time.monotonic(), _cpu()
    yield found
    found.wall, found.cpu = time.monotonic() - started, _cpu() - before


def _cpu() -> float:
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, both))


def timed_encode(job: Job) -> None:
    """Encode as the pool does, and note how long the encoder itself took."""
    import builder.media.score  # noqa: F401, PLC0415 - its libraries load once, and not here

    started, before = time.monotonic(), sum(os.times()[:4])
    encode(job)
    record = [os.getpid(), started, time.monotonic(), sum(os.times()[:4]) - before]
    with Path(os.environ[_LOG]).open("a") as log:
        log.write(json.dumps(record) + "\n")


def school_of(root: Path, names: list[str]) -> School:
    """A school whose only page shows these files of its content."""
    references = tuple(Reference("image", name, "图", 1) for name in names)
    return School(root, pages=(Page("about.md", "关于", body=Document(references=references)),))


def cold(photos: list[Path], place: Path) -> Iterator[str]:
    """Encode photos with two workers."""
    content = place / "cold/content"
    content.mkdir(parents=True)
    for number, file in enumerate(photos):
        (content / f"{number}.jpg").write_bytes(file.read_bytes())
    school = school_of(place / "cold", [f"{number}.jpg" for number in range(len(photos))])
    os.environ[_LOG] = str(place / "log")
    pool.encode = timed_encode
    with used() as whole:
        run_media(school, place / "cold/cache", workers=2)
    pool.encode = encode
    records = [json.loads(line) for line in (place / "log").read_text().splitlines()]
    own = sum(one[3] for one in records)
    span = max(one[2] for one in records) - min(one[1] for one in records)
    busy = sum(one[2] - one[1] for one in records) / 2 / span
    yield target(
        f"{len(photos)} photos, cold, two workers, processor", whole.cpu / own, 1.1,
        f"× the encoders' own {own:.1f} s",
    )  # fmt: skip
    yield f"- the two workers are busy {busy:.0%} of their time"


def warm(place: Path) -> Iterator[str]:
    """Look at 1,000 files that have not changed; the median of five."""
    school = pictured(place / "warm", pictures=20, copies=980)
    run_media(school, place / "warm/cache")
    runs = []
    for _ in range(5):
        with used() as again:
            run_media(school, place / "warm/cache")
        runs.append(again.wall)
    yield target("1,000 files, nothing changed, wall", median(runs), 1, "s")


def many(place: Path) -> Iterator[str]:
    """Encode 12,000 files of which few differ; then nothing changed, then a fresh clone."""
    school = pictured(place / "many", pictures=DIFFERENT, copies=MANY - DIFFERENT)
    files = f"{MANY:,} files of which {DIFFERENT} differ"
    steps: list[int] = []
    note = partial(_note, steps)
    with used() as first:
        run_media(school, place / "many/cache", progress=note)
    yield target(f"{files}, encoded", len(steps), DIFFERENT, "times")
    with used() as again:
        run_media(school, place / "many/cache")
    yield f"- the same, nothing changed: processor {again.cpu:.2f} s"
    server = rclone(place / "bucket")
    try:
        known = Place.at(f"s3://{BUCKET}/cache", server.env(), place)
        others = Elsewhere(share=lambda *those: Shared(known, *those, lambda _: None))
        with used() as sent:
            run_media(school, place / "many/cache", elsewhere=others)
        steps.clear()
        with used() as fetched:
            run_media(school, place / "many/fresh", progress=note, elsewhere=others)
    finally:
        server.stop()
    yield f"- the same, sent to a shared cache: processor {sent.cpu:.1f} s, wall {sent.wall:.1f} s"
    yield target("a fresh clone with that cache, encoded", len(steps), 0, "files")
    share = fetched.cpu / first.cpu
    yield f"- it takes {share:.0%} of encoding's processor time, wall {fetched.wall:.1f} s"


def _note(steps: list[int], done: int, _: int) -> None:
    steps.append(done)


def huge(place: Path) -> Iterator[str]:
    """Encode pictures of 100 megapixels."""
    for kind in ("JPEG", "PNG"):
        source = huge_photo(place / "huge", kind)
        out = place / f"huge-{kind}"
        out.mkdir()
        said, memory = most_memory(ENCODE, source, out)
        largest = max(map(int, said.split()[1:])) / source.stat().st_size
        source.unlink()
        yield target(f"100 megapixels of {kind}, memory", memory, 700, "MB")
        yield target(f"100 megapixels of {kind}, largest file", largest, 1, "× the source")


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        photos = photos_of(given.photos, given.most, place)
        parts: list[Callable[[Path], Iterator[str]]] = [
            partial(cold, photos), warm, many, huge,
        ]  # fmt: skip
        for part in parts:
            for line in part(place):
                print(line, flush=True)
                print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
