"""A group's code is warned of before it expires, and is no longer published afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from builder.check.all import check
from builder.check.groups import expired
from builder.load.school import load
from builder.problems import Problem
from tests.group_code import bare_code
from tests.school import SchoolTest

GROUP = "group:\n  qr: group.png\n  valid_until: 2026-12-03\n  contact: 王老师\n"


@pytest.fixture
def grouped(school: SchoolTest) -> SchoolTest:
    school.write("school.yml", GROUP).write("group.png", bare_code())
    return school


def checked(school: SchoolTest) -> list[Problem]:
    return check(load(school.root)[0])


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-30", None),
        ("2026-12-01", ("advice", "group-expires", "in 2 days")),
        ("2026-12-02", ("advice", "group-expires", "tomorrow")),
        ("2026-12-03", ("advice", "group-expires", "today")),
        ("2026-12-04", ("advice", "group-expired", "2026-12-03")),
    ],
)
def test_the_check_knows_the_day(
    today: str,
    said: tuple[str, str, str] | None,
    grouped: SchoolTest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RENLEARN_TODAY", today)
    problems = checked(grouped)
    if said is None:
        assert problems == []
        return
    severity, code, words = said
    (problem,) = problems

    assert (problem.path, problem.line) == ("content/school.yml", 2)
    assert (problem.severity, problem.code) == (severity, code)
    assert words in problem.message
    assert "group.png" in problem.mend


def test_somebody_should_be_named(grouped: SchoolTest, monkeypatch: pytest.MonkeyPatch) -> None:
    grouped.write("school.yml", GROUP.replace("  contact: 王老师\n", ""))
    monkeypatch.setenv("RENLEARN_TODAY", "2026-11-26")

    assert [(one.severity, one.code) for one in checked(grouped)] == [("advice", "group-contact")]


def test_publishing_asks_for_the_expired_ones_only(grouped: SchoolTest) -> None:
    school, _ = load(grouped.root)

    assert expired(school, date(2026, 12, 3)) == []
    assert [one.code for one in expired(school, date(2026, 12, 4))] == ["group-expired"]


def test_a_picture_that_is_no_code_is_named_at_its_line(grouped: SchoolTest) -> None:
    grouped.write("group.png", b"nothing")

    assert (2, "media-unreadable") in [(one.line, one.code) for one in checked(grouped)]


def test_the_command_warns_on_the_day_after(
    grouped: SchoolTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENLEARN_TODAY", "2026-12-04")
    done = grouped.run("check")

    assert done.exit_code == 0
    assert "content/school.yml:2: the group's code group.png expired on 2026-12-03;" in done.output


def test_a_day_that_is_none_is_wrong_usage(
    grouped: SchoolTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENLEARN_TODAY", "tomorrow")
    done = grouped.run("check")

    assert done.exit_code == 2
    assert "2026-12-01" in done.output
    assert not done.traceback
