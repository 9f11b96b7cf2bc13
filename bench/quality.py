"""
What the search for each picture's quality brings and costs: `python -m bench.quality`.

`--photos DIR` names a folder of photos; without one they are made up.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from bench.targets import target
from builder.media import variants
from builder.media.presets import PICTURE
from builder.media.probe import opened
from builder.media.raster import scaled, upright, widths
from builder.media.search import Judge
from tests.conftest import CORPORA
from tests.pictures import photo

PHOTOS = CORPORA / "howtocook"


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


def searched(photos: list[Path]) -> Iterator[str]:
    """Search the quality of every photo: what came out, and the targets."""
    found = []
    for number, file in enumerate(photos, 1):
        found.append(search(file))
        print(f"photo {number} of {len(photos)}", file=sys.stderr, flush=True)
    ours, jpeg = sum(one.ours for one in found), sum(one.jpeg for one in found)
    once = sum(one.once for one in found)
    more = (sum(one.whole for one in found) - once) / once
    yield target(
        f"{len(found)} photos, lowest score (SSIMULACRA2)",
        min(one.lowest for one in found), PICTURE.score, least=True,
    )  # fmt: skip
    yield target("their bytes", ours / jpeg, 0.6, "× JPEG at the same score")
    yield target("the search, processor", more, 3, "× encoding once")


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


def arguments(about: str | None) -> argparse.ArgumentParser:
    """What says which photos are measured."""
    parser = argparse.ArgumentParser(description=about)
    known = PHOTOS if PHOTOS.is_dir() else None
    parser.add_argument("--photos", type=Path, default=known, help="folder with photos")
    parser.add_argument(
        "--most", type=int, default=99, help="photos that are measured; all of them say most"
    )
    return parser


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__).parse_args()
    if not given.photos:
        print("The photos are made up; the targets are for those of cameras.\n")
    with tempfile.TemporaryDirectory() as place:
        print("\n".join(searched(photos_of(given.photos, given.most, Path(place)))))


if __name__ == "__main__":
    main()
