"""Pages of cities, the plan of each course, and what is coming up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from builder.i18n import translator
from builder.model.city import City, Cohort, Hours
from builder.model.course import Course, Lesson
from builder.model.programme import Evening, Occasion, evenings, occasions
from builder.model.school import School
from builder.site.page import SitePage
from builder.today import today

CITIES, PLAN = "cities", "plan"  # parts of their addresses
_LISTED = 12  # occasions in a list; the phone shows the first that have not passed


@dataclass(frozen=True)
class Coming:
    """
    An occasion as pages list it.

    Attributes:
        city: Where.
        occasion: What and when.
        until: When it is over, ISO 8601 with the zone, for the phone's clock.
    """

    city: City
    occasion: Occasion
    until: str


@dataclass(frozen=True)
class Taught:
    """A cohort with its course, its evenings and the name of its calendar file."""

    city: City
    cohort: Cohort
    course: Course
    evenings: tuple[Evening, ...]
    calendar: str

    @property
    def place(self) -> str:
        """Where, its own place or the city's."""
        return self.cohort.place or self.city.place


def city_url(city: City) -> str:
    """The address of a city's page."""
    return f"{CITIES}/{city.slug}/"


def moment(day: date, hours: Hours, city: City) -> str:
    """When something is over: ISO 8601 with the city's offset on that day."""
    return datetime.combine(day, hours.ends, ZoneInfo(city.zone)).isoformat(timespec="minutes")


def taught(school: School, city: City) -> tuple[Taught, ...]:
    """The cohorts of a city whose courses are there and say how long they are."""
    courses = {course.path: course for course in school.courses}
    found: list[Taught] = []
    for cohort in city.cohorts:
        course = courses.get(cohort.course)
        if course and course.weeks:
            name = f"{course.slug}-{cohort.start}.ics"
            days = evenings(cohort, city, course.weeks)
            found.append(Taught(city, cohort, course, days, f"{city_url(city)}{name}"))
    return tuple(found)


def coming(school: School) -> list[Coming]:
    """The next meetings and events of all cities, soonest first."""
    found = [one for city in school.cities for one in _coming(city)]
    return sorted(found, key=lambda one: one.until)[:_LISTED]


def _coming(city: City) -> list[Coming]:
    now = today()
    future = [one for one in occasions(city) if one.day >= now]
    return [Coming(city, one, moment(one.day, one.hours, city)) for one in future[:_LISTED]]


def city_pages(school: School) -> Iterator[SitePage]:
    """A page for each city."""
    for city in school.cities:
        yield SitePage(
            city_url(city),
            "city.html",
            city.title,
            school.settings.language,
            path=f"{CITIES}/{city.slug}.yml",
            summary=city.summary,
            context={"city": city, "taught": taught(school, city), "coming": _coming(city)},
        )


def plan_page(school: School, course: Course) -> SitePage:
    """Week by week: the lessons, the evenings of each cohort, and how the course ends."""
    cohorts = [
        one for city in school.cities for one in taught(school, city) if one.course == course
    ]
    own = [one for one in course.lessons if one.language == course.language]
    lessons = {week: list(found) for week, found in groupby(own, key=lambda one: one.week)}
    return SitePage(
        f"{course.path}/{PLAN}/",
        "plan.html",
        translator(course.language)("学习计划"),
        course.language,
        path=f"{course.path}/course.yml",
        context={
            "course": course,
            "cohorts": cohorts,
            "weeks": [_week(week, lessons, cohorts) for week in range(1, (course.weeks or 0) + 1)],
        },
    )


def _week(
    week: int, lessons: Mapping[int | None, list[Lesson]], cohorts: list[Taught]
) -> tuple[int, list[Lesson], list[tuple[Taught, Evening]]]:
    days = [(one, day) for one in cohorts for day in one.evenings if day.week == week]
    return week, lessons.get(week, []), days
