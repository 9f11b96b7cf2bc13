"""`group:` of school.yml and course.yml: the WeChat group that learners join."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from builder import wechat_limits as limits
from builder.load.file_date import file_dates
from builder.load.key_media import MediaKeys
from builder.load.limits import MAX_CONTACT
from builder.load.schema import GROUP, Keys, checked
from builder.model.course import Course
from builder.model.school import Settings
from builder.model.wechat import Group
from builder.problems import Problems

_DATE = re.compile(r"^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?$")


def read_group(page: str, keys: Keys, media: MediaKeys, problems: Problems) -> Group | None:
    """
    The group that a file names.

    Args:
        page: `school.yml` or a course's `course.yml`, relative to `content/`.
        keys: Of that file.
        media: Looks up its picture.
        problems: Takes what is wrong.

    Returns:
        None where there is no group or no picture; `valid_until` is None
        where it is not written.
    """
    place = f"content/{page}"
    if "group" not in keys.values:
        return None
    own = checked(keys.get("group"), GROUP, place, problems)
    if "qr" not in own.lines:
        mend = "write below it qr: and the name of the picture with the code"
        problems.add(place, keys.lines["group"], "group-qr", "the group has no qr", mend)
    picture = media.code(page, own)
    until, contact = _valid_until(own, place, problems), str(own.get("contact"))
    if len(contact) > MAX_CONTACT:
        message = f"contact has {len(contact)} characters, {MAX_CONTACT} are the most"
        problems.add(place, own.lines["contact"], "contact-long", message, "shorten it")
    return Group(picture, until, contact, place, own.lines["qr"]) if picture else None


def _valid_until(keys: Keys, place: str, problems: Problems) -> date | None:
    written = str(keys.get("valid_until"))
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        message = f"valid_until should be a date, not {written[:30]}"
        mend = f"write year, month and day: {_guessed(written) or '2026-12-03'}"
        problems.add(place, keys.lines["valid_until"], "key-value", message, mend)
        return None


def _guessed(written: str) -> str:
    """The date as it should be written, if it is one at all."""
    found = _DATE.match(written)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def dated(
    content: Path, settings: Settings, courses: Sequence[Course]
) -> tuple[Settings, list[Course]]:
    """
    The same with `valid_until` in every group.

    A group's code lives seven days from the day on which it was made, which
    is taken to be that of its file.
    """
    groups = [settings.group, *(course.group for course in courses)]
    unknown = {one.picture for one in groups if one and one.valid_until is None}
    dates = file_dates(content, sorted(unknown))

    def known(group: Group | None) -> Group | None:
        if group is None or group.valid_until or group.picture not in dates:
            return group
        until = dates[group.picture] + timedelta(limits.GROUP_DAYS)
        return replace(group, valid_until=until)

    return replace(settings, group=known(settings.group)), [
        replace(course, group=known(course.group)) for course in courses
    ]
