"""Dates, hours and days of the week as people write them in YAML."""

from __future__ import annotations

import re
from datetime import date, time

from builder.load.schema import Keys
from builder.model.city import Hours
from builder.problems import Problems

_DAYS = {
    **{name: at for at, name in enumerate("一二三四五六日")},
    "天": 6,
    **{
        name: at
        for at, name in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
    },
}
_DAY = re.compile(r"^(?:周|星期|礼拜)?([一二三四五六日天])$")
_HOURS = re.compile(r"^(\d{1,2})[:：](\d{2})\s*(?:-|–|—|~|～|到|至)\s*(\d{1,2})[:：](\d{2})$")
_DATE = re.compile(r"^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?$")


def written_date(text: str) -> date | None:
    """The date of `2026-12-03`; None when the text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def guessed_date(text: str) -> str:
    """A date in another form as it should be written, or ""."""
    found = _DATE.match(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


class DateKeys:
    """
    Reads keys of one part of a city's file.

    Args:
        keys: Checked.
        path: File relative to the school's folder.
        line: Of the part, from 1; keys that are missing are reported there.
        problems: Takes what is wrong.
    """

    def __init__(self, keys: Keys, path: str, line: int, problems: Problems) -> None:
        self._keys = keys
        self._path = path
        self.line = line
        self._problems = problems

    def wrong(self, key: str, message: str, mend: str) -> None:
        """Note that a key's value is wrong."""
        line = self._keys.lines.get(key, self.line)
        self._problems.add(self._path, line, "key-value", message, mend)

    def maybe(self, key: str) -> str:
        """The words of a key that may be missing."""
        return str(self._keys.get(key))

    def words(self, key: str) -> str:
        """The words of a key that must not be missing."""
        found = self.maybe(key)
        if not found and key not in self._keys.lines:
            self.wrong(key, f"{key} is missing here", f"write {key}:")
        return found

    def day(self, key: str, default: date | None = None) -> date | None:
        """A day; `default` where the key is missing, which is a problem when there is none."""
        text = self.maybe(key) if default else self.words(key)
        if not text:
            return default
        found = written_date(text)
        if found is None:
            mend = f"write year, month and day: {guessed_date(text) or '2026-12-03'}"
            self.wrong(key, f"{key} should be a date, not {text[:30]}", mend)
        return found

    def in_order(self, first: date, last: date, key: str) -> bool:
        """Whether `last`, the value of `key`, is not before `first`."""
        if last < first:
            self.wrong(key, f"{last} is before {first}", "correct one of the two days")
        return last >= first

    def hours(self, key: str) -> Hours | None:
        """From when to when: `19:30-21:00`."""
        text = self.words(key)
        found = _HOURS.match(text)
        try:
            one, two, three, four = map(int, found.groups() if found else (0, 0, 0, 0))
            hours = Hours(time(one, two), time(three, four))
        except ValueError:
            hours = None
        if hours and hours.begins < hours.ends:  # nothing is written as 0:00-0:00
            return hours
        if text:
            mend = "write from when to when: 19:30-21:00"
            self.wrong(key, f"{key} should be two times of one day, not {text[:30]}", mend)
        return None

    def weekdays(self, key: str) -> tuple[int, ...]:
        """Days of the week, 0 is Monday, ascending: `[周一, 周四]` or `[Monday, Thursday]`."""
        found = self._keys.get(key, ())
        names = (found,) if isinstance(found, str) else found
        if not names and key not in self._keys.lines:
            self.wrong(key, f"{key} is missing here", f"write {key}: [周一, 周四]")
        days = {_weekday(name) for name in names}
        if None in days:
            mend = "write 周一, 周四, or Monday, Thursday"
            self.wrong(key, f"{key} should be days of the week, not {', '.join(names)[:40]}", mend)
            return ()
        return tuple(sorted(day for day in days if day is not None))

    def number(self, key: str) -> int | None:
        """A whole number from 0, or None where the key is missing."""
        text = self.maybe(key)
        if re.fullmatch(r"\d{1,5}", text):
            return int(text)
        if text:
            self.wrong(key, f"{key} should be a number, not {text[:30]}", "write digits only")
        return None


def _weekday(name: str) -> int | None:
    found = _DAY.match(name.strip())
    return _DAYS.get(found[1] if found else _long(name))


def _long(name: str) -> str:
    """The whole English name of a day: `Thu` is `thursday`."""
    start = name.strip().lower().rstrip(".")
    long = [day for day in _DAYS if len(start) >= 3 and day.startswith(start)]
    return long[0] if long else ""
