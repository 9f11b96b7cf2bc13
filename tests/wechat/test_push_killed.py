"""A push that is killed, while WeChat fails: each article once, each cover once."""

from __future__ import annotations

import os

import pytest

from tests.wechat.bundles import COURSE
from tests.wechat.killing import Figures, killed_push
from tests.wechat.running import Pusher

SEEDS = range(int(os.environ.get("RENLEARN_SOAK_SEEDS", "1")))


def check(pusher: Pusher, figures: Figures) -> None:
    print(figures)
    assert set(figures.drafts.values()) == {1}, figures
    assert len(figures.drafts) == figures.added == figures.lessons, figures
    assert set(figures.covers.values()) == {1}, figures
    assert len(figures.covers) == figures.lessons, figures
    assert figures.unexplained <= figures.kills, figures
    outcome, calls = pusher.calls_of(COURSE)
    assert outcome.exit_code == 0
    assert calls == []


def test_a_course_survives_kills_and_faults(pusher: Pusher) -> None:
    pusher.course(12)

    figures = killed_push(pusher, kills=3, rate=0.1, seed=7)

    assert figures.faults > 0
    check(pusher, figures)


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("RENLEARN_SOAK"), reason="long: RENLEARN_SOAK=1")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_hundred_lessons_survive_ten_kills(pusher: Pusher, seed: int) -> None:
    pusher.course(100)

    check(pusher, killed_push(pusher, kills=10, rate=0.05, seed=seed))
