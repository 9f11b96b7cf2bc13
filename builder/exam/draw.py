"""Which questions a learner gets, in which order; `theme/script/exam.js` draws alike."""

from __future__ import annotations

from collections.abc import Iterator

from builder.exam.key import ExamKey

_WORD = 0xFFFFFFFF


def chances(seed: int) -> Iterator[int]:
    """Whole numbers below 2³² that follow from `seed`: the generator mulberry32."""
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & _WORD
        mixed = ((state ^ state >> 15) * (state | 1)) & _WORD
        mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & _WORD)) & _WORD
        yield mixed ^ mixed >> 14


def drawn(key: ExamKey, seed: int) -> tuple[int, ...]:
    """Positions in `key.questions`, in the order in which a learner with this seed sees them."""
    chance = chances(seed)
    found: list[int] = []
    for pool, count, mixed in key.pools:
        places = list(pool)
        for at in range(len(places) - 1, 0, -1):
            other = next(chance) % (at + 1)
            places[at], places[other] = places[other], places[at]
        chosen = places[:count]
        found += chosen if mixed else sorted(chosen)
    return tuple(found)
