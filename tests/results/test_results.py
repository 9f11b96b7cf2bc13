"""`renlearn results`: what staff see of a chat."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.results.codes import EXAM, held, key_of, message, random_message
from tests.school import SchoolTest


def scored(school: SchoolTest, chat: str, *options: str) -> dict[str, Any]:
    (school.root / "chat.txt").write_text(chat, encoding="utf-8")
    outcome = school.run("results", "chat.txt", "--json", *options)
    assert not outcome.traceback, outcome.output
    found: dict[str, Any] = json.loads(outcome.output)
    return found


def points(found: dict[str, Any]) -> dict[str, float]:
    return {one["name"]: one["points"] for exam in found["exams"] for one in exam["learners"]}


def test_points_by_the_key(school: SchoolTest) -> None:
    key = key_of(held(school))
    chat = [
        message(key, "全对"),
        message(key, "单选错", single=0),
        message(key, "多选少一个", multiple=1),
        message(key, "算错", lines=("18", "")),
    ]

    assert points(scored(school, "\n\n".join(chat))) == {
        "全对": 5, "单选错": 4, "多选少一个": 3, "算错": 4,
    }  # fmt: skip


def test_part_of_a_multiple_choice_earns_its_part_where_the_school_says_so(
    school: SchoolTest,
) -> None:
    school.write("school.yml", "partial: true\n")
    key = key_of(held(school))
    order = key.orders[1]
    one_right = 1 << order.index(0)
    right_and_wrong = one_right | 1 << order.index(2)

    chat = [message(key, "一半", multiple=one_right)]
    chat.append(message(key, "抵消", multiple=right_and_wrong))

    assert points(scored(school, "\n".join(chat))) == {"一半": 4, "抵消": 3}


def test_attempts_and_repeats(school: SchoolTest) -> None:
    key = key_of(held(school))
    first, second = message(key, "王小明", seed=1, single=0), message(key, "王小明", seed=2)
    chat = f"{first}\n{first}\n{second}"

    assert points(scored(school, chat)) == {"王小明": 4}
    assert points(scored(school, chat, "--take", "best")) == {"王小明": 5}
    assert points(scored(school, chat, "--take", "last")) == {"王小明": 5}
    assert scored(school, chat)["repeated"] == 1
    assert scored(school, chat)["exams"][0]["learners"][0]["tries"] == 2


def test_a_slip_is_named_with_a_mend_that_is_not_taken(school: SchoolTest) -> None:
    key = key_of(held(school))
    good = message(key, "李四")
    code = good.split(" · ")[1].split("\n")[0]
    wrong = code[:7] + ("Z" if code[7] != "Z" else "Y") + code[8:]
    (school.root / "chat.txt").write_text(f"你好\n{good.replace(code, wrong)}", encoding="utf-8")

    outcome = school.run("results", "chat.txt")

    assert outcome.exit_code == 1
    assert re.search(r"chat\.txt:2: 李四: .*wrong", outcome.output)
    assert code in outcome.output
    assert "0 learners, 1 codes" in outcome.output


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda code: code.replace(code[6], "0", 1), "occurs in no code"),
        (lambda code: code[:-1], "characters"),
        (lambda code: code + "A", ""),
    ],
    ids=["zero", "lost", "more"],
)
def test_other_slips(spoil: Callable[[str], str], said: str, school: SchoolTest) -> None:
    key = key_of(held(school))
    good = message(key, "李四", lines=("", ""))
    code = good.split(" · ")[1]
    found = scored(school, good.replace(code, spoil(code)))

    assert [one["message"] for one in found["faults"] if said not in one["message"]] == []
    assert bool(found["faults"]) == bool(said)


def test_another_name_and_changed_lines_are_remarked(school: SchoolTest) -> None:
    key = key_of(held(school))
    text = message(key, "王小明").replace("王小明", "赵六").replace("1850", "18500")
    (learner,) = scored(school, text)["exams"][0]["learners"]

    assert learner["points"] == 4
    assert "the code was made for another name" in learner["remarks"]
    assert any("missing or changed" in one for one in learner["remarks"])


def test_open_questions_wait_for_marks(school: SchoolTest) -> None:
    key = key_of(held(school))
    text = message(key, "王小明", single=0, multiple=0)
    (waiting,) = scored(school, text)["exams"][0]["learners"]
    number = next(one["number"] for one in waiting["answers"] if one["earned"] is None)
    marks = f"name,number,points\n王小明,{number},2.5\n"
    (school.root / "marks.csv").write_text(marks, encoding="utf-8")
    (marked,) = scored(school, text, "--marks", "marks.csv")["exams"][0]["learners"]

    assert (waiting["points"], waiting["passed"]) == (2, None)
    assert (marked["points"], marked["passed"]) == (4.5, True)


def group(school: SchoolTest, count: int = 40) -> str:
    """A class in which the better half takes 三 for right: the key must look wrong."""
    key = key_of(held(school))
    order = key.orders[0]
    chat = []
    for number in range(count):
        good = number % 2
        single = order.index(1 if good else 0) + 1
        more = {} if good else {"multiple": 0, "truefalse": 0}
        lines = ("1850", "") if good else ("9", "")
        chat.append(message(key, f"人{number}", number, lines, single=single, **more))
    return "\n".join(chat)


def test_a_question_to_mend_is_named_with_its_line(school: SchoolTest) -> None:
    found = scored(school, group(school))["exams"][0]["questions"]
    first = next(one for one in found if one["text"].startswith("一加一"))

    assert (first["path"], first["line"]) == ("content/business/a/exam.md", 8)
    assert first["discrimination"] < -0.9
    assert first["wrong"] == "三"
    assert first["wrong_count"] == 20
    assert first["share"] == 0.5
    assert "is the key right" in first["remarks"][0]
    outcome = school.run("results", "chat.txt")
    assert "content/business/a/exam.md:8:" in outcome.output


def test_tables_are_written_only_where_the_user_says(school: SchoolTest) -> None:
    key = key_of(held(school))
    before = {file for file in school.root.rglob("*") if "build" not in file.parts}
    scored(school, message(key, "=cmd()"))
    after = {file for file in school.root.rglob("*") if "build" not in file.parts}
    assert {file.name for file in after - before} == {"chat.txt"}

    school.run("results", "chat.txt", "--csv", "out.csv")

    rows = list(csv.reader((school.root / "out.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][1] == "'=cmd()"
    questions = (school.root / "out-questions.csv").read_text("utf-8-sig")
    assert "content/business/a/exam.md:8" in questions


@pytest.mark.browser
def test_the_page_shows_plots_and_calls_nobody(
    school: SchoolTest, phone: Callable[..., Page]
) -> None:
    (school.root / "chat.txt").write_text(group(school), encoding="utf-8")
    school.run("results", "chat.txt", "--html", "out.html")
    page = phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text))
    page.goto((school.root / "out.html").as_uri())

    assert len(asked) == 1
    assert problems == []
    assert page.locator("figure rect").count() == 10
    assert "content/business/a/exam.md:8" in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_old_version_is_scored_by_its_kept_key(school: SchoolTest) -> None:
    held(school).run("build")
    text = message(key_of(school), "王小明")
    held(school, EXAM.replace("- [x] 二", "- [ ] 二").replace("- [ ] 三", "- [x] 三")).run("build")

    assert points(scored(school, text)) == {"王小明": 5}


def test_a_version_that_nobody_kept_is_said(school: SchoolTest) -> None:
    text = message(key_of(held(school)), "王小明")
    held(school, EXAM.replace("一加一", "一加二"))
    found = scored(school, text)

    assert "keys/" in found["faults"][0]["message"]


def test_a_damaged_key_file_is_named(school: SchoolTest) -> None:
    held(school).run("build")
    file = next((school.root / "keys/business/a").glob("*.json"))
    file.write_text("{", encoding="utf-8")
    outcome = school.run("results", "-")

    assert outcome.exit_code == 1
    assert file.name in outcome.output
    assert not outcome.traceback


def test_random_learners_all_score_between_none_and_all(school: SchoolTest) -> None:
    key, chance = key_of(held(school)), random.Random(4)
    chat = "\n".join(random_message(key, f"人{at}", chance) for at in range(200))
    found = scored(school, chat)

    assert len(points(found)) == 200
    assert found["faults"] == []
    assert all(0 <= value <= 5 for value in points(found).values())
