"""YAML as people type it, and as nobody should."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.load.schema import COURSE, LESSON, checked
from builder.load.yaml import Value, load_mapping
from builder.problems import Problem, Problems


def read(text: str, first_line: int = 1) -> tuple[dict[str, Value] | None, list[Problem]]:
    problems = Problems()
    found = load_mapping(text, "content/x.yml", problems, first_line=first_line)
    return found, list(problems)


def values(text: str) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    problems = Problems()
    found = load_mapping(text, "content/x.yml", problems)
    keys = checked(found or {}, LESSON, "content/x.yml", problems)
    return dict(keys.values), [(problem.line, problem.code) for problem in problems]


def test_values_know_their_lines() -> None:
    found, problems = read(
        "title: 记账\n\ntracks:\n  business: 创业\n  list:\n    - 甲\n    - 乙\n"
    )

    assert not problems
    assert found
    assert found["title"] == Value("记账", 1)
    assert found["tracks"].line == 3
    assert found["tracks"].data["business"] == Value("创业", 4)
    assert [item.line for item in found["tracks"].data["list"].data] == [6, 7]


@pytest.mark.parametrize("word", ["2024-01-01", "yes", "on", "08", "1e3", "0x10", "12:30"])
def test_words_that_yaml_takes_for_something_else_stay_words(word: str) -> None:
    assert values(f"title: {word}\n") == ({"title": word}, [])


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("title：记账", "记账", "yaml-colon"),
        ("title ： 记账", "记账", "yaml-colon"),
        ("title:记账", "记账", "yaml-blank"),
        ("title:\u3000记账", "记账", "yaml-blank"),
        ("title: “记账”", "记账", "yaml-quotes"),
        ("title: 「记账」", "记账", "yaml-quotes"),
        ("title: 第3课: 记账", "第3课: 记账", "yaml-value"),
        ("title: “第3课: 记账”", "第3课: 记账", "yaml-value"),
        ("标题: 记账", "记账", "key-unknown"),
        ("Title: 记账", "记账", "key-unknown"),
        ("ｔｉｔｌｅ: 记账", "记账", "key-unknown"),
    ],
)
def test_slips_of_a_chinese_keyboard_are_named_and_read_as_meant(
    text: str, title: str, code: str
) -> None:
    assert values(f"{text}\nweek: 2\n") == ({"title": title, "week": 2}, [(1, code)])


# A comment takes a text to the parser that needs none otherwise.
@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "week", "null", "a_b"]),
            st.one_of(
                st.sampled_from(["null", "~", "yes", "甲 ", "- a", "a: b", "a #b", "“甲”"]),
                st.text("aé1国 ，：:#'\"-&*?[]{}|>!%@`~\t\u3000。（）/", max_size=6),
                st.text(max_size=4),
            ),
        ).map(": ".join),
        min_size=1,
        max_size=2,
    ).map("\n".join)
)
def test_plain_words_are_read_as_the_parser_reads_them(text: str) -> None:
    assert read(text) == read(f"# so\n{text}", first_line=0)


@pytest.mark.parametrize(
    "text",
    [
        'title: "“三包”是什么"',
        "title: 第3课：记账",
        "title: “三包”和“保修”",
        "discuss: |\n  第一：记账\n  第二:算账",
        "discuss: 先想一想\n  重点：记账\n  note: no",
        "discuss: >-\n  a: b\n",
        "audio: https://example.org/a.mp3",
        "# 注释：没有关系\ntitle: 记账 # 说明: 无",
    ],
)
def test_what_is_well_written_is_left_alone(text: str) -> None:
    found, problems = read(text)

    assert found is not None or "note: no" in text
    assert [problem.code for problem in problems if problem.code != "yaml-syntax"] == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("title: &a [x]\nsummary: *a", 1, "yaml-alias"),
        ("title: *重要*", 1, "yaml-sign"),
        ("a: 1\ntitle: !!python/object/apply:os.system ['echo bad']", 2, "yaml-tag"),
        ("title: " + "[" * 100_000, 1, "yaml-deep"),
        ("? " * 50_000, 1, "yaml-deep"),
        ("title: @所有人", 1, "yaml-sign"),
        ("title: [草稿] 第一课", 1, "yaml-sign"),
        ("week: 1\ntitle: '没有结束\nsummary: x", 2, "yaml-sign"),
        ("title: x\n\tsummary: y", 2, "yaml-tab"),
        ("- a\n- b", 1, "yaml-no-keys"),
        ("只有文字", 1, "yaml-no-keys"),
        ("title: x\n乱写的一行", 2, "yaml-syntax"),
        ("title: x\nsummary: \x07", 2, "yaml-syntax"),
    ],
)
def test_what_cannot_be_read_is_explained_in_its_line(text: str, line: int, code: str) -> None:
    found, problems = read(text)

    assert found is None
    assert [(problem.line, problem.code) for problem in problems] == [(line, code)]
    assert problems[0].leaves_out


def test_a_bomb_of_references_is_not_unfolded() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )

    assert [problem.code for problem in read(bomb)[1]] == ["yaml-alias"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: a\nweek: 1\ntitle: b", "yaml-twice"),
        ("title: a\n---\ntitle: b", "yaml-documents"),
        ("title: a\n? [x]\n: y", "yaml-key"),
    ],
)
def test_slips_that_do_no_harm_keep_the_first_value(text: str, code: str) -> None:
    found, problems = read(text)

    assert found
    assert found["title"].data == "a"
    assert [problem.code for problem in problems] == [code]


def test_thousands_of_slips_are_not_thousands_of_problems() -> None:
    problems = Problems()
    found = load_mapping("\n".join(f"k{n}：x" for n in range(9_000)), "x", problems)
    checked(found or {}, COURSE, "x", problems)

    assert 20 < len(problems) < 100


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("week: 3", {"week": 3}),
        ("week: ３", {"week": 3}),
        ("draft: yes", {"draft": True}),
        ("was: 02-a", {"was": ("02-a",)}),
        ("was: [02-a, 03-b]", {"was": ("02-a", "03-b")}),
        ("was: 02-a、03-b，04-c", {"was": ("02-a", "03-b", "04-c")}),
        ("summary:\nauthor: ~", {}),
    ],
)
def test_values_become_what_their_keys_want(text: str, value: dict[str, Any]) -> None:
    assert values(text) == (value, [])


@pytest.mark.parametrize(
    "text",
    [
        "title: [a, b]",
        "title: {a: b}",
        "week: 第三周",
        "week: 0",
        "week: -1",
        "minutes: 12.5",
        "draft: 大概",
        "was: {a: b}",
        "was: [[a]]",
    ],
)
def test_wrong_types_are_named_and_left_out(text: str) -> None:
    assert values(text) == ({}, [(1, "key-type")])


@pytest.mark.parametrize(
    ("key", "near"), [("titel", "title"), ("minute", "minutes"), ("sumary", "summary")]
)
def test_the_nearest_known_key_is_named(key: str, near: str) -> None:
    problems = Problems()
    checked({key: Value("x", 7)}, LESSON, "content/x.md", problems)
    (problem,) = problems

    assert (problem.line, problem.code) == (7, "key-unknown")
    assert near in problem.mend
