"""
When a lesson appears on a slow phone network: `python -m bench.paint`.

A real Chromium opens, in turns, the bare words of a lesson, the lesson, and its
text in a template of one kilobyte, each as a first visit over TLS on a 2G link
(`bench.link`). Needs a built site (`make site`). Medians count; what matters
are the ratios.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.link import SlowLink
from bench.peers import TEMPLATE
from bench.run import REPOSITORY
from bench.targets import target
from bench.tls_server import TlsServer
from builder.model.network import NETWORKS
from builder.preview.bare import bare
from builder.report.weighed import compressed_size
from tests.conftest import CHROMIUM, FLAGS

LESSONS = 2  # the heaviest over its bare words, and the one in the middle
BARE, OURS, PLAIN = "bare words", "lesson", "plain template"
_MAIN = re.compile(r"<main><h1>(.*?)</h1>(.*)</main>", re.DOTALL)
_PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
  const paint = list.getEntriesByName('first-contentful-paint')[0];
  if (paint) done(paint.startTime)
}).observe({type: 'paint', buffered: true}))"""
_ALIVE = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventStart"
_SCRIPT = """() => Math.max(0, ...performance.getEntriesByType('resource')
  .filter(one => one.name.endsWith('.js')).map(one => one.responseEnd))"""


@dataclass(frozen=True)
class Visit:
    """Seconds from the tap to the first words, to questions that answer, to the whole script."""

    paint: float
    alive: float
    script: float


def chosen(site: Path) -> list[Path]:
    """The lessons to open, of all in a built site."""
    found = {file: file.read_text(encoding="utf-8") for file in site.glob("*/*/[0-9]*/index.html")}
    if not found:
        raise SystemExit(f"{site} holds no lessons; make site builds them")
    over = {file: _size(page) - _size(bare(page)) for file, page in found.items()}
    ordered = sorted(over, key=lambda file: over[file])
    return [ordered[-1], ordered[len(ordered) // 2]][:LESSONS]


def variants(file: Path) -> Mapping[str, str]:
    """The pages that are compared, made from a built lesson."""
    page = file.read_text(encoding="utf-8")
    main = _MAIN.search(page)
    assert main
    plain = TEMPLATE.format(title=main[1], name="x", home="../", body=main[2])
    return {BARE: bare(page), OURS: page, PLAIN: plain}


def visit(browser: Browser, address: str) -> Visit:
    """Open a page for the first time: nothing is kept of what was opened before."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2)
    page = context.new_page()
    page.goto(address, wait_until="load")
    paint, alive = page.evaluate(_PAINTED), page.evaluate(_ALIVE)
    page.wait_for_load_state("networkidle")
    found = Visit(paint / 1_000, alive / 1_000, page.evaluate(_SCRIPT) / 1_000)
    context.close()
    return found


def measured(
    site: Path, files: list[Path], rounds: int
) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, list[Visit]]]]:
    """Of each lesson its name, its pages, and the visits to each."""
    served = {f"/{one.relative_to(site).as_posix()}": one.read_bytes() for one in site.rglob("m/*")}
    by_lesson = {file.parent.relative_to(site).as_posix(): variants(file) for file in files}
    for at, pages in enumerate(by_lesson.values()):
        for number, page in enumerate(pages.values()):
            served[f"/{at}/{number}/x/"] = page.encode()  # as deep as a lesson
    server = TlsServer(served)
    link = SlowLink(NETWORKS[0], server.port)
    with sync_playwright() as playwright:
        # A context's own ignore_https_errors would open each connection twice.
        flags = [*FLAGS, "--ignore-certificate-errors"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for at, (name, pages) in enumerate(by_lesson.items()):
            visits: dict[str, list[Visit]] = {one: [] for one in pages}
            for turn in range(rounds):
                for number, one in enumerate(pages):
                    address = f"https://127.0.0.1:{link.port}/{at}/{number}/x/"
                    visits[one].append(visit(browser, address))
                    print(name, turn, one, visits[one][-1], file=sys.stderr, flush=True)
            yield name, pages, visits
        browser.close()
    link.close()
    server.close()


def table(name: str, pages: Mapping[str, str], visits: Mapping[str, list[Visit]]) -> Iterator[str]:
    """The medians of one lesson, as Markdown."""
    yield f"| {name} | bytes | first paint, s | times bare | questions alive, s | script, s |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    floor = statistics.median(one.paint for one in visits[BARE])
    for page, found in visits.items():
        paint = statistics.median(one.paint for one in found)
        alive = statistics.median(one.alive for one in found)
        script = statistics.median(one.script for one in found)
        later = f"{alive:.2f} | {script:.2f}" if page == OURS else " | "
        size = _size(pages[page])
        yield f"| {page} | {size:,} | {paint:.2f} | {paint / floor:.3f} | {later} |"
    yield ""
    paint = statistics.median(one.paint for one in visits[OURS])
    yield target("a lesson's first paint on 2G", paint / floor, 1.05, "× that of its bare words")
    yield ""


def _size(page: str) -> int:
    return compressed_size(page.encode())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=REPOSITORY / "build/site")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    if CHROMIUM is None:
        raise SystemExit("chromium is missing; sh tests/install-browser.sh installs it")
    for found in measured(given.site, chosen(given.site), given.rounds):
        print("\n".join(table(*found)), flush=True)


if __name__ == "__main__":
    main()
