"""Chats as people paste them: every code is found, with its name and its lines."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.exam.symbols import folded
from builder.results.chat import Claim, claims, merged
from builder.text import decoded

CODE = "EK7Q-22EV-9CKH-6E73-YQ6Y-36U"
TEXT = f"【记账入门 结业考试】王小明 · {CODE}\n3. 2750\n5. 支出 | 1850"
WRITTEN = {3: "2750", 5: "支出 | 1850"}


def found(text: str) -> list[Claim]:
    return claims(text, "chat.txt", lambda start: 23 if start == "EK7Q2" else None)


def the_one(text: str) -> Claim:
    (claim,), _ = merged(found(text))
    return claim


def wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        f"王小明 2026/11/24 19:03:11\n{TEXT}\n\n李老师 2026/11/24 19:04:00\n收到",
        f"王小明:\n{TEXT}\n李老师:\n好的",
        f"2026年11月24日 晚上7:03\n\n王小明\n{TEXT}\n[图片]\n“李四”撤回了一条消息",
        f"「王小明：{TEXT}」\n- - - - - - - - - - - - - - -\n收到了，谢谢",
        TEXT.replace(CODE, CODE.lower()),
        TEXT.replace(CODE, wide(CODE)),
        TEXT.replace(CODE, CODE.replace("-", " ")),
        TEXT.replace(CODE, CODE.replace("-", "—")),
        TEXT.replace(CODE, CODE.replace("-", "")),
        TEXT.replace(CODE, CODE.replace("9CKH-", "9CKH-\n")),
        TEXT.replace(CODE, CODE.replace("9CKH-", "9CKH\n王小明 2026/11/24 19:03:12\n")),
        TEXT.replace(CODE, CODE.replace("9CKH-", "9CKH-\n\n王小明:\n")),
        TEXT.replace("\n", " "),
        TEXT.replace(" · ", "·"),
        f"老师好，这是我的：{TEXT}",
        f"{TEXT}\n{TEXT}",
    ],
    ids=lambda text: re.sub(r"\W+", " ", text)[:40],
)
def test_a_code_is_found_whatever_stands_around_it(text: str) -> None:
    claim = the_one(text)

    assert claim.name == "王小明"
    assert folded(claim.code) == folded(CODE)
    assert {at: line.rstrip("」") for at, line in claim.written.items()} == WRITTEN


def test_a_code_alone_takes_the_name_before_it() -> None:
    assert [(one.name, one.line) for one in found(f"好\n王小明 {CODE}\n")] == [("王小明", 2)]
    assert [one.name for one in found(f"王小明 19:03\n{CODE}\n")] == ["王小明"]


def test_two_codes_in_a_line() -> None:
    other = TEXT.replace("王小明", "李四").partition("\n")[0]
    assert [one.name for one in found(f"{TEXT.partition(chr(10))[0]} {other}")] == [
        "王小明",
        "李四",
    ]


def test_a_cut_code_does_not_eat_the_next_message() -> None:
    text = f"【记账入门 结业考试】王小明 · {CODE[:-5]}\n【记账入门 结业考试】李四 · {CODE}\n3. 2750"
    first, second = found(text)

    assert folded(first.code) == folded(CODE[:-5])
    assert (second.name, second.written) == ("李四", {3: "2750"})


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_files_as_windows_saves_them(coding: str) -> None:
    assert decoded(TEXT.encode(coding)) == TEXT


NOISE = ["老师好", "", "2026/11/24 19:03", "李四:", "[表情]", "- - - -", "明天见 3. 再说", "EK7Q?"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_every_message_of_a_long_chat_is_found(seed: int) -> None:
    chance = random.Random(seed)
    lines, names = [], []
    for number in range(chance.randint(1, 12)):
        lines += chance.choices(NOISE, k=chance.randint(0, 4))
        names.append(f"人{number}")
        symbols = "".join(chance.choices("23456789ABCDEFGHJKMNPQRSTUVWXYZ", k=18))
        code = f"EK7Q2{symbols}"
        lines += [f"【课 考试】人{number} · {code}", "1. 甲", "老师好"]

    assert [one.name for one in found("\n".join(lines))] == names
    assert all(one.written.get(1) == "甲" for one in found("\n".join(lines)))


@pytest.mark.parametrize("piece", ["E2A4-", "【", "【a】b", "1. x\n", " ", "「", "EK7Q 22EV "])
def test_hostile_chats_end(piece: str) -> None:
    assert len(found(piece * 60_000)) <= 60_000
