"""Slips in companies' files: each named with its line and what to do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from builder.check.all import check
from builder.load.company_address import fresh_address, read_address
from builder.load.schema import Keys
from builder.load.school import load
from builder.problems import Problems
from tests.companies import ADDRESS, COMPANY, trained
from tests.school import SchoolTest

FILE = "content/companies/good-taste.yml"


def named(school: SchoolTest, path: str = FILE) -> list[dict[str, Any]]:
    """The problems of one file, as `renlearn check` finds them."""
    loaded, problems = load(school.root)
    problems.extend(check(loaded))
    return [one.record() for one in problems if one.path == path]


def test_a_good_programme_has_no_problem(school: SchoolTest) -> None:
    assert trained(school).problems() == []


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("business/a/02-y", "business/a/02-z", 9, "did you mean business/a/"),
        ("business/a/02-y", "buisness/a/02-y", 9, "did you mean business/a/02-y?"),
        ("business/a/02-y", "02-y", 9, "did you mean business/a/02-y?"),
        ("01-clean-hands", "01-clean-hand", 8, "did you mean 01-clean-hands?"),
        ("business/a/02-y", "business/a", 9, "one by one: business/a/01-x"),
        ("business/a/02-y", "business/a/01-x.md", 10, "line 9"),
        ("business/a/02-y", "[x]", 9, "business/accounting/"),
        ("logo: logo.svg", "logo: lgoo.svg", 4, "did you mean logo.svg?"),
        ("logo: logo.svg", "logo: good-taste/01-clean-hands.md", 4, "picture"),
        ("title: 好味道", "title:", 1, "title:"),
        ("lessons:", "leson:", 7, "did you mean lessons"),
        (ADDRESS, "k7q2m9xd4vw8r3t", 5, "15 characters"),
        (ADDRESS, "K7q2m9xd4vw8r3tb", 5, "small letters"),
        (ADDRESS, "k7q2-m9xd4vw8r3tb", 5, "a to z and digits"),
        (ADDRESS, "goodtasteofbeijing", 5, "good"),
        (ADDRESS, "abcdefgh12345678", 5, "follow each other"),
        (ADDRESS, "haoweidaocanyinbj", 5, "mixed"),
        (ADDRESS, "x1x1x1x1x1x1x1x1", 5, "again and again"),
        ("contact: 人事小周", f"contact: {'周' * 70}", 6, "70 characters"),
        ("contact: 人事小周", "exam: business/a", 6, "business/a that has an exam"),
    ],
)
def test_slips_are_named(school: SchoolTest, right: str, wrong: str, line: int, words: str) -> None:
    found = named(trained(school, COMPANY.replace(right, wrong, 1)))
    said = [one for one in found if words in f"{one['message']}; {one['mend']}"]

    assert [one["line"] for one in said][:1] == [line], found
    assert said[0]["severity"] == "error"


def test_a_missing_address_comes_with_a_fresh_one_to_paste(school: SchoolTest) -> None:
    trained(school, COMPANY.replace(f"address: {ADDRESS}\n", ""))
    first, second = (named(school)[0]["mend"] for _ in range(2))
    line = re.search(r"address: [a-z0-9]{16,}", first)
    assert line
    assert first != second

    trained(school, COMPANY.replace(f"address: {ADDRESS}", line[0]))
    assert school.problems() == []


def test_every_address_that_we_suggest_passes() -> None:
    problems = Problems()
    drawn = {fresh_address() for _ in range(500)}
    for one in drawn:
        assert read_address(Keys({"address": one}, {"address": 1}), "x", "x.yml", problems) == one

    assert len(drawn) == 500
    assert len(problems) == 0


def test_without_an_address_nothing_of_it_is_built(school: SchoolTest) -> None:
    trained(school, COMPANY.replace(ADDRESS, "goodtaste")).run("build", "--keep-going")

    assert not (school.site / "companies").exists()
    assert (school.site / "business/a/01-x").exists()


def test_two_companies_never_share_an_address(school: SchoolTest) -> None:
    trained(school).write("companies/other.yml", COMPANY.replace("  - 01-clean-hands\n", ""))
    (found,) = named(school, "content/companies/other.yml")

    assert "content/companies/good-taste.yml" in found["message"]
    assert "address: " in found["mend"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("companies/other.yaml", "rename it to other.yml"),
        ("companies/02-lost.md", "move it into the folder of its company"),
        ("companies/good-tast/02-x.md", "name the folder companies/good-taste"),
        ("companies/good-taste/hands.md", "rename it to 02-hands.md"),
        ("companies/good-taste/more/02-x.md", "move it to companies/good-taste/"),
        ("companies/good-taste/02-more.md", "write - 02-more"),
    ],
)
def test_files_in_the_wrong_place_are_named(school: SchoolTest, path: str, words: str) -> None:
    trained(school).write(path, "---\ntitle: 课\n---\n\n文字。\n")
    found = [one for one in school.problems() if one["path"].startswith("content/companies/")]

    assert [one for one in found if words in one["mend"]], found


def test_its_own_lessons_are_checked_like_any_other(school: SchoolTest) -> None:
    trained(school).lesson(
        "companies/good-taste/01-clean-hands.md",
        "![](hands.jpg)\n[去](02-nowhere.md)\n\n## 小测\n\n### 对吗？\n- [ ] 对\n- [ ] 错\n",
        title="上班先洗手",
    )
    found = named(school, "content/companies/good-taste/01-clean-hands.md")

    assert {one["code"] for one in found} >= {"media-missing", "link-missing"}
    assert any("ticked" in one["message"] for one in found), found


def test_a_public_lesson_must_not_lead_to_it(school: SchoolTest) -> None:
    trained(school).lesson(
        "business/a/03-z.md", "[手](../../companies/good-taste/01-clean-hands.md)", title="第三课"
    )
    (found,) = named(school, "content/business/a/03-z.md")

    assert found["code"] == "link-unlisted"
    assert school.run("build", "--keep-going").exit_code == 1
    assert ADDRESS not in school.page("business/a/03-z")


def test_hostile_files_end_in_words(school: SchoolTest) -> None:
    trained(school).write("companies/a.yml", b"\xff\xfe\x00\x01").write("companies/b.yml", "- x\n")
    school.write("companies/c.yml", f"lessons: {'[' * 100}{']' * 100}\naddress: [a]\n")
    outcome = school.run("check")

    assert outcome.exit_code == 1
    assert not outcome.traceback
    assert {one["path"][-5:] for one in school.problems()} >= {"a.yml", "b.yml", "c.yml"}
