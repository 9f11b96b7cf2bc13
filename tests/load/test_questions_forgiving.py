"""Questions as people type them: other boxes, missing blanks, labels, numbers."""

from __future__ import annotations

import pytest

from builder.load.questions import parse_bank
from builder.model.question import Question
from builder.problems import Problems


def ask(text: str) -> Question:
    problems = Problems()
    (question,) = parse_bank(text.split("\n"), 1, "content/x/y/quiz.md", problems)
    assert list(problems) == []
    return question


@pytest.mark.parametrize(
    "ticked",
    [
        "- [x] 甲", "- [X] 甲", "- [√] 甲", "- [✓] 甲", "- [✔] 甲", "- ［x］ 甲", "- 【x】 甲",
        "- 【√】甲", "- [ x ] 甲", "* [x] 甲", "+ [x] 甲", "-[x]甲", "-　[x]　甲", "　- [x] 甲",
        "- [ｘ] 甲", "[x] 甲", "\t- [x] 甲", "    - [x] 甲", "－ [x] 甲", "- [x】 甲",
    ],
)  # fmt: skip
def test_ticked_boxes(ticked: str) -> None:
    question = ask(f"### 选\n{ticked}\n- [ ] 乙")
    assert [(one.text, one.right) for one in question.choices] == [("甲", True), ("乙", False)]


@pytest.mark.parametrize(
    "empty", ["- [ ] 乙", "- [] 乙", "- ［ ］乙", "- ［　］乙", "- 【】乙", "-[]乙", "[ ] 乙"]
)
def test_empty_boxes(empty: str) -> None:
    question = ask(f"### 选\n- [x] 甲\n{empty}")
    assert [(one.text, one.right) for one in question.choices] == [("甲", True), ("乙", False)]


@pytest.mark.parametrize("words", ["【例】小王开店。", "[1] 见书。", "[x](a.md) 是链接。"])
def test_brackets_that_are_words(words: str) -> None:
    question = ask(f"### 选\n{words}\n- [x] 甲\n- [ ] 乙")
    assert question.body == words
    assert len(question.choices) == 2


def test_a_choice_may_begin_with_a_link() -> None:
    question = ask("### 听\n- [x] [听](a.mp3)\n- [ ] ![](b.png)")
    assert [one.text for one in question.choices] == ["[听](a.mp3)", "![](b.png)"]


@pytest.mark.parametrize("items", ["1. 甲\n2. 乙", "1) 甲\n2) 乙", "1、甲\n2、乙", "1.甲\n1.乙"])
def test_numbered_items(items: str) -> None:
    assert ask(f"### 排\n{items}").items == ("甲", "乙")


@pytest.mark.parametrize(
    ("heading", "text", "points", "shuffle"),
    [
        ("甲（2分）", "甲", 2.0, True),
        ("甲 (2 points)", "甲", 2.0, True),
        ("甲(1 point)", "甲", 1.0, True),
        ("甲（单选，1.5 分）", "甲", 1.5, True),
        ("甲（单选 2分）", "甲", 2.0, True),
        ("甲（不打乱）", "甲", 1.0, False),
        ("甲（2分）（不打乱）", "甲", 2.0, False),
        ("甲（月初）", "甲（月初）", 1.0, True),
        ("甲（共 2 分钟）", "甲（共 2 分钟）", 1.0, True),
        ("The shop is (open)", "The shop is (open)", 1.0, True),
    ],
)
def test_labels(heading: str, text: str, points: float, shuffle: bool) -> None:
    question = ask(f"### {heading}\n- [x] 甲\n- [ ] 乙")
    assert (question.text, question.points, question.shuffle) == (text, points, shuffle)


@pytest.mark.parametrize(
    "last",
    ["以上都对", "以上都不对", "以上皆是", "以上全对。", "All of the above", "none of the above"],
)
def test_a_choice_about_the_others_keeps_the_order(last: str) -> None:
    assert not ask(f"### 选\n- [x] 甲\n- [ ] {last}").shuffle


def test_a_sentence_with_the_same_signs_does_not() -> None:
    assert ask("### 选\n- [x] 他们都对客人笑\n- [ ] 乙").shuffle


@pytest.mark.parametrize(
    ("heading", "answers"),
    [
        ("__ 和 ____", 2),
        (r"\_\_\_\_ 元", 1),
        ("( ) 和（　　）", 2),
        ("__要点__ 是 ____", 1),
        ("`a__b` 和 [x](a__b.md) 和 ____", 1),
        ("没有空", 1),
    ],
)
def test_blanks_and_what_looks_like_them(heading: str, answers: int) -> None:
    assert len(ask(f"### {heading}\n" + "= 5\n" * answers).blanks) == answers


@pytest.mark.parametrize(
    ("written", "ranges"),
    [
        ("500 ± 5", (495.0, 505.0)),
        ("500 +- 5", (495.0, 505.0)),
        ("500+/-5", (495.0, 505.0)),
        ("500±5克", (495.0, 505.0)),
        ("500克 ± 5克", (495.0, 505.0)),
        ("1,850 ± 10", (1840.0, 1860.0)),
        ("５００ ± ５", (495.0, 505.0)),
        ("0.7 ± 0.1", (0.6, 0.8)),
        ("-5 ± 1", (-6.0, -4.0)),
        ("10–20", (10.0, 20.0)),
        ("10～20 元", (10.0, 20.0)),
        ("20—10", (10.0, 20.0)),
    ],
)
def test_tolerances_and_intervals(written: str, ranges: tuple[float, float]) -> None:
    (blank,) = ask(f"### 多少？\n= {written}").blanks
    assert blank.ranges == (ranges,)
    assert blank.shown == written


@pytest.mark.parametrize("written", ["周一–周五", "±", "10–", "2026-07-01", "9" * 400 + " ± 1"])
def test_answers_that_are_no_intervals(written: str) -> None:
    (blank,) = ask(f"### 什么？\n= {written}").blanks
    assert (blank.answers, blank.ranges) == ((written,), ())


def test_signs_at_the_end_of_a_heading_stay() -> None:
    assert ask("### 你学过 C#\n= 是").text == "你学过 C#"
    assert ask("### 你学过吗 ###\n= 是").text == "你学过吗"
    assert ask("###你学过吗\n= 是").text == "你学过吗"


def test_a_topic_of_a_chat_ends_no_question() -> None:
    assert ask("### 选\n#记账# 是什么？\n- [x] 甲\n- [ ] 乙").body == "#记账# 是什么？"
