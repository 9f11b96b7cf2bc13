"""A city where the school is taught: evening classes, meetings, events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from builder.model.wechat import Group

ZONE = "Asia/Shanghai"  # all of China keeps one time


@dataclass(frozen=True)
class Hours:
    """From when to when, by the clock of the city."""

    begins: time
    ends: time


@dataclass(frozen=True)
class Holiday:
    """Days without classes: name, first and last day."""

    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Cohort:
    """
    One course as it is taught in a city.

    Attributes:
        course: Folder relative to `content/`.
        start: The first evening is on this day or the next that fits.
        evenings: Days of the week, 0 is Monday, ascending.
        hours: Of each evening.
        place: Where, or "" for that of the city.
        instructor: Who teaches, or "".
        places_left: How many can still join, or None when that is not said.
        line: In the city's file, from 1.
    """

    course: str
    start: date
    evenings: tuple[int, ...]
    hours: Hours
    place: str = ""
    instructor: str = ""
    places_left: int | None = None
    line: int = 1


@dataclass(frozen=True)
class Meeting:
    """
    A weekly meeting of learners.

    Attributes:
        title: What it is.
        weekday: 0 is Monday.
        hours: By the clock of the city.
        first, last: Days between which it is held.
        course: Folder of the course whose learners meet, or "" for all.
        place: Where, or "" for that of the city.
        line: In the city's file, from 1.
    """

    title: str
    weekday: int
    hours: Hours
    first: date
    last: date
    course: str = ""
    place: str = ""
    line: int = 1


@dataclass(frozen=True)
class Event:
    """A cultural event: title, day, hours, place ("" for the city's), a few words, its line."""

    title: str
    day: date
    hours: Hours
    place: str = ""
    text: str = ""
    line: int = 1


@dataclass(frozen=True)
class City:
    """
    `cities/<slug>.yml`.

    Attributes:
        slug: The last part of its address.
        title: The city's name.
        summary: One sentence, or "".
        zone: Time zone, as the IANA data base names it.
        place: Where classes and meetings are held.
        partner: The partner university, or "".
        contact: Whom to ask, or "".
        group: The city's WeChat group, or None.
        holidays, cohorts, meetings, events: As written.
    """

    slug: str
    title: str
    summary: str = ""
    zone: str = ZONE
    place: str = ""
    partner: str = ""
    contact: str = ""
    group: Group | None = None
    holidays: tuple[Holiday, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    events: tuple[Event, ...] = ()
