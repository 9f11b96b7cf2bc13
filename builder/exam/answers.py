"""What a learner chose, as one number per question: mixed radix, as docs/results.md says."""

from __future__ import annotations

import re
import unicodedata
from math import factorial
from typing import TypeAlias

from builder.model.question import Question

Given: TypeAlias = tuple[int, ...] | int | None  # a digest of a written line is an int
WRITTEN = 961  # two symbols: 0 no line, else a digest of it
_BLANKS = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+"
)


def radix(question: Question) -> int:
    """How many values the answer to a question may have, that of no answer among them."""
    if question.kind in {"fill", "open"}:
        return WRITTEN
    if question.kind == "order":
        return factorial(len(question.items)) + 1
    if question.kind == "match":
        return int((len(question.rights) + 1) ** len(question.pairs))
    count = len(question.choices)
    return 1 << count if question.kind == "multiple" else count + 1


def read(value: int, question: Question, order: tuple[int, ...]) -> Given:
    """
    The answer that a value stands for; None for none.

    Args:
        value: Below `radix(question)`.
        question: As written.
        order: As `ExamKey.orders` has it.

    Returns:
        Positions, as written: of the chosen choices; of the items in the
        order given; of the right side of each pair, -1 where there is none;
        or the digest of a written line.
    """
    if value == 0:
        return None
    if question.kind in {"fill", "open"}:
        return value
    if question.kind == "multiple":
        return tuple(sorted(order[at] for at in range(len(order)) if value >> at & 1))
    if question.kind == "order":
        return tuple(order[at] for at in _permutation(value - 1, len(order)))
    if question.kind == "match":
        return _matched(value, question, order)
    return (order[value - 1],)


def _permutation(rank: int, count: int) -> list[int]:
    """The permutation of 0 … count - 1 at `rank` in the order of the dictionary."""
    left = list(range(count))
    found = []
    for size in range(count, 0, -1):
        place, rank = divmod(rank, factorial(size - 1))
        found.append(left.pop(place))
    return found


def _matched(value: int, question: Question, order: tuple[int, ...]) -> tuple[int, ...]:
    found = []
    for _ in question.pairs:
        value, digit = divmod(value, len(question.rights) + 1)
        found.append(order[digit - 1] if digit else -1)
    return tuple(found)


def digest(text: str) -> int:
    """
    FNV-1a (32 bits) over a text's UTF-16 code units, less blanks, in the form NFKC.

    What a chat changes (blanks, line ends, full width) makes no difference.
    """
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    units = plain.encode("utf-16-le", "surrogatepass")
    found = 0x811C9DC5
    for at in range(0, len(units), 2):
        found = ((found ^ int.from_bytes(units[at : at + 2], "little")) * 0x01000193) & 0xFFFFFFFF
    return found


def line_value(text: str) -> int:
    """The value of a written line: 1 to 960, or 0 when nothing is written."""
    return 1 + digest(text) % (WRITTEN - 1) if _BLANKS.sub("", text) else 0
