"""QR codes of groups that nobody can scan any more."""

from __future__ import annotations

from importlib import import_module

from builder.model.school import School
from builder.problems import Problem


def expired_groups(school: School) -> list[Problem]:
    """Problems of groups whose code has expired, as `renlearn check` names them."""
    try:
        groups, clock = import_module("builder.check.groups"), import_module("builder.today")
    except ModuleNotFoundError:  # a school without groups
        return []
    return list(groups.expired(school, clock.today()))
