"""Which lessons stand in companies' programmes, and so on their pages and in their packages too."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from builder.model.company_course import chosen
from builder.model.school import School

# By slug of the company: the lessons in their order, path to title.
Programmes = Mapping[str, Mapping[str, str]]


def programmes(school: School) -> Programmes:
    """The programmes of a school."""
    return {
        company.slug: {one.original.path: one.original.title for one in chosen(school, company)}
        for company in school.companies
    }


def naming(known: Programmes, paths: Collection[str]) -> Programmes:
    """Those with any of these lessons."""
    return {slug: one for slug, one in known.items() if not one.keys().isdisjoint(paths)}


def have_same_lessons(one: Programmes, other: Programmes) -> bool:
    """Whether both are programmes of the same companies, with the same lessons in their order."""
    return one.keys() == other.keys() and all(
        list(lessons) == list(other[slug]) for slug, lessons in one.items()
    )
