"""Pages that weigh more than the school allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builder.model.school import School
from builder.problems import Problem
from builder.site.pages import pages


def over_budget(school: School, weighed: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """
    A problem for each page whose HTML (brotli) exceeds `budgets: page` of `school.yml`.

    Args:
        school: As it was built.
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
            yield Problem(
                path=f"content/{source if known else 'school.yml'}",
                line=1,
                column=1,
                severity="error",
                code="page-budget",
                message=f"the page /{page['url']} has {page['html_br_bytes']} bytes, {budget} "
                "are allowed",
                mend="shorten it or split it, or raise budgets: page in school.yml",
            )
