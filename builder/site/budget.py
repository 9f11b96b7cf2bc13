"""Pages that weigh more than the school allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.model.address import page_file
from builder.model.school import School
from builder.problems import Problem
from builder.site.heaviest import heaviest
from builder.site.pages import pages


def over_budget(
    school: School, site: Path, weighed: Sequence[Mapping[str, Any]]
) -> Iterator[Problem]:
    """
    A problem for each page whose HTML (brotli) exceeds `budgets: page` of `school.yml`.

    It says which part of the page weighs most.

    Args:
        school: As it was built.
        site: Folder of the built site.
        weighed: The pages of `builder.report.report.report`.
    """
    budget = school.settings.page_budget
    if budget is None:
        return
    sources = {page.url: page.path for page in pages(school)}
    for page in weighed:
        if page["html_br_bytes"] > budget:
            source = sources.get(page["url"]) or "school.yml"
            known = (school.content / source).exists()
            file = site / page_file(page["url"])
            part, share = heaviest(file.read_text(encoding="utf-8"))
            yield Problem(
                path=f"content/{source if known else 'school.yml'}",
                line=1,
                column=1,
                severity="error",
                code="page-budget",
                message=f"the page /{page['url']} has {page['html_br_bytes']} bytes, {budget} "
                f"are allowed; {share}% of them are in {part}",
                mend="shorten it or split it, or raise budgets: page in school.yml",
            )
