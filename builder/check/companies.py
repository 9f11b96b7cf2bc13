"""Programmes of companies: drafts in them, lessons that would share an address."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.company import Company
from builder.model.company_course import Chosen, chosen
from builder.model.school import School
from builder.problems import Problem


def check_companies(school: School) -> Iterator[Problem]:
    """Judge every programme by the whole school."""
    for company in school.companies:
        lines = {step.path: step.line for step in company.steps}
        taken: dict[str, Chosen] = {}
        for one in chosen(school, company):
            line = lines[one.original.path]
            yield from _judge(company, one, taken.setdefault(one.lesson.slug, one), line)


def _judge(company: Company, one: Chosen, first: Chosen, line: int) -> Iterator[Problem]:
    place, path = f"content/{company.file}", one.original.path
    if one.original.draft:
        message = f"{path} is a draft; until it is published the programme goes without it"
        mend = "publish it, or take it out of lessons"
        yield Problem(place, line, 1, "advice", "company-draft", message, mend)
    if first is not one:  # their folders differ in - and / alone
        message = f"{path} would have the same address here as {first.original.path}"
        yield Problem(place, line, 1, "error", "address-twice", message, "take one of them out")
