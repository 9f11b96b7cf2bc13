"""Question banks that teachers own: Word papers, 问卷星, GIFT."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.load.questions import parse_bank
from builder.model.question import Question
from builder.problems import Problems
from builder.quiz.readers.drafts import Draft
from builder.quiz.readers.gift import read_gift
from builder.quiz.readers.wjx import read_wjx
from builder.quiz.taken_over import taken_over
from builder.quiz.write_markdown import escaped, write_markdown
from tests.school import SchoolTest

PAPER = """记账考试

一、单项选择题（每题2分）
1．存货算什么？（ A ）
A．资产  B．负债  C．费用
解析：卖掉就是钱。
2、房租是[单选题][分值：3]
A. 固定成本
B. 变动成本
答案：A
3) 下面哪个是收入？
A、面钱 B、房租 C、工钱
【正确答案】A

二、多选题
4. 开业要办哪些？
(A) 营业执照
(B) 税务登记
(C) 结婚证
答案：A、B

三、判断题（每小题1分）
5. 押金是收入。（×）
6. 当天的账当天记。
答案：对

四、填空题
7. 利润＝收入－____，这个月是____元。
答案：支出|1850
8. 一斤是（　　）克。
答案：500;500克

五、排序题
9. 排一排
A. 加总
B. 记账
C. 算利润
答案：BAC

六、简答题（每题5分）
10. 你怎么记账？
参考答案：每天晚上记。
"""


def questions(markdown: str) -> list[Question]:
    problems = Problems()
    found = parse_bank(markdown.split("\n"), 1, "", problems)
    assert problems.errors == []
    return list(found)


def right(question: Question) -> list[str]:
    return [choice.text for choice in question.choices if choice.right]


def test_a_paper_as_teachers_type_it() -> None:
    markdown, whole, remarks = taken_over(read_wjx(PAPER))
    found = questions(markdown)

    assert [(one.line, one.message) for one in remarks] == [
        (1, "“记账考试” belongs to no question")
    ]
    assert whole == 10
    assert [one.kind for one in found] == [
        "single", "single", "single", "multiple", "truefalse", "truefalse",
        "fill", "fill", "order", "open",
    ]  # fmt: skip
    assert [right(one) for one in found[:6]] == [
        ["资产"], ["固定成本"], ["面钱"], ["营业执照", "税务登记"], ["错"], ["对"],
    ]  # fmt: skip
    assert [one.points for one in found] == [2, 3, 2, 1, 1, 1, 1, 1, 1, 5]
    assert [blank.answers for blank in found[6].blanks] == [("支出",), ("1850",)]
    assert found[7].blanks[0].answers == ("500", "500克")
    assert found[8].items == ("记账", "加总", "算利润")
    assert found[9].model_answer == "每天晚上记。"
    assert found[0].explanation == "卖掉就是钱。"


def test_answers_listed_at_the_end() -> None:
    text = "".join(f"{number}. 问{number}\nA. 甲\nB. 乙\n" for number in (1, 2, 3))
    text += "\n参考答案：\n1-2 BA 3. B\n"
    markdown, whole, remarks = taken_over(read_wjx(text))

    assert (whole, remarks) == (3, [])
    assert [right(one) for one in questions(markdown)] == [["乙"], ["甲"], ["乙"]]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("1. 问\nA. 甲\nB. 乙\n答案：D\n", 1, "names no choice"),
        ("1. 问\nA. 甲\nB. 乙\n", 1, "names no choice"),
        ("1. 填____和____\n答案：一\n", 1, "2 blanks, but 1 answers"),
        ("\n1. 说[简答题]\n", 2, "no answer"),
    ],
)
def test_what_cannot_be_told_is_named(text: str, line: int, said: str) -> None:
    _, _, remarks = taken_over(read_wjx(text))

    assert [one.line for one in remarks] == [line]
    assert said in remarks[0].message


GIFT = r"""// 注释
$CATEGORY: 记账

::一::存货算什么？{=资产#对 ~负债#你欠别人的 ~费用}

::二::[html]<p>哪些是\=收入？</p>{~%50%面钱 ~%50%外卖 ~%-100%房租}

押金是收入。{FALSE#要退的#对了}

利润多少？{#1850:5}

多少克？{#490..510}

谁？{=张三 =小张}

连{=收入 -> 得到的钱 =支出 -> 付出的钱 = -> 借的钱}

说说。{}

今天{=周一 ~周二}开课。

完了。{=是
~否####当然}
"""


def test_gift() -> None:
    markdown, whole, remarks = taken_over(read_gift(GIFT))
    found = questions(markdown)

    assert (whole, remarks) == (10, [])
    kinds = "single multiple truefalse fill fill fill match open single truefalse"
    assert " ".join(one.kind for one in found) == kinds
    assert found[0].choices[1].feedback == "你欠别人的"
    assert right(found[1]) == ["面钱", "外卖"]
    assert found[1].text == "哪些是=收入？"
    assert found[2].choices[0].feedback == "要退的"
    assert found[3].blanks[0].ranges == ((1845, 1855),)
    assert found[4].blanks[0].ranges == ((490, 510),)
    assert found[5].blanks[0].answers == ("张三", "小张")
    assert (len(found[6].pairs), found[6].distractors) == (2, ("借的钱",))
    assert found[9].explanation == "当然"


def test_pictures_in_gift_are_said_to_be_missing() -> None:
    _, _, remarks = taken_over(read_gift('问<img src="@@PLUGINFILE@@/a.png">{=甲 ~乙}'))
    assert "add them by hand" in remarks[0].message


WORDS = st.text(st.sampled_from("记账*_`[]<>#$|\\!~:：（）()-+=>. 1a"), min_size=1, max_size=12)
WORDS = WORDS.map(lambda text: f"字{text}字")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(WORDS, min_size=2, max_size=5, unique_by=lambda one: "".join(one.split())),
    WORDS,
    st.data(),
)
def test_any_words_read_back_as_they_were_meant(
    words: list[str], stem: str, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["single", "multiple", "order", "match", "open"]))
    draft = Draft(1, stem, kind, explanation=f"因为{stem}")
    if kind == "match":
        draft.pairs = [(one, f"右{one}") for one in words]
    elif kind == "open":
        draft.model_answer = stem
    else:
        draft.choices = words
        draft.right = [0] if kind == "single" else list(range(len(words)))
    (read,) = questions(write_markdown(draft.question()))

    assert read.text == escaped(stem)
    assert [one.text for one in read.choices] == (
        [] if kind not in {"single", "multiple"} else list(map(escaped, words))
    )
    assert list(read.items) == (list(map(escaped, words)) if kind == "order" else [])
    assert [one for one, _ in read.pairs] == (list(map(escaped, words)) if kind == "match" else [])


def run(school: SchoolTest, *arguments: str) -> tuple[int, dict[str, Any]]:
    outcome = school.run("quiz", "import", *arguments, "--json")
    assert not outcome.traceback, outcome.output
    return outcome.exit_code, json.loads(outcome.output)


@pytest.mark.parametrize("coding", ["utf-8", "gbk", "utf-16"])
def test_the_command_reads_what_windows_saves(coding: str, school: SchoolTest) -> None:
    (school.root / "paper.txt").write_bytes(PAPER.replace("＝", "=").encode(coding))

    assert run(school, "paper.txt")[1]["whole"] == 10


def test_a_word_file(school: SchoolTest) -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in PAPER.split("\n"))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(school.root / "paper.docx", "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}">{paragraphs}</w:document>'
        )

    assert run(school, "paper.docx")[1]["whole"] == 10


def test_what_is_imported_passes_check(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    (school.root / "bank.gift").write_text(GIFT, encoding="utf-8")
    out = str(school.content / "business/a/quiz.md")
    outcome = school.run("quiz", "import", "bank.gift", "--out", out)

    assert outcome.exit_code == 0, outcome.output
    assert "10 questions taken over" in outcome.output
    assert [one for one in school.problems() if one["severity"] == "error"] == []
    assert "exists" in school.run("quiz", "import", "bank.gift", "--out", out).output


def test_our_own_exports_come_back(school: SchoolTest, tmp_path: Path) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    school.write("business/a/quiz.md", taken_over(read_wjx(PAPER))[0])
    for name in ("wjx", "gift"):
        school.run("quiz", "export", "--to", name, "business/a", "--out", str(tmp_path))
        _, found = run(school, str(tmp_path / f"{name}.txt"), "--from", name)
        kinds = [one.kind for one in questions(found["markdown"])]
        assert len(kinds) >= 10, found
        assert found["remarks"] == []


@pytest.mark.parametrize("text", ["", "{", "1.", "A. 甲\n" * 300, "1. 问\n" * 2000, "{{{{=~" * 500])
def test_hostile_files_end_in_words(text: str, school: SchoolTest) -> None:
    (school.root / "x.txt").write_text(text, encoding="utf-8")
    for name in ("wjx", "gift"):
        code, _ = run(school, "x.txt", "--from", name)
        assert code == 1
