"""Calendar files of cohorts and cities: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from builder.i18n import translator
from builder.model.city import City, Hours
from builder.model.programme import occasions
from builder.model.school import School
from builder.site.cities import Taught, city_url, taught

MEETINGS = "meetings.ics"


def calendars(school: School) -> Iterator[tuple[str, bytes]]:
    """The address and bytes of every calendar file; the same school gives the same bytes."""
    for city in school.cities:
        for cohort in taught(school, city):
            yield cohort.calendar, _cohort(cohort, school)
        if held := occasions(city):
            calendar = _calendar(city, f"{school.settings.name} {city.title}")
            for one in held:
                _add(calendar, city, one.title, one.day, one.hours, one.place)
            yield f"{city_url(city)}{MEETINGS}", _written(calendar)


def _cohort(one: Taught, school: School) -> bytes:
    translate = translator(school.settings.language)
    calendar = _calendar(one.city, f"{one.course.title} {one.city.title}")
    for evening in one.evenings:
        if evening.skipped:
            continue
        title = translate("%s 第 %d 周") % (one.course.title, evening.week)
        if evening.last:
            title = f"{title} {translate('结业')}"
        _add(calendar, one.city, title, evening.day, one.cohort.hours, one.place)
    return _written(calendar)


def _calendar(city: City, name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Ren to Learn//renlearn//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", city.zone)
    return calendar


def _add(calendar: Calendar, city: City, title: str, day: date, hours: Hours, place: str) -> None:
    zone = ZoneInfo(city.zone)
    entry = Entry()
    number = len(calendar.events) + 1
    entry.add("uid", f"{day:%Y%m%d}-{hours.begins:%H%M}-{number}@{city.slug}.renlearn")
    # Of the entry's day, not of the build: the same school gives the same bytes.
    entry.add("dtstamp", datetime.combine(day, time(), UTC))
    entry.add("summary", title)
    entry.add("dtstart", datetime.combine(day, hours.begins, zone))
    entry.add("dtend", datetime.combine(day, hours.ends, zone))
    if place:
        entry.add("location", place)
    calendar.add_component(entry)


def _written(calendar: Calendar) -> bytes:
    # What a zone did before the school began is of no use to a phone.
    calendar.add_missing_timezones(first_date=date(2020, 1, 1))
    return bytes(calendar.to_ical())
