"""WeChat groups whose code can be scanned no more, or not for long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from builder import wechat_limits as limits
from builder.model.school import School
from builder.model.wechat import Group
from builder.problems import Problem, Severity

_MEND = "save the group's code in WeChat again, put it in place of {}, and write valid_until anew"


def check_groups(school: School, today: date) -> Iterator[Problem]:
    """
    Judge the groups of a school on a day.

    Advice where a code has expired or will within two days, and where nobody
    is named to ask then: a build goes on, since its pages name the contact
    instead; a publication is stopped by `expired`.
    """
    yield from (replace(one, severity="advice") for one in expired(school, today))
    for group in school.groups:
        yield from _soon(group, today)
        if not group.contact:
            message = "nobody is named whom to ask when the group's code has expired"
            mend = "write contact: and a name that learners can find in WeChat"
            yield _problem(group, "advice", "group-contact", message, mend)


def expired(school: School, today: date) -> list[Problem]:
    """The groups whose code can be scanned no more on a day: they must not be published."""
    return [
        _problem(
            group,
            "error",
            "group-expired",
            f"the group's code {_name(group)} expired on {group.valid_until}",
            _MEND.format(_name(group)),
        )
        for group in school.groups
        if group.is_over(today)
    ]


def _soon(group: Group, today: date) -> Iterator[Problem]:
    if group.valid_until is None or group.is_over(today):
        return
    left = (group.valid_until - today).days
    if left <= limits.GROUP_WARNING:
        when = ("today", "tomorrow")[left] if left < 2 else f"in {left} days"
        message = f"the group's code {_name(group)} expires {when}, on {group.valid_until}"
        yield _problem(group, "advice", "group-expires", message, _MEND.format(_name(group)))


def _problem(group: Group, severity: Severity, code: str, message: str, mend: str) -> Problem:
    return Problem(group.path, group.line, 1, severity, code, message, mend)


def _name(group: Group) -> str:
    return group.picture.rpartition("/")[2]
