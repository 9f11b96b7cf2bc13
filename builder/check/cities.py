"""Cohorts of courses that do not say how long they are."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.school import School
from builder.problems import Problem


def check_cities(school: School) -> Iterator[Problem]:
    """Judge what a city's file promises against the courses."""
    courses = {course.path: course for course in school.courses}
    for city in school.cities:
        for cohort in city.cohorts:
            course = courses.get(cohort.course)
            if course and not course.weeks:
                yield Problem(
                    path=f"content/cities/{city.slug}.yml",
                    line=cohort.line,
                    column=1,
                    severity="error",
                    code="cohort-weeks",
                    message=f"the course {course.path} does not say how many weeks it has",
                    mend=f"write weeks: 12 in content/{course.path}/course.yml",
                )
