"""Completion codes in pasted chats: who went through what, by today's programme."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder.exam.code import CodeError
from builder.exam.completion import (
    Programme,
    completion_length,
    read_completion,
    write_completion,
)  # fmt: skip
from builder.exam.programmes import current_programmes
from builder.load.school import load
from tests.companies import COMPANY, trained
from tests.results.codes import EXAM, key_of, message
from tests.school import REPOSITORY, SchoolTest

OWN, SECOND, FIRST = (
    "companies/good-taste/01-clean-hands.md",
    "business/a/02-y.md",
    "business/a/01-x.md",
)
FIVE = Programme(
    "good-taste", "好味道", "K7Q2", tuple((f"{n}.md", f"第{n}课") for n in range(1, 6))
)
TODAY = date(2026, 11, 25)


def programme_of(school: SchoolTest) -> Programme:
    loaded, _ = load(school.root, cache=school.root / "build/.cache")
    return current_programmes(loaded)["good-taste"]


def text(version: Programme, name: str, done: Collection[str], day: int = 327) -> str:
    return f"【{version.title} 学习记录】{name} · {write_completion(version, done, day, name)}"


def read(school: SchoolTest, chat: str, *options: str) -> dict[str, Any]:
    (school.root / "chat.txt").write_text(chat, encoding="utf-8")
    outcome = school.run("results", "chat.txt", "--json", *options)
    assert not outcome.traceback, outcome.output
    found: dict[str, Any] = json.loads(outcome.output)
    return found


def done(found: dict[str, Any]) -> dict[str, tuple[list[str], bool]]:
    (company,) = found["companies"]
    return {one["name"]: (one["done"], one["complete"]) for one in company["learners"]}


def test_the_vector_of_the_document() -> None:
    code = write_completion(FIVE, {"1.md", "2.md", "4.md"}, 327, "王小明")
    found = read_completion(code, "王小明", FIVE, TODAY)

    assert f"`{code}`" in (REPOSITORY / "docs/results.md").read_text(encoding="utf-8")
    assert len(code.replace("-", "")) == completion_length(FIVE)
    assert (found.done, found.day, found.name_fits) == (
        ("1.md", "2.md", "4.md"),
        date(2026, 11, 24),
        True,
    )


@pytest.mark.parametrize("count", [1, 4, 5, 9, 10, 31, 70])
def test_every_set_of_lessons_fits(count: int) -> None:
    lessons = tuple((f"{n}.md", str(n)) for n in range(count))
    version = Programme("a", "好", "K7Q2", lessons)
    for gone in ({"0.md"}, {f"{count - 1}.md"}, {path for path, _ in lessons}):
        code = write_completion(version, gone, 1, "李四")

        assert set(read_completion(code.lower(), "李四", version, TODAY).done) == gone


def test_lessons_that_there_are_not_are_no_code() -> None:
    more = Programme(
        "a", "好", "K7Q2", (*FIVE.lessons[:4], ("5.md", ""), ("6.md", ""), ("7.md", ""))
    )
    few = Programme("a", "好", "K7Q2", FIVE.lessons)
    code = write_completion(more, {"1.md"}, 1, "李四")

    with pytest.raises(CodeError):
        read_completion(code, "李四", few, TODAY)


def test_who_has_gone_through_what(school: SchoolTest) -> None:
    version = programme_of(trained(school))
    chat = "\n\n".join(
        [
            text(version, "全学完", version.paths),
            f"李老师 2026/11/24 19:04:00\n收到\n{text(version, '一课', [FIRST])}",
            text(version, "分两次", [OWN], day=320),
            text(version, "分两次", [SECOND, FIRST], day=326),
            text(version, "全学完", version.paths),
        ]
    )
    found = read(school, chat)

    assert done(found) == {
        "全学完": ([OWN, SECOND, FIRST], True),
        "一课": ([FIRST], False),
        "分两次": ([OWN, SECOND, FIRST], True),
    }
    assert found["companies"][0]["learners"][2]["day"] == "2026-11-23"
    assert found["repeated"] == 1
    shown = school.run("results", "chat.txt")
    assert shown.exit_code == 0
    assert "上班先洗手; 第二课" in shown.output
    assert "3 learners" in shown.output


def test_a_bare_code_and_one_that_broke_off_are_found(school: SchoolTest) -> None:
    version = programme_of(trained(school))
    code = write_completion(version, [OWN], 327, "王小明")
    whole = text(version, "李四", [OWN])
    chat = f"王小明 {code}\n{whole[:-6]}\n{whole[-6:]}\n"

    assert done(read(school, chat)) == {"王小明": ([OWN], False), "李四": ([OWN], False)}


def test_exams_and_programmes_in_one_chat(school: SchoolTest) -> None:
    trained(school).course("business/a", weeks=3, ends_with="exam").write(
        "business/a/exam.md", EXAM
    )
    chat = f"{message(key_of(school), '王小明')}\n{text(programme_of(school), '王小明', [OWN])}\n"
    found = read(school, chat)

    assert found["exams"][0]["learners"][0]["points"] == 5
    assert done(found) == {"王小明": ([OWN], False)}


def test_an_old_version_counts_by_todays_programme(school: SchoolTest) -> None:
    assert trained(school).run("build", "--only", "quiz").exit_code == 0, school.output
    old = text(programme_of(school), "王小明", [OWN, FIRST])
    trained(school, COMPANY.replace("business/a/01-x", "business/a/03-z"))
    school.lesson("business/a/03-z.md", "文字。", title="第三课")
    new = text(programme_of(school), "王小明", ["business/a/03-z.md"])

    (learner,) = read(school, f"{old}\n{new}\n")["companies"][0]["learners"]
    assert learner["done"] == [OWN, "business/a/03-z.md"]
    assert learner["missing"] == ["第二课"]
    for file in (school.root / "keys/companies").iterdir():
        file.unlink()
    (fault,) = read(school, f"{old}\n")["faults"]
    assert "keys/" in fault["message"]


def test_a_slip_and_another_name_are_said(school: SchoolTest) -> None:
    version = programme_of(trained(school))
    good = text(version, "王小明", [OWN])
    code = good.split(" · ")[1]
    wrong = code.replace(code[6], "Z" if code[6] != "Z" else "Y", 1)
    found = read(school, f"{good.replace(code, wrong)}\n{good.replace('王小明', '赵六')}\n")

    assert (found["faults"][0]["line"], found["faults"][0]["name"]) == (1, "王小明")
    assert code in found["faults"][0]["suggestions"]
    assert found["companies"][0]["learners"][0]["remarks"] == ["a code was made for another name"]


def test_a_table_for_the_company(school: SchoolTest) -> None:
    version = programme_of(trained(school))
    read(school, text(version, "=cmd()", [OWN]), "--csv", "out.csv")
    file: Path = school.root / "out-companies.csv"
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))

    assert rows[0][:4] == ["company", "name", "done", "of"]
    assert rows[1][:5] == ["good-taste", "'=cmd()", "1", "3", "no"]
    assert not (school.root / "out.csv").exists()


def test_a_damaged_version_is_named(school: SchoolTest) -> None:
    trained(school).run("build", "--only", "quiz")
    (file,) = (school.root / "keys/companies").iterdir()
    file.write_text("{", encoding="utf-8")
    outcome = school.run("build", "--only", "quiz")

    assert outcome.exit_code == 1
    assert file.name in outcome.output
    assert not outcome.traceback
