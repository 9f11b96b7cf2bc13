"""Advice on questions that are right and yet poor."""

from __future__ import annotations

import pytest

from tests.school import SchoolTest

GOOD = "### 店里的存货算什么？\n- [x] 资产\n- [ ] 负债\n\n> 卖掉就是钱。\n"


def said(school: SchoolTest, questions: str) -> list[tuple[int, str]]:
    school.course("business/a").lesson("business/a/01-x.md", f"文字。\n\n## 小测\n\n{questions}")
    found = school.problems()
    assert {one["severity"] for one in found} <= {"advice"}
    return [(one["line"], one["code"]) for one in found]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("### 以下哪项不是资产？\n- [x] 房租\n- [ ] 存货\n", "question-not"),
        (f"### {'很长的话' * 16}？\n- [x] 对\n- [ ] 错\n", "question-long"),
        (GOOD + "> 应选A。\n", "question-letter-told"),
        (
            "### 选？\n- [x] 甲\n" + "".join(f"- [ ] 乙{at}\n" for at in range(6)),
            "question-choices",
        ),
        ("### 利润表看的是什么？\n- [x] 利润\n- [ ] 天气\n", "question-told"),
        ("### 记账用的账本叫____？\n= 账本\n", "question-told"),
    ],
)
def test_each_is_named(question: str, code: str, school: SchoolTest) -> None:
    assert said(school, question) == [(9, code)]


@pytest.mark.parametrize(
    "question",
    [
        GOOD,
        "### 以下哪项**不**是资产？\n- [x] 房租\n- [ ] 存货\n",
        "### 哪两样不同？\n- [x] 甲\n- [ ] 乙\n",
        "### 收入 200 元，支出 100 元，利润多少？\n= 100\n",
        "### 利润还是收入？\n- [x] 利润\n- [ ] 收入\n",
        GOOD + "> 维生素 A 项目。\n",
    ],
)
def test_good_questions_get_none(question: str, school: SchoolTest) -> None:
    assert said(school, question) == []


def test_a_right_choice_that_is_always_longest_shows(school: SchoolTest) -> None:
    long = "".join(f"### 问{at}？\n- [x] 说得很完整的一句话\n- [ ] 短{at}\n\n" for at in range(6))
    even = "".join(f"### 问{at}？\n- [x] 短{at}\n- [ ] 说得很完整的一句话\n\n" for at in range(6))

    assert said(school, long) == [(9, "questions-longest")]
    assert said(school, even) == []


def test_the_same_place_shows_where_nothing_is_mixed(school: SchoolTest) -> None:
    first = "".join(f"### 问{at}？（不打乱）\n- [x] 一{at}\n- [ ] 二{at}\n\n" for at in range(6))

    assert said(school, first) == [(9, "questions-place")]
