"""QR codes of groups that nobody can scan any more."""

from __future__ import annotations

from builder.check.groups import expired
from builder.model.school import School
from builder.problems import Problem
from builder.today import today


def expired_groups(school: School) -> list[Problem]:
    """Problems of groups whose code has expired, as `renlearn check` names them."""
    return list(expired(school, today()))
