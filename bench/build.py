"""
Building many lessons, beside other tools: `python -m bench.build`.

The same generated texts are built by this program, by plain MkDocs with a
template of one kilobyte, by Material (with its navigation pruned; without, at
the smallest size alone, as it is quadratic) and by Hugo with a minimal
template. Rounds take turns; medians count. What takes minutes is run once.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.lessons import school
from bench.ours import Ours
from bench.peers import hugo_site, material_site, mkdocs_site
from bench.programs import program
from bench.run import Run, middle, timed
from bench.targets import target

Tasks = dict[str, Callable[[], Run]]
EVERYTHING, EDITED, UNCHANGED = "everything", "one lesson edited", "nothing changed"
ALL_EDITED = "one lesson edited, all renditions"
PLAIN, HUGO = "plain MkDocs", "Hugo"
PRUNED, MATERIAL = "Material, pruned", "Material"
ONCE = {ALL_EDITED, PRUNED, MATERIAL}


class Size:
    """One number of lessons: the school, the same for the others, and what is measured."""

    def __init__(self, place: Path, lessons: int, *, smallest: bool) -> None:
        self.root = place / str(lessons) / "school"
        files = school(self.root, lessons)
        content = self.root / "content"
        self.site = Ours(self.root, files)
        self.tasks: Tasks = {
            EVERYTHING: self.site.everything,
            "converted Markdown kept": self.site.converted_kept,
            EDITED: self.site.one_edited,
            UNCHANGED: self.site.unchanged,
        }
        again = place / str(lessons) / "renditions"
        self.whole = Ours(again, school(again, lessons), only="")
        self.tasks[ALL_EDITED] = self.whole.one_edited
        mkdocs_site(self._of(PLAIN), content)
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
        self.tasks[PLAIN] = partial(timed, mkdocs, self._of(PLAIN))
        for name in (PRUNED, MATERIAL) if smallest else (PRUNED,):
            material_site(self._of(name), content, pruned=name == PRUNED)
            self.tasks[name] = partial(timed, mkdocs, self._of(name))
        if hugo := program("hugo"):
            hugo_site(self._of(HUGO), content)
            self.tasks[HUGO] = partial(timed, [hugo, "--quiet", "-d", "site"], self._of(HUGO))

    def outputs(self) -> dict[str, Path]:
        """What each tool built, by its name."""
        others = [name for name in (PLAIN, HUGO, PRUNED, MATERIAL) if name in self.tasks]
        return {"Ren to Learn": self.root / "build/site"} | {
            name: self._of(name) / "site" for name in others
        }

    def _of(self, name: str) -> Path:
        return self.root.parent / name.lower().replace(", ", "-").replace(" ", "-")


Found = dict[int, dict[str, list[Run]]]  # runs by lessons and task


def measured(sizes: dict[int, Size], rounds: int) -> Found:
    """Every task at every size, in rounds."""
    found: Found = {lessons: {name: [] for name in size.tasks} for lessons, size in sizes.items()}
    for lessons, size in sizes.items():
        _say(f"{lessons} lessons: first builds")
        size.site.everything()  # encodes the pictures, compiles what is imported
        size.whole.everything()
    for turn in range(rounds):
        for lessons, size in sizes.items():
            for name, run in size.tasks.items():
                if turn and name in ONCE:
                    continue
                found[lessons][name].append(run())
                _say(f"{turn + 1} of {rounds}: {lessons} {name}: {found[lessons][name][-1]}")
    return found


def table(found: Found) -> Iterator[str]:
    """As Markdown: medians, and processor seconds as times those of plain MkDocs."""
    yield "| lessons | task | runs | wall s | processor s | MB | processor, times plain MkDocs |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    for lessons, tasks in found.items():
        plain = middle(tasks[PLAIN], "cpu")
        for task, runs in tasks.items():
            cpu, wall = middle(runs, "cpu"), middle(runs, "wall")
            yield (
                f"| {lessons} | {task} | {len(runs)} | {wall:.2f} | {cpu:.2f} | "
                f"{middle(runs, 'memory'):.0f} | {cpu / plain:.2f} |"
            )


def judged(found: Found, memory: int) -> Iterator[str]:
    """The targets, at the greatest size."""
    most, least = max(found), min(found)
    tasks = found[most]
    name = f"{most:,} lessons"
    cpu = middle(tasks[EVERYTHING], "cpu")
    plain = middle(tasks[PLAIN], "cpu")
    yield target(f"{name}, everything, processor", cpu / plain, 0.7, "× plain MkDocs")
    if HUGO in tasks:
        wall = middle(tasks[EVERYTHING], "wall") / middle(tasks[HUGO], "wall")
        yield target(f"{name}, everything, wall", wall, 2.5, "× Hugo")
    else:
        yield "- Hugo is not here."
    if most > least:
        growth = cpu / middle(found[least][EVERYTHING], "cpu")
        bound = 5.5 / 5 * most / least
        yield target(f"{name}, everything, processor", growth, bound, f"× {least:,} lessons")
    yield target(f"{name}, everything, memory of all processes together", memory, 400, "MB")
    for task in (EDITED, UNCHANGED, ALL_EDITED):
        yield target(f"{name}, {task}, processor", middle(tasks[task], "cpu"), 1, "s")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, action="append", help="sizes (1200 and 6000)")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    numbers = sorted(given.lessons or [1_200, 6_000])
    with tempfile.TemporaryDirectory() as place:
        sizes = {
            number: Size(Path(place), number, smallest=number == numbers[0]) for number in numbers
        }
        found = measured(sizes, given.rounds)
        _say("memory")
        memory = sizes[numbers[-1]].site.memory()
        print("\n".join([*table(found), "", *judged(found, memory), ""]))
        _say("weights")
        # Its libraries would be counted with the memory of every process started here.
        from bench.weigh import weights  # noqa: PLC0415

        print("\n".join(weights(sizes[numbers[0]].outputs(), Path(place) / "sample")))


if __name__ == "__main__":
    main()
