"""The check of codes: what it must catch, looked at in full or in bulk."""

import numpy as np
import pytest

from builder.exam.symbols import (
    ALPHABET,
    BASE,
    SymbolError,
    checked,
    folded,
    is_whole,
    mends,
    remainder,
    text_of,
    values_of,
)  # fmt: skip

PREFIX = values_of("RN")
VECTORS = {"2": "24BPP", "RENXXEARN": "RENXXEARNCTTF", ALPHABET: f"{ALPHABET}UXYY"}
LENGTH = 60


@pytest.mark.parametrize(("data", "whole"), VECTORS.items())
def test_vectors_of_the_specification(data: str, whole: str) -> None:
    assert folded(text_of(checked(values_of(data)))) == whole


def powers(count: int) -> np.ndarray:
    """The remainders of x⁰, x¹, … as rows of four values."""
    found = np.zeros((count, 4), dtype=np.int64)
    row = [0, 0, 0, 1]
    generator = [14, 28, 17, 1]
    for at in range(count):
        found[at] = row
        head, *rest = row
        row = [(low - head * g) % BASE for low, g in zip([*rest, 0], generator, strict=True)]
    return found


def points(rows: np.ndarray) -> np.ndarray:
    """Rows as numbers, proportional ones as the same number."""
    inverse = np.array([0, *(pow(value, -1, BASE) for value in range(1, BASE))])
    first = np.argmax(rows != 0, axis=-1)
    lead = np.take_along_axis(rows, first[..., None], axis=-1)
    return (rows * inverse[lead] % BASE) @ (BASE ** np.arange(4))


def test_no_three_powers_depend_on_each_other() -> None:
    """So the distance is four: every error of up to three symbols is caught, for 960 symbols."""
    rows = powers(960)
    own = points(rows)
    assert len(set(own)) == 960
    factors = np.arange(1, BASE)[:, None, None]
    for at in range(1, 960):
        combined = points((rows[at] + factors * rows[:at]) % BASE)
        assert not np.isin(combined, own[at + 1 :]).any()


def test_remainder_is_linear_in_the_powers() -> None:
    """The proof above speaks of the same polynomial as the code."""
    rows = powers(12)
    for at in range(8):
        data = [0] * 8
        data[7 - at] = 1
        assert remainder(data) == tuple(rows[at + 4])


def times(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The product modulo the base; as floating numbers, exact so far, and quick."""
    return (one.astype(np.float32) @ other.astype(np.float32) % BASE).astype(np.int64)


def whole_codes(count: int, chance: np.random.Generator) -> np.ndarray:
    rows = powers(LENGTH + 2)[::-1]
    data = chance.integers(0, BASE, (count, LENGTH - 4))
    prefix = np.tile(PREFIX, (count, 1))
    return np.hstack([data, -times(np.hstack([prefix, data]), rows[: LENGTH - 2]) % BASE])


def accepted(codes: np.ndarray) -> int:
    rows = powers(LENGTH + 2)[::-1]
    prefix = np.tile(PREFIX, (len(codes), 1))
    return int((times(np.hstack([prefix, codes]), rows) == 0).all(axis=1).sum())


def test_a_million_corrupted_codes() -> None:
    """250,000 each of one to four slips, and every kind with a swap of neighbours on top."""
    chance = np.random.default_rng(31)
    count = 125_000
    assert is_whole(list(whole_codes(1, chance)[0]))
    for slips in (1, 2, 3, 4):
        for swaps in (0, 1):
            codes = whole_codes(count, chance)
            assert accepted(codes) == count
            spoilt = codes.copy()
            left = slips - 2 * swaps  # a swap changes two symbols
            rows = np.arange(count)
            order = chance.random((count, LENGTH), dtype=np.float32)
            places = order.argpartition(max(left, 1), axis=1)[:, : max(left, 0)]
            spoilt[rows[:, None], places] += 1 + rows[:, None] % (BASE - 1)
            spoilt %= BASE
            if swaps:
                at = chance.integers(0, LENGTH - 1, count)
                spoilt[rows, at], spoilt[rows, at + 1] = (
                    spoilt[rows, at + 1],
                    spoilt[rows, at].copy(),
                )
            changed = spoilt[(spoilt != codes).any(axis=1)]
            passed = accepted(changed)
            assert passed == 0 if slips < 4 else passed <= 3, (slips, swaps)


def test_every_swap_of_neighbours_is_caught() -> None:
    whole = checked([*range(31), 5, 30, 0, 0, 7])
    for at in range(len(whole) - 1):
        swapped = whole.copy()
        swapped[at], swapped[at + 1] = whole[at + 1], whole[at]
        assert is_whole(swapped) == (whole[at] == whole[at + 1])


def test_a_code_survives_its_way_through_a_chat() -> None:
    code = text_of(checked(values_of("EK7Q29MXD")))
    for form in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", "－\n"),
        f" {code} ",
    ):
        assert folded(form) == folded(code)
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    assert folded(wide) == folded(code)


def test_letters_that_never_occur_are_not_guessed() -> None:
    for character in "0O1IL":
        with pytest.raises(SymbolError) as caught:
            values_of(f"K7{character}Q")
        assert caught.value.character == character


@pytest.mark.parametrize("slip", ["wrong", "lost", "doubled", "swapped"])
def test_one_slip_is_found(slip: str) -> None:
    code = folded(text_of(checked(values_of("EK7Q29MXDABCDEFGH"))))
    spoilt = {
        "wrong": f"{code[:5]}Z{code[6:]}",
        "lost": code[:5] + code[6:],
        "doubled": code[:5] + code[4] + code[5:],
        "swapped": code[:5] + code[6] + code[5] + code[7:],
    }[slip]
    assert code in [folded(one) for one in mends(spoilt)]


def test_an_excluded_letter_is_the_slip() -> None:
    code = folded(text_of(checked(values_of("EK7Q29MXDABCDEFGH"))))
    assert [folded(one) for one in mends(f"{code[:5]}0{code[6:]}")] == [code]
    assert mends(f"0{code[1:4]}O{code[5:]}") == []


def test_a_code_of_nothing_but_twos_does_not_pass() -> None:
    assert not any(is_whole([0] * length) for length in range(5, 60))
