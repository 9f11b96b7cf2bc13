"""Mistakes in questions: each is named with its line, and the lesson is left out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from builder.load.questions import parse_lesson
from builder.problems import Problem, Problems

PATH = "content/business/a/01-x.md"


def mistakes(text: str) -> list[Problem]:
    problems = Problems()
    parse_lesson(["## 小测", *text.split("\n")], 1, PATH, problems)
    return list(problems)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("### 选\n- [x] 甲\n> 说明\n- [ ] 乙", 4, "question-feedback"),
        ("### 选\n- [x] 甲\n> 提示：说明\n- [ ] 乙", 4, "question-feedback"),
        ("### 选\n- [ ] 甲\n- [ ] 乙\n\n答案：B", 6, "question-letter"),
        ("### 选\nA. 甲\nB. 乙\n答案：B", 5, "question-letter"),
        ("### 选\nA. 甲\nB. 乙\n【答案】A、C", 5, "question-letter"),
        ("### 选\n- [x] 甲\n- [ ] 乙\n> 答案：A", 5, "question-letter"),
        ("### Pick\nA. a\nB. b\nAnswer: b", 5, "question-letter"),
        ("### 选\n- [ ] 甲\n- [ ] 乙", 2, "question-no-right"),
        ("### 选\n- [x] 甲", 2, "question-few"),
        ("### 选\n- [?] 甲\n- [x] 乙", 3, "question-box"),
        ("### 选\n- [×] 甲\n- [x] 乙", 3, "question-box"),
        ("### 选\n- 甲\n- [x] 乙\n- [ ] 丙", 3, "question-box"),
        ("### 选\n- [x] 乙\n- 甲\n- [ ] 丙", 4, "question-box"),
        ("### 选\n- [x]\n- [ ] 乙", 2, "question-choice"),
        ("### 选\n- [x] 甲\n- [ ] 甲", 2, "question-choices-equal"),
        ("### 选\n- [x] 对\n- [x] 错", 2, "question-truefalse"),
        ("### 选\n- [x] 甲\n- [ ] 乙\n\n因为甲是对的。", 6, "question-stray"),
        ("### 选（多选）\n- [x] 甲\n- [ ] 乙", 2, "question-label"),
        ("### 选（判断）\n- [x] 甲\n- [ ] 乙", 2, "question-label"),
        ("### 排（排序）\n- [x] 甲\n- [ ] 乙", 2, "question-label"),
        ("### 选\n- [x] 甲\n- [ ] 乙\n= 5", 2, "question-mixed"),
        ("### 选\n- [x] 甲\n- [ ] 乙\n1. 丙", 2, "question-mixed"),
        ("### ____ 和 ____\n= 5", 2, "question-blanks"),
        ("### 多少\n= 5\n= 6", 2, "question-blanks"),
        ("### 多少\n=", 3, "question-answer"),
        ("### 多少\n======", 3, "question-answer"),
        ("### 多少\n= |", 3, "question-answer"),
        ("### 排\n1. 甲", 2, "question-order"),
        ("### 排\n1. 甲\n2. 甲", 2, "question-order"),
        ("### 连\n- 甲 :: 一", 2, "question-match"),
        ("### 连\n- 甲 :: 一\n- 乙 :: 一", 2, "question-match"),
        ("### 连\n- 甲 :: 一\n- 甲 :: 二", 2, "question-match"),
        ("### 连\n- 甲 :: 一\n- 乙 ::\n- 丙 :: 三", 4, "question-pair"),
        ("### 连\n- 甲 :: 一\n- 乙：二\n- 丙 :: 三", 4, "question-pair"),
        ("### 什么", 2, "question-no-answer"),
        ("### 什么\n> 参考：", 2, "question-no-answer"),
        ("###\n= 5", 2, "question-heading"),
        ("- [x] 甲\n- [ ] 乙", 2, "question-no-heading"),
        ("### 选\n" + "- [ ] 甲\n" * 27, 2, "question-many"),
    ],
)
def test_each_mistake_is_named_where_it_stands(text: str, line: int, code: str) -> None:
    found = mistakes(text)
    assert (line, code) in [(one.line, one.code) for one in found]
    for one in found:
        assert one.path == PATH
        assert one.leaves_out
        assert one.severity == "error"
        assert one.mend


def test_a_quote_between_choices_says_how_far_to_indent_it() -> None:
    (found,) = mistakes("### 选\n- [x] 甲\n> 说明\n- [ ] 乙")
    assert "indent it by two spaces" in found.mend


def test_an_answer_by_letter_shows_the_form_with_boxes() -> None:
    (found,) = mistakes("### 选\nA. 甲\nB. 乙\n答案：B")
    assert "- [x] right, - [ ] wrong" in found.mend


def test_the_same_question_twice_counts_once() -> None:
    problems = Problems()
    text = "## 小测\n### 选\n= 5\n### 别的\n= 5\n### 选。\n= 5"
    parsed = parse_lesson(text.split("\n"), 1, PATH, problems)
    assert [one.text for one in parsed.questions] == ["选", "别的"]
    assert [(one.line, one.code, one.leaves_out) for one in problems] == [
        (6, "question-twice", False)
    ]


def test_choices_that_differ_in_capitals_are_advice() -> None:
    problems = Problems()
    text = "## Quiz\n### Which is right?\n- [x] China\n- [ ] china"
    parsed = parse_lesson(text.split("\n"), 1, PATH, problems)
    assert len(parsed.questions) == 1
    assert [(one.code, one.severity) for one in problems] == [("question-choices-alike", "advice")]


def test_a_section_of_the_wrong_level_is_named() -> None:
    problems = Problems()
    parse_lesson(["正文", "### 小测", "#### 选", "- [x] 甲"], 4, PATH, problems)
    assert [(one.line, one.code, one.leaves_out) for one in problems] == [
        (5, "question-section", True)
    ]


def test_a_section_without_questions_is_named() -> None:
    problems = Problems()
    parse_lesson(["正文", "## 小测", ""], 1, PATH, problems)
    assert [(one.line, one.code) for one in problems] == [(2, "question-none")]


def test_a_text_outside_of_questions_is_named() -> None:
    problems = Problems()
    parse_lesson(["正文", "## 小测", "先做这些", "### 问？", "= 1"], 1, PATH, problems)
    assert [(one.line, one.code) for one in problems] == [(3, "question-outside")]


def test_one_bad_question_does_not_hide_another() -> None:
    found = mistakes("### 甲\n- [ ] 一\n- [ ] 二\n### 乙\n= 5\n### 丙")
    assert [(one.line, one.code) for one in found] == [
        (2, "question-no-right"),
        (7, "question-no-answer"),
    ]


LONG = """
from builder.load.questions import parse_lesson
from builder.problems import Problems
n, lines = 100_000, 30_000
for line in (
    "### a" + " " * n + "b", "### q" + "(2分)" * n, "### q" + "(" * n, "### " + "_" * n,
    "### " + "__a " * n, "### " + "( " * n, "### " + "`" * n, "#" * n, "### " + "](x" * n,
    "- [" + " " * n + "x", "- " + " " * n + "x", "- x " + ":" * n, "= " + "9" * n,
    "= " + "5±" * n, "= " + "," * n, "- " * n + "x", ">" * n + "答", " " * n + "x",
    "> a\\n" * lines, "- [x] a\\n" + "  > a\\n" * lines, "- [x] a\\n" + "  a\\n" * lines,
    "<!--\\n" * lines, "### q\\n= 5\\n" * (lines // 10), "```\\n" * lines, "- [x] a\\n" * lines,
    "1. a\\n" * lines,
):
    text = "## 小测\\n### q\\n= 5\\n" + line + "\\n### q\\n" + line
    parse_lesson(text.split("\\n"), 1, "x.md", Problems())
"""


def test_lines_made_to_hold_the_parser_do_not() -> None:
    done = subprocess.run([sys.executable, "-c", LONG], timeout=300, check=False)
    assert done.returncode == 0
