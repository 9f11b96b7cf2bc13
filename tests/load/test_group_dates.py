"""Without `valid_until` a code lives seven days from the day on which its file changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from builder.load.file_date import file_dates
from builder.load.school import load
from builder.today import CHINA
from tests.group_code import bare_code
from tests.school import SchoolTest

MADE = date(2026, 11, 2)  # of the file
COMMITTED = "2026-11-05T23:30:00+00:00"  # in China it is the 6th
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    dates = {"GIT_AUTHOR_DATE": COMMITTED, "GIT_COMMITTER_DATE": COMMITTED}
    subprocess.run(
        ["git", *identity, *arguments], cwd=folder, env=os.environ | dates, check=True,
        capture_output=True,
    )  # fmt: skip


def aged(file: Path, day: date) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA).timestamp()
    os.utime(file, (at, at))


@pytest.fixture
def grouped(school: SchoolTest) -> SchoolTest:
    school.write("school.yml", "group:\n  qr: 群 一.png\n").write("群 一.png", bare_code())
    aged(school.content / "群 一.png", MADE)
    return school


def until(root: Path) -> date | None:
    group = load(root)[0].settings.group
    assert group
    return group.valid_until


def test_without_git_the_file_says_its_day(grouped: SchoolTest) -> None:
    assert until(grouped.root) == date(2026, 11, 9)


def test_what_is_written_goes_before(grouped: SchoolTest) -> None:
    grouped.write("school.yml", "group:\n  qr: 群 一.png\n  valid_until: 2026-12-24\n")

    assert until(grouped.root) == date(2026, 12, 24)


@needs_git
def test_a_clone_gives_every_file_a_new_time_but_not_a_new_day(
    grouped: SchoolTest, tmp_path: Path
) -> None:
    git(grouped.root, "init", "-q")
    git(grouped.root, "add", "-A")
    git(grouped.root, "commit", "-qm", "a group")
    git(tmp_path, "clone", "-q", str(grouped.root), "clone")

    assert until(tmp_path / "clone") == date(2026, 11, 13)
    assert until(grouped.root) == date(2026, 11, 13)


@needs_git
@pytest.mark.parametrize("change", ["new", "changed", "renamed"])
def test_a_file_that_is_not_as_committed_says_its_own_day(change: str, grouped: SchoolTest) -> None:
    git(grouped.root, "init", "-q")
    if change != "new":
        git(grouped.root, "add", "-A")
        git(grouped.root, "commit", "-qm", "a group")
    if change == "changed":
        grouped.write("群 一.png", bare_code(9))
    if change == "renamed":
        (grouped.content / "群 一.png").rename(grouped.content / "b.png")
        grouped.write("school.yml", "group:\n  qr: b.png\n")
    for file in grouped.content.glob("*.png"):
        aged(file, MADE)

    assert until(grouped.root) == date(2026, 11, 9)


@needs_git
def test_a_later_commit_counts_and_many_files_are_asked_for_at_once(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name in ("a.png", "[b].png", "-c.png"):
        (tmp_path / name).write_bytes(b"1")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "all")
    (tmp_path / "a.png").write_bytes(b"2")
    git(tmp_path, "commit", "-qam", "one", "--date=2026-11-20T12:00:00+08:00")
    names = ["a.png", "[b].png", "-c.png", "gone.png"]

    assert file_dates(tmp_path, names) == {
        "a.png": date(2026, 11, 20),
        "[b].png": date(2026, 11, 6),
        "-c.png": date(2026, 11, 6),
    }


@pytest.mark.skipif(os.name == "nt", reason="a script stands for git")
@pytest.mark.parametrize("script", ["exit 3", "echo rubbish; printf '\\036x\\000:'", ""])
def test_a_git_that_is_broken_or_missing_does_no_harm(
    script: str, grouped: SchoolTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    if script:
        (programs / "git").write_text(f"#!/bin/sh\n{script}\n")
        (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))

    assert until(grouped.root) == date(2026, 11, 9)
