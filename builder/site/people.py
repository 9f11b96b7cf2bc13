"""The page of those who teach and help."""

from __future__ import annotations

from collections.abc import Iterator

from builder.i18n import translator
from builder.model.person import Person
from builder.model.school import School
from builder.site.page import SitePage

PEOPLE = "people"


def people_page(school: School) -> Iterator[SitePage]:
    """One page for all, where there is anyone to show."""
    if not school.people:
        return
    translate = translator(school.settings.language)
    titles = {
        "instructor": translate("老师"),
        "mentor": translate("导师"),
        "partner": translate("合作大学"),
    }
    groups = [
        (title, [one for one in school.people if one.role == role])
        for role, title in titles.items()
    ]
    yield SitePage(
        f"{PEOPLE}/",
        "people.html",
        translate("教你的人，帮你的人"),
        school.settings.language,
        path=f"{PEOPLE}/index.md",
        context={"groups": [(title, found) for title, found in groups if found]},
    )


def by_name(school: School) -> dict[str, Person]:
    """Everyone shown, by name: courses name their instructors and mentors so."""
    return {one.name: one for one in school.people}
