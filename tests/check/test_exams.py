"""What exam.md may say besides its questions."""

from __future__ import annotations

import pytest

from tests.school import SchoolTest

QUESTION = "### 第{}问？\n- [x] 甲\n- [ ] 乙\n"


def exam(school: SchoolTest, head: str = "", section: str = "选一选", count: int = 4) -> SchoolTest:
    school.course("business/a", ends_with="exam").lesson("business/a/01-x.md", "文字。")
    questions = "\n".join(QUESTION.format(at) for at in range(count))
    return school.write("business/a/exam.md", f"---\n{head}---\n\n## {section}\n\n{questions}")


def said(school: SchoolTest) -> list[tuple[int, str]]:
    return [(one["line"], one["code"]) for one in school.problems()]


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ("title: 考试\npass: 60%\nminutes: 30\npin: true\n", "选一选（抽 2 题，不打乱）"),
        ("pass: 2\n", "Part one (draw 2 questions)"),
        ("pass: 2.5分\n", "选一选（一）"),
        ("", "选一选"),
    ],
)
def test_good_rules_pass(head: str, section: str, school: SchoolTest) -> None:
    assert said(exam(school, head, section)) == []


@pytest.mark.parametrize(
    ("head", "section", "problem"),
    [
        ("pass: 9\n", "选", (2, "exam-pass")),
        ("pass: 3\n", "选（抽 2 题）", (2, "exam-pass")),
        ("pass: 120%\n", "选", (2, "key-value")),
        ("pass: 过半\n", "选", (2, "key-value")),
        ("", "选（抽 9 题）", (6, "exam-draw")),
        ("passs: 3\n", "选", (2, "key-unknown")),
    ],
)
def test_a_mistake_is_named_with_its_line(
    head: str, section: str, problem: tuple[int, str], school: SchoolTest
) -> None:
    assert said(exam(school, head, section)) == [problem]


def test_codes_too_long_to_copy_are_advised_against(school: SchoolTest) -> None:
    school.course("business/a", ends_with="exam").lesson("business/a/01-x.md", "文字。")
    school.write("business/a/exam.md", "\n".join(f"### 第{at}问？\n= {at}\n" for at in range(60)))
    assert said(school) == [(1, "exam-long")]
