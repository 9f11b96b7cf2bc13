"""Questions in lessons and banks: every kind, and what of the lesson belongs to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.load.questions import ParsedQuestions, parse_bank, parse_lesson
from builder.model.question import Question
from builder.problems import Problem, Problems

PATH = "content/business/a/01-x.md"
WRITING = Path(__file__).parents[2] / "docs" / "writing.md"


def lesson(text: str, first_line: int = 1) -> tuple[ParsedQuestions, list[Problem]]:
    problems = Problems()
    parsed = parse_lesson(text.split("\n"), first_line, PATH, problems)
    return parsed, list(problems)


def ask(text: str) -> Question:
    """The only question of a text that must have no mistake."""
    parsed, problems = lesson(f"## 小测\n{text}")
    assert problems == []
    (question,) = parsed.questions
    return question


def test_single_choice_with_feedback_explanation_hint_and_points() -> None:
    question = ask(
        "### 哪一项是店里的资产？（2分）\n"
        "- [ ] 欠房东的房租\n"
        "  > 这是你欠别人的，叫负债。\n"
        "- [x] 货架上的存货\n"
        "\n"
        "> 存货归你所有，卖掉就能变成钱。\n"
        "> 提示：想一想，什么能换成钱？"
    )
    assert (question.kind, question.text, question.points) == (
        "single",
        "哪一项是店里的资产？",
        2.0,
    )
    assert [(one.text, one.right, one.feedback) for one in question.choices] == [
        ("欠房东的房租", False, "这是你欠别人的，叫负债。"),
        ("货架上的存货", True, ""),
    ]
    assert question.explanation == "存货归你所有，卖掉就能变成钱。"
    assert question.hints == ("想一想，什么能换成钱？",)
    assert question.shuffle


def test_multiple_choice_by_its_ticks() -> None:
    question = ask("### 要哪些？（多选，3分）\n- [x] 执照\n- [x] 登记\n- [ ] 结婚证")
    assert (question.kind, question.points) == ("multiple", 3.0)
    assert [one.right for one in question.choices] == [True, True, False]


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("对", "错"),
        ("正确", "错误"),
        ("True", "false"),
        ("√", "×"),
        ("是", "否"),
        ("对。", "错。"),
        ("Sai", "Đúng"),
        ("Có", "Không"),
        ("No", "Yes"),
    ],
)
def test_two_choices_that_say_true_and_false(yes: str, no: str) -> None:
    question = ask(f"### 收据丢了也能记账。\n- [ ] {yes}\n- [x] {no}")
    assert question.kind == "truefalse"
    assert not question.shuffle


def test_blanks_take_alternatives_in_order() -> None:
    question = ask(
        "### 利润 = 收入 － ____ ，这个月是 （　） 元。\n= 支出 | 成本 ｜ 费用\n＝ 1850 | 1850元"
    )
    assert question.kind == "fill"
    assert [blank.answers for blank in question.blanks] == [
        ("支出", "成本", "费用"),
        ("1850", "1850元"),
    ]
    assert [blank.shown for blank in question.blanks] == ["支出", "1850"]


def test_ordering_keeps_the_written_order() -> None:
    question = ask("### 按先后排列\n1. 记下每笔收支\n2. 月底加总\n3. 算出利润")
    assert (question.kind, question.items) == ("order", ("记下每笔收支", "月底加总", "算出利润"))


def test_matching_with_an_extra_right_side() -> None:
    question = ask("### 连一连\n- 收入 :: 卖货的钱\n- 支出：：买货的钱\n- :: 借来的钱")
    assert question.kind == "match"
    assert question.pairs == (("收入", "卖货的钱"), ("支出", "买货的钱"))
    assert question.distractors == ("借来的钱",)


def test_open_question_by_its_model_answer() -> None:
    question = ask("### 说说你打算怎么记账。\n> 参考：每天晚上花五分钟。\n>\n> 把票据写下来。")
    assert question.kind == "open"
    assert question.model_answer == "每天晚上花五分钟。\n\n把票据写下来。"
    assert question.explanation == ""


def test_a_situation_with_pictures_and_lists_stands_before_the_answers() -> None:
    question = ask(
        "### 哪一步错了？\n"
        "小王第一天记账：\n\n"
        "> 我先加总，再记账。\n\n"
        "1. 加总\n2. 记账\n\n"
        "![账本](z.jpg)\n\n"
        "- [x] 第一步\n- [ ] 第二步"
    )
    assert question.kind == "single"
    assert question.body == (
        "小王第一天记账：\n\n> 我先加总，再记账。\n\n1. 加总\n2. 记账\n\n![账本](z.jpg)"
    )


def test_signs_of_answers_inside_code_are_words() -> None:
    question = ask("### 屏幕上写着什么？\n```\n- [x] 不是选项\n= 5\n# 注\n```\n- [x] 甲\n- [ ] 乙")
    assert [one.text for one in question.choices] == ["甲", "乙"]
    assert "- [x] 不是选项" in question.body


def test_a_choice_goes_on_in_indented_lines() -> None:
    question = ask("### 选\n- [x] 甲\n  ![图](a.png)\n- [ ]\n  [听](b.mp3)")
    assert [one.text for one in question.choices] == ["甲\n![图](a.png)", "[听](b.mp3)"]


def test_a_quote_goes_on_without_its_sign() -> None:
    question = ask("### 选\n- [x] 甲\n- [ ] 乙\n> 因为甲\n是对的。")
    assert question.explanation == "因为甲\n是对的。"


def test_an_explanation_right_below_feedback_stays_apart() -> None:
    question = ask("### 选\n- [x] 甲\n- [ ] 乙\n  > 乙的话\n> 解释的话")
    assert question.choices[1].feedback == "乙的话"
    assert question.explanation == "解释的话"


def test_hints_keep_their_order_and_the_explanation_its_paragraphs() -> None:
    question = ask("### 选\n- [x] 甲\n- [ ] 乙\n> 提示：一\n> Hint: 二\n\n> 解析：三\n>\n> 四")
    assert question.hints == ("一", "二")
    assert question.explanation == "三\n\n四"


def test_what_follows_a_hint_after_an_empty_line_is_no_hint() -> None:
    question = ask("### 选\n- [x] 甲\n- [ ] 乙\n> 提示：一\n>\n> 答案是甲。")
    assert (question.hints, question.explanation) == (("一",), "答案是甲。")


@pytest.mark.parametrize("name", ["小测", "Quiz", "QUIZ", "quiz ", "小测：", "小测 ##"])
def test_the_section_is_found_and_blanked_out(name: str) -> None:
    parsed, problems = lesson(f"正文\n## {name}\n### 选\n= 5\n## 后面\n正文二", first_line=7)
    assert problems == []
    assert [(one.text, one.line) for one in parsed.questions] == [("选", 9)]
    assert parsed.body_lines == ["正文", "", "", "", "## 后面", "正文二"]


@pytest.mark.parametrize("heading", ["## 小测验", "## 关于 Quiz", "```\n## 小测\n```"])
def test_other_headings_and_code_open_no_section(heading: str) -> None:
    text = f"{heading}\n\n### 一节\n\n正文"
    parsed, problems = lesson(text)
    assert (parsed.questions, problems) == ((), [])
    assert parsed.body_lines == text.split("\n")


def test_two_sections_of_a_lesson_both_count() -> None:
    parsed, problems = lesson("## 小测\n### 一\n= 1\n## 正文\n字\n## 小测\n### 二\n= 2")
    assert problems == []
    assert [one.text for one in parsed.questions] == ["一", "二"]
    assert [line for line in parsed.body_lines if line] == ["## 正文", "字"]


def test_comments_hold_no_questions() -> None:
    parsed, problems = lesson("## 小测\n### 一\n= 1\n<!--\n### 二\n= 2\n-->\n<!-- 三 -->")
    assert problems == []
    assert [one.text for one in parsed.questions] == ["一"]


def test_a_bank_has_sections_or_none() -> None:
    problems = Problems()
    text = "### 零\n= 0\n\n## 第一部分\n### 一\n= 1\n### 二\n= 2\n## 第二部分\n### 三\n= 3"
    lines = text.split("\n")
    questions = parse_bank(lines, 5, "content/business/a/exam.md", problems)
    assert [(one.text, one.section, one.line) for one in questions] == [
        ("零", "", 5),
        ("一", "第一部分", 9),
        ("二", "第一部分", 11),
        ("三", "第二部分", 14),
    ]
    assert list(problems) == []


def test_the_example_of_the_authors_guide_is_read_as_it_says() -> None:
    text = WRITING.read_text(encoding="utf-8")
    start = text.index("\n## 小测\n", text.index("## Questions"))
    parsed, problems = lesson(text[start : text.index("```", start)])
    assert problems == []
    kinds = ["single", "multiple", "truefalse", "fill", "fill", "order", "match", "open"]
    assert [one.kind for one in parsed.questions] == kinds
