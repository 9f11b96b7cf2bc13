"""Result codes: packing and unpacking, by the layout of docs/results.md."""

from __future__ import annotations

import hmac
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.exam.answers import digest, radix
from builder.exam.draw import drawn
from builder.exam.key import FINGERPRINT, ExamKey
from builder.exam.symbols import (
    ALPHABET,
    BASE,
    CHECK,
    SymbolError,
    checked,
    digits_of,
    folded,
    is_whole,
    mends,
    number_of,
    places,
    text_of,
    values_of,
)  # fmt: skip

# The first symbol: what a code is, and its version.
EXAM, EXAM_PIN, PROGRESS, COMPLETION = "E", "P", "J", "C"
SEED = 4  # symbols; each field below too
DAY = 2
NAME = 2
TAG = 4  # with a PIN, instead of NAME
DAYS = BASE**DAY
MINUTES = 1.23  # each value of the symbol is so many times as long as the one before
_HEAD = 1 + FINGERPRINT + SEED

Reason = Literal["alphabet", "length", "check", "unknown-exam", "version", "pin"]


class CodeError(ValueError):
    """
    A code that cannot be read.

    Attributes:
        reason: What kind of fault it is.
        message: In words, with the place of the slip where it can be told.
        suggestions: Codes that differ in one slip and would be right; to be
            shown to a person, never taken.
    """

    def __init__(self, reason: Reason, message: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.suggestions = tuple(suggestions)


@dataclass(frozen=True)
class Fields:
    """
    What a code carries.

    Attributes:
        seed: 0 to 31⁴ - 1; decides which questions were drawn.
        day: Day of the attempt, counted from 2026-01-01, modulo 961.
        minutes: 0 to 30, a power of 1.23.
        values: One per drawn question, in their order (`builder.exam.answers`).
        name: Of a code without PIN: the digest of the name modulo 961.
    """

    seed: int
    day: int
    minutes: int
    values: tuple[int, ...]
    name: int = 0


def answer_symbols(key: ExamKey) -> int:
    """Symbols that hold the answers of any draw: the same for every code of a version."""
    product = 1
    for pool, count, _ in key.pools:
        sizes = sorted((radix(key.questions[at]) for at in pool), reverse=True)
        product *= math.prod(sizes[:count])
    return places(product)


def code_length(key: ExamKey) -> int:
    """Symbols of every code of a version."""
    return _HEAD + DAY + 1 + answer_symbols(key) + (TAG if key.pin else NAME) + CHECK


def write(key: ExamKey, fields: Fields, *, name: str, pin: str = "") -> str:
    """The code in groups of four; `name` and `pin` as the learner gave them."""
    packed = 0
    for at, value in zip(drawn(key, fields.seed), fields.values, strict=True):
        packed = packed * radix(key.questions[at]) + value
    kind = EXAM_PIN if key.pin else EXAM
    head = [*values_of(kind + key.fingerprint), *digits_of(fields.seed, SEED)]
    body = [*digits_of(fields.day, DAY), fields.minutes, *digits_of(packed, answer_symbols(key))]
    if key.pin:
        tag = _tag(pin, head, body, name)
        body = [(a + b) % BASE for a, b in zip(body, _mask(pin, head), strict=False)]
        return text_of(checked([*head, *body, *tag]))
    return text_of(checked([*head, *body, *digits_of(digest(name) % DAYS, NAME)]))


def whole_values(text: str, key: ExamKey | None) -> list[int]:
    """
    The values of a code as people wrote it, when its check holds.

    Args:
        text: In any grouping, width and case.
        key: The version that its fingerprint names, if there is one: it says
            how long the code should be.

    Raises:
        CodeError: A character that no code holds, a wrong length, a slip.
    """
    return values_of_length(text, code_length(key) if key else None)


def values_of_length(text: str, wanted: int | None) -> list[int]:
    """
    The values of a code as people wrote it, when its check holds.

    Args:
        text: In any grouping, width and case.
        wanted: How many symbols it should have, where that is known.

    Raises:
        CodeError: A character that no code holds, a wrong length, a slip.
    """
    plain = folded(text)
    try:
        values = values_of(plain)
    except SymbolError as fault:
        at = plain.index(fault.character) + 1
        message = f"the character {fault.character} (number {at}) occurs in no code"
        raise CodeError("alphabet", message, _suggested(plain, wanted)) from fault
    if wanted and len(values) != wanted:
        message = f"it has {len(values)} characters, {wanted} are right"
        raise CodeError("length", message, _suggested(plain, wanted))
    if not is_whole(values):
        suggestions = _suggested(plain, wanted)
        message = "a character is wrong, missing or in the wrong place"
        raise CodeError("check", message + _place(plain, suggestions), suggestions)
    return values


def fingerprint_of(text: str) -> str:
    """The fingerprint that a code as people wrote it names, were it right."""
    return folded(text)[1 : 1 + FINGERPRINT]


def unpack(key: ExamKey, values: Sequence[int], *, name: str, pin: str = "") -> Fields:
    """
    The fields of a whole code of this version.

    Raises:
        CodeError: The PIN is not this learner's, or the code holds a value
            that no page writes.
    """
    head, body = list(values[:_HEAD]), list(values[_HEAD:-CHECK])
    size = TAG if key.pin else NAME
    body, last = body[:-size], body[-size:]
    if key.pin:
        body = [(a - b) % BASE for a, b in zip(body, _mask(pin, head), strict=False)]
        if not hmac.compare_digest(bytes(last), bytes(_tag(pin, head, body, name))):
            raise CodeError("pin", "it was not made with this name and its PIN")
    seed = number_of(head[-SEED:])
    packed = number_of(body[DAY + 1 :])
    found = []
    for at in reversed(drawn(key, seed)):
        packed, value = divmod(packed, radix(key.questions[at]))
        found.append(value)
    if packed:
        raise CodeError("check", "its answers are none that the exam offers")
    bound = 0 if key.pin else number_of(last)
    return Fields(seed, number_of(body[:DAY]), body[DAY], tuple(found[::-1]), bound)


def _suggested(plain: str, wanted: int | None) -> list[str]:
    return [one for one in mends(plain) if not wanted or len(folded(one)) == wanted][:3]


def _place(plain: str, suggestions: Sequence[str]) -> str:
    """Where the one possible slip is, in words."""
    if len(suggestions) != 1:
        return ""
    mended = folded(suggestions[0])
    pairs = zip(plain, mended, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), len(mended) - 1)
    return f"; perhaps number {at + 1}, in group {at // 4 + 1}"


def _digest(pin: str, purpose: str, values: Sequence[int]) -> bytes:
    message = purpose + "".join(ALPHABET[value] for value in values)
    return hmac.digest(folded(pin).encode(), message.encode(), "sha256")


def _mask(pin: str, head: Sequence[int]) -> Iterator[int]:
    """A stream of values that only the PIN gives; bytes from 248 are skipped, as 248 = 8 · 31."""
    block = 0
    while True:
        stream = _digest(pin, f"mask{block}", head)
        yield from (byte % BASE for byte in stream if byte < 248)
        block += 1


def _tag(pin: str, head: Sequence[int], body: Sequence[int], name: str) -> list[int]:
    """Four values that bind a code to its PIN and name."""
    digest_ = _digest(pin, f"tag{digest(name)}", [*head, *body])
    return digits_of(int.from_bytes(digest_[:8]) % BASE**TAG, TAG)
