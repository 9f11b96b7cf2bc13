"""What a learner types, compared as people mean it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.load.question_blanks import blank
from builder.model.answers import accepts, units
from builder.text import fold, length, slug

RIGHT = [
    ("支出 | 成本", "成本"),
    ("支出", " 支 出。"),
    ("Good morning", "ＧＯＯＤ　ＭＯＲＮＩＮＧ！"),
    ("1850", "1,850"),
    ("1850", "１８５０"),
    ("1850", "1850.00"),
    ("1850", "￥1850"),
    ("1,850", "1850"),
    ("1850 | 1850元", "1,850 元"),
    ("1850 | 1900 | 1900元", "1850元"),
    ("1.5千克 | 1500克", "1.50 千克"),
    ("1.5千克 | 1500克", "1,500克"),
    ("1.5千克 | 1500克", "1500"),
    ("500 ± 5", "495"),
    ("500 ± 5", "505.0"),
    ("500 ± 5克", "501克"),
    ("0.7 ± 0.1", "0.8"),
    ("0.7 ± 0.1", "0.6"),
    ("10–20", "10"),
    ("10–20元", "15 元"),
    ("-5", "－5"),
    ("−5", "-5"),
    ("？", "?"),
    ("*#06#", "＊＃06＃"),
    ("110101199001011234", "110101199001011234"),
]
WRONG = [
    ("支出", "收入"),
    ("支出", ""),
    ("？", ""),
    ("1850", "1851"),
    ("1850", "1850斤"),
    ("1850", "18,50"),
    ("34", "3,4"),
    ("1850 | 1850元", "1850角"),
    ("1.5千克 | 1500克", "1.5克"),
    ("500 ± 5", "494.9"),
    ("500 ± 5", "501克"),
    ("10–20", "21"),
    ("10–20", ""),
    ("110101199001011234", "110101199001011235"),
]


@pytest.mark.parametrize(("written", "typed"), RIGHT)
def test_right(written: str, typed: str) -> None:
    assert accepts(blank(written), typed)


@pytest.mark.parametrize(("written", "typed"), WRONG)
def test_wrong(written: str, typed: str) -> None:
    assert not accepts(blank(written), typed)


def test_units_are_those_after_numbers() -> None:
    assert units(blank("1850元 | 1850 | 一千 | 5–6 公斤")) == ("元", "公斤")


@given(st.text(min_size=1).filter(lambda text: text.strip()), st.text(max_size=30))
def test_the_first_alternative_is_right_and_nothing_raises(written: str, typed: str) -> None:
    made = blank(written)
    assert all(accepts(made, answer) for answer in made.answers)
    accepts(made, typed)


@given(st.floats(-1e6, 1e6).map(lambda number: round(number, 3)), st.integers(0, 1000))
def test_both_ends_of_a_tolerance_are_right(middle: float, off: int) -> None:
    made = blank(f"{middle:.3f} ± {off}")
    ((low, high),) = made.ranges
    assert accepts(made, f"{low:.3f}")
    assert accepts(made, f"{high:.3f}")


def test_folding_lengths_and_slugs() -> None:
    assert fold(" Ｑｕｉｚ：") == "quiz"
    assert fold("……") == "......"
    assert length("记 账\u0301\n") == 2
    assert slug(" 第１课：记账 / Book_keeping! ") == "第1课-记账-book_keeping"
