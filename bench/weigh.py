"""What a lesson costs a reader who comes for the first time, beside other tools' pages."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
from playwright.sync_api import Browser, sync_playwright

from bench.run import REPOSITORY, timed
from bench.targets import target
from builder.preview.bare import bare
from tests.conftest import CHROMIUM, FLAGS
from tests.webserver import SiteServer

LESSON = "courses/course-000/02-lesson/"
_PICTURES = (".webp", ".avif", ".png", ".jpg", ".svg")
_WORDS = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}


def compressed(data: bytes) -> int:
    """Bytes as a delivery network sends them at best (brotli 11)."""
    return len(brotli.compress(data, quality=11))


def weights(outputs: dict[str, Path], place: Path) -> Iterator[str]:
    """
    A table of one lesson by each tool, then the targets on our pages.

    Args:
        outputs: Built sites of the same texts by the tool's name, ours first.
        place: An empty folder, in which the sample school is built.
    """
    if CHROMIUM is None:
        yield "Chromium is not here, so pages were not weighed."
        return
    ours = next(iter(outputs.values()))
    page = (ours / LESSON / "index.html").read_bytes()
    floor = compressed(bare(page.decode()).encode())
    yield "| one lesson by | requests | bytes | HTML | all, times its bare words |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    yield f"| its bare words | 1 | {floor:,} | {floor:,} | 1.00 |"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        requests = 0
        for name, site in outputs.items():
            asked = _asked(browser, site)
            everything = sum(_sent(site, path) for path in asked)
            html = compressed((site / LESSON / "index.html").read_bytes())
            times = everything / floor
            yield f"| {name} | {len(asked)} | {everything:,} | {html:,} | {times:.2f} |"
            if site == ours:
                kinds = [path.endswith(_PICTURES) for path in asked]
                requests = kinds.index(True) if True in kinds else len(kinds)
        browser.close()
    yield ""
    yield target("a lesson's requests before its pictures", requests, 1)
    yield from _sample(place)


def _asked(browser: Browser, site: Path) -> list[str]:
    """Paths that a browser asks for to show the lesson, without what comes when it scrolls."""
    server = SiteServer(site)
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2)
    page = context.new_page()
    page.goto(server.url + LESSON, wait_until="networkidle")
    asked = [unquote(urlsplit(path).path) for path in server.requests]
    context.close()
    server.close()
    return list(dict.fromkeys(asked))


def _sent(site: Path, path: str) -> int:
    file = site / path.lstrip("/")
    if file.is_dir():
        file /= "index.html"
    if not file.exists():
        return 0
    return compressed(file.read_bytes()) if file.suffix in _WORDS else file.stat().st_size


def _sample(place: Path) -> Iterator[str]:
    """Every page of the sample school, whose lessons have questions, recordings, tables."""
    shutil.copytree(REPOSITORY / "content", place / "content")
    if (cache := REPOSITORY / "build/.cache").is_dir():
        shutil.copytree(cache, place / "build/.cache")
    timed([sys.executable, "-m", "builder.cli.main", "build", "--only", "site"], place)
    site = place / "build/site"
    lessons = sorted(site.glob("*/*/[0-9]*/index.html"))
    over = {file: _over(file) for file in lessons}
    heaviest = max(over, key=lambda file: over[file])
    where = heaviest.parent.relative_to(site).as_posix()
    yield target(
        f"the heaviest of {len(over)} sample lessons ({where}), script in it, over its words",
        over[heaviest], 2_000, "bytes",
    )  # fmt: skip
    page = heaviest.read_text(encoding="utf-8")
    later = [one for one in (site / "m").glob("*.js") if one.name in page]
    yield f"- what it asks for after its pictures, once a year: {sum(map(_size, later)):,} bytes"
    lists = [file for depth in ("", "*/", "*/*/") for file in site.glob(f"{depth}index.html")]
    most = max(map(_size, lists))
    yield target(
        f"the heaviest of {len(lists)} front, track and course pages", most, 6_000, "bytes"
    )


def _over(file: Path) -> int:
    return _size(file) - compressed(bare(file.read_text(encoding="utf-8")).encode())


def _size(file: Path) -> int:
    return compressed(file.read_bytes())
