"""Everything that is said of problems is said in Chinese too."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from builder.check.advice.blocked import services
from builder.check.wording_rules import rules
from builder.problem_words import CATALOGUE, in_chinese, line
from builder.problems import Problem
from tests.said_in_code import sentences, shape

HAN = re.compile(r"[\u4e00-\u9fff]")
# Literals like sentences that no teacher sees, or sees as they are.
NEVER_SAID = {
    "{} gone",
    "audio/webm; codecs=opus",
    "code {} pillow={}",
    ".venv/bin/pip install playwright (on Windows .venv\\Scripts\\pip install playwright)",
    "section p div h1 h2 h3 h4 h5 h6 ul ol li blockquote table pre figure hr",
}


def entries() -> dict[str, str]:
    with CATALOGUE.open("rb") as source:
        return {str(one.id): str(one.string) for one in read_po(source) if one.id}


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogue_has_every_sentence_of_the_code() -> None:
    known = {shape(english) for english in entries()} | NEVER_SAID
    found = list(sentences())

    assert len(found) > 500
    assert [f"{place}: {text}" for place, text in found if text not in known] == []


def test_the_catalogue_has_what_is_said_of_forbidden_words() -> None:
    for rule in rules():
        assert HAN.search(in_chinese(rule.reason)), rule.reason
        assert HAN.search(in_chinese(rule.mend)), rule.mend


def test_the_catalogue_has_what_to_do_instead_of_links_that_do_not_open() -> None:
    for host, mend in services().items():
        assert HAN.search(in_chinese(mend)), host


def test_every_translation_is_there_and_holds_no_other_names_than_its_sentence() -> None:
    for english, chinese in entries().items():
        assert chinese, english
        assert names(chinese) <= names(english), english
        assert all(names(english)), english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("shorten it", "改短一些"),
        ("the link leads to 02-甲.md, which does not exist", "链接「02-甲.md」找不到"),
        ("write title: 记账: 一", "写成 title: 记账: 一"),
        (
            "week should be a whole number from 1, not 第三周",
            "week 应该是从 1 起的整数，而不是「第三周」",
        ),
        ("qr: a: b.png: the file is empty", "qr：a：b.png：文件是空的"),
        ("text is taller than its box (320 px, dark)", "文字比它的框高（320 px, dark）"),
        ("this line cannot be read (could not find expected ':')", "这一行读不懂（缺少冒号）"),
        ("this line cannot be read (something new)", "这一行读不懂（something new）"),
        ("the key 记\n账 is not known", "不认识键「记\n账」"),
        ("a {note} block is not known here; it is shown as code", "不认识 {note} 块，会当代码显示"),
    ],
)
def test_sentences_are_known_by_what_does_not_vary(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


def test_a_teachers_own_words_stay_as_they_are() -> None:
    assert in_chinese("there is no course delete it") == "没有课程「delete it」"
    assert in_chinese("did you mean {title}?") == "应该是「{title}」吧？请改过来"


@pytest.mark.parametrize("unknown", ["a rule that is new", "new: a rule", "a rule (new)", ""])
def test_what_the_catalogue_lacks_stays_english(unknown: str) -> None:
    assert in_chinese(unknown) == unknown


def test_a_problem_is_one_line_in_either_language() -> None:
    problem = Problem("content/a\nb.md", 3, 1, "error", "x", "there is no file x.png", "delete it")

    assert line(problem, "en") == "content/a b.md:3: there is no file x.png; delete it"
    assert line(problem, "zh") == "content/a b.md:3: 没有文件「x.png」；删掉它"
