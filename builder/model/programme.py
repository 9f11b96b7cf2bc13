"""The dates of a three-month programme: which evening belongs to which week, what is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from builder.model.city import City, Cohort, Event, Holiday, Hours, Meeting

_LONGEST = 3 * 366  # days after which a programme that never ends is given up


@dataclass(frozen=True)
class Evening:
    """
    One evening of a cohort.

    Attributes:
        day: Its date.
        week: Of the course, from 1; of an evening that is skipped the week to come.
        skipped: The holiday because of which there is no class, or None.
        last: Whether it is the last evening: the exam or presentation.
    """

    day: date
    week: int
    skipped: Holiday | None = None
    last: bool = False


@dataclass(frozen=True)
class Occasion:
    """One meeting or event on its day: title, day, hours, place, course or "", words."""

    title: str
    day: date
    hours: Hours
    place: str
    course: str = ""
    text: str = ""


def evenings(cohort: Cohort, city: City, weeks: int) -> tuple[Evening, ...]:
    """
    The evenings of a cohort in order.

    An evening in a holiday is skipped and does not count, so that no week of
    the course is lost: the programme ends later.

    Args:
        cohort: With at least one evening a week.
        city: Its holidays.
        weeks: Length of the course.
    """
    wanted = weeks * len(cohort.evenings)
    found: list[Evening] = []
    held = 0
    for day in _days(cohort.start):
        if held == wanted:
            break
        if day.weekday() not in cohort.evenings:
            continue
        holiday = next((one for one in city.holidays if day in one), None)
        week = held // len(cohort.evenings) + 1
        held += not holiday
        found.append(Evening(day, week, holiday, last=held == wanted and not holiday))
    return tuple(found)


def _days(start: date) -> Iterator[date]:
    return (start + timedelta(days) for days in range(_LONGEST))


def occasions(city: City) -> tuple[Occasion, ...]:
    """Every meeting and event of a city by day; meetings in holidays are not held."""
    held = [one for meeting in city.meetings for one in _meetings(meeting, city)]
    held += [_event(event, city) for event in city.events]
    return tuple(sorted(held, key=lambda one: (one.day, one.hours.begins, one.title)))


def _meetings(meeting: Meeting, city: City) -> Iterator[Occasion]:
    day = meeting.first + timedelta((meeting.weekday - meeting.first.weekday()) % 7)
    while day <= meeting.last:
        if not any(day in holiday for holiday in city.holidays):
            place = meeting.place or city.place
            yield Occasion(meeting.title, day, meeting.hours, place, meeting.course)
        day += timedelta(7)


def _event(event: Event, city: City) -> Occasion:
    return Occasion(event.title, event.day, event.hours, event.place or city.place, "", event.text)
