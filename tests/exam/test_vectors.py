"""The test vectors of docs/results.md."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

from builder.exam.answers import digest, line_value, radix
from builder.exam.code import Fields, code_length, unpack, whole_values, write
from builder.exam.draw import chances
from builder.exam.key import ExamKey, shown_order
from builder.model.exam import Section
from builder.model.question import Blank, Choice, Question

DOC = (Path(__file__).parents[2] / "docs/results.md").read_text(encoding="utf-8")
QUESTIONS = (
    Question("a", "single", "甲", choices=tuple(Choice(one, one == "a") for one in "abc")),
    Question("b", "multiple", "乙", choices=tuple(Choice(one, right=True) for one in "abcd")),
    Question("c", "order", "丙", items=("x", "y", "z")),
    Question("d", "match", "丁", pairs=(("a", "1"), ("b", "2")), distractors=("3",)),
    Question("e", "fill", "戊", blanks=(Blank(("2750",)),)),
)
KEY = ExamKey(
    course="t/c",
    course_title="课",
    title="考试",
    fingerprint="K7Q2",
    passing=60,
    percent=True,
    pin=False,
    partial=False,
    sections=(Section("", "", shuffle=False),),
    questions=QUESTIONS,
    orders=tuple(map(shown_order, QUESTIONS)),
)
FIELDS = Fields(
    seed=12345,
    day=327,
    minutes=15,
    values=(2, 5, 4, 13, line_value("2750")),
    name=digest("王小明") % 961,
)


def test_the_generator() -> None:
    said = ", ".join(map(str, islice(chances(7), 4)))
    assert f"{said}." in DOC


def test_the_digest() -> None:
    assert f"王小明 gives {digest('王小明')}." in DOC
    assert digest(" 王 小明\n") == digest("王小明")
    assert digest("２７５０") == digest("2750")


def test_a_whole_code() -> None:
    code = write(KEY, FIELDS, name="王小明")

    assert f"`{code}`" in DOC
    assert len(code.replace("-", "")) == code_length(KEY)
    assert unpack(KEY, whole_values(code, KEY), name="王小明") == FIELDS


def test_a_whole_code_with_a_pin() -> None:
    key = replace(KEY, pin=True)
    code = write(key, FIELDS, name="王小明", pin="K7Q29M")

    assert f"`{code}`" in DOC
    read = unpack(key, whole_values(code, key), name="王小明", pin="k7q-29m")
    assert read == replace(FIELDS, name=0)


def test_the_radix_of_each_kind() -> None:
    assert [radix(one) for one in QUESTIONS] == [4, 16, 7, 16, 961]
