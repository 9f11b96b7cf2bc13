"""Completion codes of companies' programmes, as `renlearn results` reads and shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from tabulate import tabulate

from builder.exam.code import COMPLETION
from builder.exam.completion import completion_length
from builder.exam.programmes import Programmes, current_programmes
from builder.model.school import School
from builder.results.chat import Claim
from builder.results.completions import (
    COMPLETIONS,
    CompanyResults,
    completion_rows,
    gather_completions,
)  # fmt: skip
from builder.results.gathered import Fault
from builder.results.tables import write_csv
from builder.today import today

Companies = Sequence[CompanyResults]


class Completed:
    """
    Reads the completion codes of a school.

    Args:
        school: As it is built: without drafts.
    """

    def __init__(self, school: School) -> None:
        self._current = current_programmes(school)
        self._known = Programmes(school.root, self._current.values())

    def length(self, start: str) -> int | None:
        """How many symbols a code has that begins so; None for one that is none of these."""
        version = self._known.get(start[1:]) if start.startswith(COMPLETION) else None
        return completion_length(version) if version else None

    def gather(self, claims: Sequence[Claim]) -> tuple[Companies, list[Fault]]:
        """What each company's people went through, and the codes that cannot be read."""
        return gather_completions(claims, self._known, self._current, today())


def say_completed(companies: Companies) -> None:
    """Print a table for each company."""
    for one in companies:
        click.echo(f"\n{one.programme.title} (content/companies/{one.programme.company}.yml)\n")
        click.echo(tabulate(completion_rows(one), COMPLETIONS))


def write_completed(file: Path, companies: Companies) -> None:
    """Write the people of all companies beside the CSV file that the user named."""
    rows = [(one.programme.company, *row) for one in companies for row in completion_rows(one)]
    beside = file.with_name(f"{file.stem}-companies{file.suffix}")
    write_csv(beside, ("company", *COMPLETIONS), rows)
