"""Lines of Chinese and Latin words: nothing too wide, nothing lost, no comma alone in front."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.drawn.text import block, fitted, wrapped
from builder.fonts import BOLD, drawable, face, has_sign

SIZE = 20
CLOSING = "，。、；：！？）》」』】”’…,.;:!?)]}%"
WORDS = st.lists(
    st.sampled_from(
        [*"账本收入支出一二三，。、：！？（）《》“”", "cash ", "book, ", "12.5% ", " "]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(WORDS, st.integers(140, 400))
def test_lines_are_no_wider_and_hold_every_sign(text: str, width: int) -> None:
    lines = wrapped(text, SIZE, width)

    # So many closing signs in a row that no line could hold them are cut like a long word.
    assert all(face(SIZE).getlength(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("width", range(100, 400, 7))
def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(width: int) -> None:
    text = "记账（每天记）：收入、支出；“利润”＝收入－支出。《小店》的账，谁来记？Cash, 12.5% off!"
    lines = wrapped(text, SIZE, width)

    assert len(lines) > 1
    assert not [line for line in lines if line[0] in CLOSING or line[-1] in "（《“"]


def test_latin_words_are_kept_whole_where_they_fit() -> None:
    lines = wrapped("请说 Good evening, welcome to our hotel", SIZE, 130)

    words = " ".join(lines).replace("说 Good", "说Good").split()
    assert "welcome" in words
    assert "evening," in words


def test_a_word_wider_than_the_line_is_cut() -> None:
    lines = wrapped("https://example.com/a/very/long/address/that/never/ends", SIZE, 120)

    assert len(lines) > 3
    assert all(face(SIZE).getlength(line) <= 120 for line in lines)


def test_what_is_over_ends_with_an_ellipsis() -> None:
    short = block("每天花三分钟，记下收入和支出，月底就知道小店赚没赚钱", SIZE, 160, 2)

    assert len(short.lines) == 2
    assert short.lines[-1].endswith("…")
    assert not short.lines[-1].endswith("，…")
    assert short.width <= 160


def test_titles_break_where_a_speaker_pauses() -> None:
    assert block("合伙，先把丑话写下来", SIZE, 170, 3).lines == ("合伙，", "先把丑话写下来")
    assert block("用手机学习：第一课", SIZE, 130, 3).lines == ("用手机学习：", "第一课")


def test_a_paragraph_fills_its_lines_but_two_may_end_at_a_pause() -> None:
    few = "不用记一辈子，就能找到漏洞。"
    many = few * 3

    assert block(few, SIZE, 200, 4, running=True).lines == ("不用记一辈子，", "就能找到漏洞。")
    assert block(many, SIZE, 200, 9, running=True).lines == tuple(wrapped(many, SIZE, 200))


def test_no_last_line_of_one_character() -> None:
    lines = block("劳动合同签字前要看", SIZE, 8 * SIZE, 2).lines

    assert [len(line) for line in lines] == [5, 4]


def test_a_title_is_as_large_as_it_fits() -> None:
    sizes = range(60, 10, -2)
    few, many = (fitted(text, sizes, (300, 200), weight=BOLD) for text in ("记账", "记账" * 15))

    assert few.size == 60
    assert few.size > many.size
    assert many.height <= 200
    assert "".join(many.lines) == "记账" * 15


def test_what_fits_at_no_size_is_cut_off() -> None:
    words = fitted("记账" * 200, [40, 30], (300, 100))

    assert words.size == 30
    assert words.height <= 100
    assert words.lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("记账😀入门👍🏻", "记账入门"),
        ("第\u200b一\ufe0f课\x00", "第一课"),
        ("H₂O", "H2O"),
        ("第一课\n\t 开始", "第一课 开始"),
        ("☎ ★ ℃ ①", "☎ ★ ℃ ①"),
        ("\ud800坏", "坏"),
        ("👨‍👩‍👧", ""),
    ],
)
def test_signs_that_the_font_lacks_are_dropped(text: str, shown: str) -> None:
    assert drawable(text) == shown


def test_the_font_writes_as_mainland_china_does() -> None:
    """The other faces of the collection draw these differently."""
    assert face(40).getname()[0] == "Noto Sans CJK SC"
    assert all(map(has_sign, "骨直角令￥㎡𠮷ǎ"))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    words = fitted(text, [40, 20], (200, 120))

    assert words.height <= 120
    assert words.width <= 200 + SIZE
