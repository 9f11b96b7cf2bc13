"""
Pictures: what encoding costs beside the encoders, what the search costs, what caches save.

`python -m bench.media [--photos DIR] [--most N]`. Ratios of one run: trust
them, and seconds of the processor; the wall says more of the other work on a
machine than of this. Photos are those of DIR, or are made up.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image

from builder.media import pool, variants
from builder.media.elsewhere import Elsewhere
from builder.media.jobs import Job, encode
from builder.media.presets import PICTURE
from builder.media.probe import opened
from builder.media.raster import scaled, upright, widths
from builder.media.run import run_media
from builder.media.search import Judge
from builder.media.shared import Place, Shared
from builder.model.document import Document, Reference
from builder.model.school import Page, School
from tests.media.schools import pictured
from tests.pictures import photo
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


def cold(photos: list[Path], place: Path) -> str:
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
    return (
        f"| {len(photos)} photos, cold, two workers | {own:.1f} s of encoders' own processor time; "
        f"the whole run {whole.cpu / own:.2f} × that; two workers busy {busy:.0%} of their time; "
        f"wall {whole.wall / (own / 2):.2f} × half of it |"
    )


def many(place: Path) -> Iterator[str]:
    """Encode 12,000 files of which few differ; then nothing changed, then a fresh clone."""
    school = pictured(place / "many", pictures=DIFFERENT, copies=MANY - DIFFERENT)
    steps: list[int] = []
    with used() as first:
        run_media(school, place / "many/cache", progress=lambda done, _: steps.append(done))
    files = f"{MANY:,} files of which {DIFFERENT} differ"
    yield f"| {files} | {len(steps)} encoded, {first.cpu:.0f} s |"
    with used() as again:
        run_media(school, place / "many/cache")
    each = again.cpu / MANY * 1e6
    yield f"| the same, nothing changed | {again.cpu:.2f} s, {each:.0f} µs a file |"
    server = rclone(place / "bucket")
    try:
        known = Place.at(f"s3://{BUCKET}/cache", server.env(), place)
        others = Elsewhere(share=lambda *those: Shared(known, *those, lambda _: None))
        with used() as sent:
            run_media(school, place / "many/cache", elsewhere=others)
        steps.clear()
        note = partial(_note, steps)
        with used() as fetched:
            run_media(school, place / "many/fresh", progress=note, elsewhere=others)
    finally:
        server.stop()
    share = fetched.cpu / first.cpu
    yield f"| the same, sent to a shared cache | {sent.cpu:.1f} s, wall {sent.wall:.1f} s |"
    yield (
        f"| a fresh clone with that cache | {len(steps)} encoded, {fetched.cpu:.1f} s "
        f"({share:.0%} of encoding), wall {fetched.wall:.1f} s |"
    )


def _note(steps: list[int], done: int, _: int) -> None:
    steps.append(done)


def warm(place: Path) -> str:
    """Look at 1,000 files that have not changed; the median of five."""
    school = pictured(place / "warm", pictures=20, copies=980)
    run_media(school, place / "warm/cache")
    runs = []
    for _ in range(5):
        with used() as again:
            run_media(school, place / "warm/cache")
        runs.append(again)
    wall, cpu = median(one.wall for one in runs), median(one.cpu for one in runs)
    return f"| 1,000 files, nothing changed | {cpu:.2f} s, wall {wall:.2f} s |"


@dataclass
class Search:
    """One photo: bytes of ours and of JPEG at its score, the lowest score, seconds."""

    ours: int
    jpeg: int
    lowest: float
    whole: float
    once: float


def search(file: Path) -> Search:
    """Encode a photo as for a page, and as JPEG no worse."""
    with opened(file) as image:
        wanted = widths(image, PICTURE)
        picture = upright(image, wanted[-1])
    sizes = {width: scaled(picture, width) for width in wanted}
    probes: dict[bytes, float] = {}
    plain = variants.encoded

    def timed(*arguments: object) -> bytes:
        before = time.process_time()
        data = plain(*arguments)  # type: ignore[arg-type]
        probes[data] = time.process_time() - before
        return data

    variants.encoded = timed  # type: ignore[assignment]
    before = time.process_time()
    formats = variants.encode_variants(sizes, PICTURE)
    whole = time.process_time() - before
    variants.encoded = plain
    judges = {width: Judge(one) for width, one in sizes.items()}
    found = [(width, data) for files in formats.values() for width, data in files.items()]
    scores = {data: judges[width].score(data) for width, data in found}
    widest = max(sizes)
    best = next(iter(formats.values()))[widest]
    jpeg = _jpeg(sizes[widest].convert("RGB"), judges[widest], scores[best])
    once = sum(probes.get(data, 0) for data in scores)
    return Search(len(best), jpeg, min(scores.values()), whole, once)


def _jpeg(picture: Image.Image, judge: Judge, score: float) -> int:
    """Bytes of the smallest JPEG of at least this score."""
    low, high = 1, 96
    while low < high:
        middle = (low + high) // 2
        good = judge.score(_saved(picture, middle)) >= score
        low, high = (low, middle) if good else (middle + 1, high)
    return len(_saved(picture, low))


def _saved(picture: Image.Image, quality: int) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def searched(photos: list[Path]) -> str:
    """Search the quality of every photo."""
    found = [search(file) for file in photos]
    ours, jpeg = sum(one.ours for one in found), sum(one.jpeg for one in found)
    once = sum(one.once for one in found)
    more = (sum(one.whole for one in found) - once) / once
    return (
        f"| {len(found)} photos, quality searched | lowest score "
        f"{min(one.lowest for one in found):.1f}; bytes {ours / jpeg:.3f} of JPEG at the same "
        f"score; the search takes {more:.1f} × what encoding once takes |"
    )


def photos_of(folder: Path | None, most: int, place: Path) -> list[Path]:
    """Photos of a folder, spread over it, or made-up ones."""
    if folder:
        kinds = {".jpg", ".jpeg"}
        found = sorted(one for one in folder.rglob("*.*") if one.suffix.lower() in kinds)
        return random.Random(3).sample(found, min(most, len(found)))
    files = [place / f"photo{number}.jpg" for number in range(most)]
    for number, file in enumerate(files):
        photo(1200 + 16 * number, 900).save(file, quality=90)
    return files


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, help="folder with photos")
    parser.add_argument("--most", type=int, default=12, help="photos that are measured")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        photos = photos_of(given.photos, given.most, place)
        print("| what | figures (processor seconds where not said) |\n| --- | --- |")
        parts: list[Callable[[], str]] = [
            partial(cold, photos, place), partial(searched, photos), partial(warm, place),
        ]  # fmt: skip
        for part in parts:
            print(part(), flush=True)
        for line in many(place):
            print(line, flush=True)


if __name__ == "__main__":
    main()
