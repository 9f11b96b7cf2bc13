"""Blanks as regular expressions: they fit what counts as right, and nothing else."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

import pytest

from builder.load.question_blanks import blank
from builder.model.answers import accepts
from builder.site.blank_pattern import pattern

SEED = 8
ROUNDS = 400


def fits(regular: str, typed: str) -> bool:
    """As theme/script/judge.js looks at it."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))
    return bool(re.fullmatch(regular, plain, re.IGNORECASE))


def around(chance: random.Random, low: Decimal, high: Decimal) -> Iterator[str]:
    """Numbers in, at and near an interval, in several ways of writing."""
    for value in (low, high, (low + high) / 2, Decimal(chance.randint(-60, 4_000))):
        for step in ("0", "1", "-1", "0.1", "-0.01", "0.001"):
            number = value + Decimal(step)
            if not number:
                continue
            text = f"{number:f}"
            yield text
            yield f"{number:,f}"
            yield f"￥{text}0 元" if "." in text else f"{text}.00元。"


def test_intervals_hold_what_lies_in_them() -> None:
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        unit = Decimal(1).scaleb(-chance.choice([0, 0, 1, 2]))
        low = chance.choice([0, chance.randint(-50, 50), chance.randint(0, 3_000)]) * unit
        high = low + chance.choice([0, 1, 5, 20, chance.randint(0, 3_000)]) * unit
        asked = blank(f"{low:f}–{high:f}元")
        regular = pattern((asked,))
        for typed in around(chance, low, high):
            assert fits(regular, typed) == accepts(asked, typed), (low, high, typed, regular)


@pytest.mark.parametrize(
    "text",
    ["third | 3rd", "1.5千克 | 1500克", "check-in", "a.b*c | (d)", "8折 | 80%", "-0.50 | 0.05"],
)
@pytest.mark.parametrize(
    "typed",
    [
        *("Third。", "3", "3.0rd", "3th", "1.50 千克", "1500千克", "1,500", "1,50克", "check−in"),
        *("a.bbc", "a.b*c", "axb*c", "（D）", "d", "８折", "80", "0.80%", "−.5", "-0.5", "00.050"),
    ],
)
def test_alternatives_are_what_the_builder_takes(text: str, typed: str) -> None:
    assert fits(pattern((blank(text),)), typed) == accepts(blank(text), typed)


def test_several_blanks_stand_with_commas_between() -> None:
    regular = pattern((blank("利润 | 盈利"), blank("1850")))

    assert fits(regular, "盈利。,1,850")
    assert not fits(regular, "1850,盈利")
