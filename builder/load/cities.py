"""`content/cities/<city>.yml` becomes a City."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

from builder.load.dates import DateKeys
from builder.load.files import read_text
from builder.load.groups import read_group
from builder.load.key_media import MediaKeys
from builder.load.limits import MAX_YAML
from builder.load.schema import CITY, COHORT, EVENT, HOLIDAY, MEETING, Keys, Kind, checked
from builder.load.yaml import Value, load_mapping
from builder.model.city import ZONE, City, Cohort, Event, Holiday, Meeting
from builder.problems import Problems

FOLDER = "cities"
Part = TypeVar("Part")


def read_cities(
    content: Path, files: Collection[str], courses: Collection[str], problems: Problems
) -> tuple[City, ...]:
    """
    Read every city.

    Args:
        content: The folder `content/`.
        files: Every file, relative to it.
        courses: Folders of the courses, which cohorts and meetings name.
        problems: Takes what is wrong.
    """
    paths = sorted(one for one in files if posixpath.dirname(one) == FOLDER)
    found = (
        _CityReader(path, courses, MediaKeys(files, problems), problems).city(content)
        for path in paths
        if path.endswith(".yml")
    )
    return tuple(city for city in found if city)


class _CityReader:
    def __init__(
        self, path: str, courses: Collection[str], media: MediaKeys, problems: Problems
    ) -> None:
        self._path = path
        self._place = f"content/{path}"
        self._courses = courses
        self._media = media
        self._problems = problems

    def city(self, content: Path) -> City | None:
        """The city, or None when its file cannot be read."""
        text = read_text(content, self._path, MAX_YAML, self._problems, leaves_out=False)
        if text is None:
            return None
        found = load_mapping(text, self._place, self._problems, leaves_out=False)
        if found is None:
            return None
        keys = checked(found, CITY, self._place, self._problems)
        slug = posixpath.splitext(posixpath.basename(self._path))[0]
        if not keys.get("title"):
            mend = "write title: and the city's name"
            self._problems.add(self._place, 1, "title-missing", "the city has no title", mend)
        return City(
            slug,
            keys.get("title") or slug,
            keys.get("summary"),
            self._zone(keys),
            keys.get("place"),
            keys.get("partner"),
            keys.get("contact"),
            read_group(self._path, keys, self._media, self._problems),
            tuple(self._parts(keys, "holidays", HOLIDAY, self._holiday)),
            tuple(self._parts(keys, "cohorts", COHORT, self._cohort)),
            tuple(self._parts(keys, "meetings", MEETING, self._meeting)),
            tuple(self._parts(keys, "events", EVENT, self._event)),
        )

    def _zone(self, keys: Keys) -> str:
        zone = str(keys.get("zone")) or ZONE
        if zone in available_timezones():
            return zone
        near = difflib.get_close_matches(zone[:40], available_timezones(), n=1)
        mend = f"did you mean {near[0]}?" if near else f"write it as {ZONE}"
        message = f"{zone} is no time zone"
        self._problems.add(self._place, keys.lines["zone"], "key-value", message, mend)
        return ZONE

    def _parts(
        self,
        keys: Keys,
        name: str,
        schema: Mapping[str, Kind],
        read: Callable[[DateKeys], Part | None],
    ) -> Iterator[Part]:
        """Each readable part of a list; what is wrong with the others is said."""
        for value in keys.get(name, ()):
            part = self._part(value, name, schema, read)
            if part is not None:
                yield part

    def _part(
        self,
        value: Value,
        name: str,
        schema: Mapping[str, Kind],
        read: Callable[[DateKeys], Part | None],
    ) -> Part | None:
        if not isinstance(value.data, dict):
            message = f"{name} holds a part without keys"
            mend = f"write - {next(iter(schema))}: and its other keys below it"
            self._problems.add(self._place, value.line, "key-type", message, mend)
            return None
        own = checked(value.data, schema, self._place, self._problems)
        return read(DateKeys(own, self._place, value.line, self._problems))

    def _holiday(self, keys: DateKeys) -> Holiday | None:
        name, first = keys.words("name"), keys.day("from")
        last = keys.day("to", first)
        if not name or not first or not last or not keys.in_order(first, last, "to"):
            return None
        return Holiday(name, first, last)

    def _cohort(self, keys: DateKeys) -> Cohort | None:
        course, start = self._course(keys, needed=True), keys.day("start")
        evenings, hours = keys.weekdays("evenings"), keys.hours("time")
        if not course or not start or not evenings or not hours:
            return None
        places = keys.number("places_left")
        place, instructor = keys.maybe("place"), keys.maybe("instructor")
        return Cohort(course, start, evenings, hours, place, instructor, places, keys.line)

    def _meeting(self, keys: DateKeys) -> Meeting | None:
        title, days, hours = keys.words("title"), keys.weekdays("day"), keys.hours("time")
        first, last = keys.day("from"), keys.day("to")
        if not title or not days or not hours or not first or not last:
            return None
        if not keys.in_order(first, last, "to"):
            return None
        course, place = self._course(keys, needed=False), keys.maybe("place")
        return Meeting(title, days[0], hours, first, last, course, place, keys.line)

    def _event(self, keys: DateKeys) -> Event | None:
        title, day, hours = keys.words("title"), keys.day("date"), keys.hours("time")
        if not title or not day or not hours:
            return None
        return Event(title, day, hours, keys.maybe("place"), keys.maybe("text"), keys.line)

    def _course(self, keys: DateKeys, *, needed: bool) -> str:
        """The folder of the course that a part names."""
        course = keys.words("course") if needed else keys.maybe("course")
        course = course.strip("/")
        if not course or course in self._courses:
            return course
        near = difflib.get_close_matches(course[:80], self._courses, n=1, cutoff=0.5)
        mend = f"did you mean {near[0]}?" if near else "write its folder: business/accounting"
        keys.wrong("course", f"there is no course {course}", mend)
        return ""
