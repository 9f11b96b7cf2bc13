"""`group:` of school.yml and course.yml: the WeChat group that learners join."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from builder import wechat_limits as limits
from builder.load.dates import DateKeys
from builder.load.file_date import file_dates
from builder.load.key_media import MediaKeys
from builder.load.limits import MAX_CONTACT
from builder.load.schema import GROUP, Keys, checked
from builder.model.wechat import Group
from builder.problems import Problems


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
    found = DateKeys(keys, place, keys.lines.get("qr", 1), problems)
    return found.day("valid_until") if "valid_until" in keys.lines else None


def dated(content: Path, groups: Iterable[Group | None]) -> Callable[[Group | None], Group | None]:
    """
    A function that gives a group, one of `groups`, its `valid_until`.

    A group's code lives seven days from the day on which it was made, which
    is taken to be that of its file.
    """
    unknown = {one.picture for one in groups if one and one.valid_until is None}
    dates = file_dates(content, sorted(unknown))

    def known(group: Group | None) -> Group | None:
        if group is None or group.valid_until or group.picture not in dates:
            return group
        return replace(group, valid_until=dates[group.picture] + timedelta(limits.GROUP_DAYS))

    return known
