"""What a build has come to, and how it is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from builder.problems import Problem


@dataclass(frozen=True)
class Built:
    """
    The outcome of a build.

    Attributes:
        problems: All of them.
        lessons: How many were built.
        totals: Of the report.
        companies: Title and address of each partner company.
        placed: Whether the build was put in place.
        left_out: Paths of texts that were left out.
        new_keys: Whether keys were written that want to be committed.
    """

    problems: tuple[Problem, ...]
    lessons: int
    totals: Mapping[str, int]
    companies: tuple[tuple[str, str], ...]
    placed: bool
    left_out: tuple[str, ...] = ()
    new_keys: bool = False

    def is_good(self, *, strict: bool) -> bool:
        """Whether nothing is wrong; advice counts where a build is strict."""
        return not any(strict or one.severity == "error" for one in self.problems)


def say(built: Built, names: set[str], *, as_json: bool) -> None:
    """Print an outcome of building the renditions `names`."""
    if as_json:
        _say_json(built)
        return
    for problem in built.problems:
        click.echo(str(problem))
    for path in built.left_out:
        click.echo(f"Left out: {path}")
    for line in _lines(built, names):
        click.echo(line)


def _lines(built: Built, names: set[str]) -> Iterator[str]:
    if not built.placed:
        yield "Not built: mend the errors above. The last good build stays as it was."
        return
    if "quiz" in names and "site" not in names:
        yield "Built the questions of each course into build/quizzes."
    if "wechat" in names:
        yield f"Built {built.lessons} articles into build/wechat; open index.html there."
    if "packs" in names and built.companies:
        yield "Built companies' packages (SCORM 1.2) into build/packs/companies."
    if "site" in names:
        pages = built.totals["pages"]
        yield f"Built {built.lessons} lessons, {pages} pages, into build/site."
        yield from (f"For {title} alone: {address}" for title, address in built.companies)
        yield "Look at it: renlearn serve, then open http://127.0.0.1:8000/ in a browser."
    if built.new_keys:
        yield "Commit the folder keys/: it holds the keys by which results are scored."


def _say_json(built: Built) -> None:
    record = {
        "placed": built.placed,
        "lessons": built.lessons,
        "totals": dict(built.totals),
        "problems": [problem.record() for problem in built.problems],
    }
    click.echo(json.dumps(record, ensure_ascii=False, indent=1))
