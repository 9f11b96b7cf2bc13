"""Several lessons as one draft: order, changes, what staff did to it meanwhile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.wechat.bundles import COURSE, address
from tests.wechat.running import Pusher

A, B, C = (f"{COURSE}/0{number}-{name}" for number, name in ((1, "a"), (2, "b"), (3, "c")))
URLS = [address(one) for one in (A, B, C)]


@pytest.fixture
def three(pusher: Pusher) -> Pusher:
    return pusher.bundle(A).bundle(B).bundle(C)


def reordered(pusher: Pusher, *keys: int, more: tuple[dict[str, Any], ...] = ()) -> None:
    """What staff do in the console."""
    drafts = pusher.server.state()["drafts"]
    (draft,) = drafts.values()
    draft["articles"] = [draft["articles"][key] for key in keys] + list(more)
    pusher.server.order("drafts", **drafts)


def test_lessons_become_one_draft_in_the_order_given(three: Pusher) -> None:
    outcome = three.push("--together", C, A, B)

    assert outcome.exit_code == 0, outcome.output
    assert three.server.drafts() == [[URLS[2], URLS[0], URLS[1]]]
    _, calls = three.calls_of("--together", C, A, B)
    assert calls == []


def test_one_changed_lesson_is_updated_in_its_place(three: Pusher) -> None:
    three.push("--together", A, B, C)
    three.change(B, "改过。")

    outcome, calls = three.calls_of("--together", A, B, C)

    assert outcome.exit_code == 0
    assert calls.count("draft/update") == 1
    assert "draft/add" not in calls
    assert three.server.drafts() == [URLS]
    assert "改过。" in three.server.articles()[URLS[1]]["content"]


def test_a_lone_lesson_of_it_is_updated_there_too(three: Pusher) -> None:
    three.push("--together", A, B, C)
    three.change(C, "改过。")

    assert three.push(C).exit_code == 0
    assert three.server.drafts() == [URLS]
    assert "改过。" in three.server.articles()[URLS[2]]["content"]


@pytest.mark.parametrize("order", [(B, A, C), (A, B), (C,)])
def test_another_set_or_order_replaces_the_draft(three: Pusher, order: tuple[str, ...]) -> None:
    three.push("--together", A, B, C)
    if len(order) == 1:
        order = (C, A)

    outcome = three.push("--together", *order)

    assert outcome.exit_code == 0, outcome.output
    assert three.server.drafts() == [[address(one) for one in order]]
    dropped = {A, B, C} - set(order)
    assert all(f"{one} is in no draft any more" in outcome.output for one in dropped)
    for one in sorted(dropped):
        assert three.push(one).exit_code == 0
    assert sorted(url for urls in three.server.drafts() for url in urls) == URLS


def test_lessons_with_drafts_of_their_own_are_brought_together(three: Pusher) -> None:
    three.push(COURSE)
    assert len(three.server.drafts()) == 3

    assert three.push("--together", COURSE).exit_code == 0

    assert three.server.drafts() == [URLS]


def test_a_kill_before_the_old_draft_is_deleted_leaves_one(three: Pusher) -> None:
    three.push("--together", A, B)
    three.server.faults(always={"draft/delete": "502"})
    stopped = three.push("--together", B, A)
    assert stopped.exit_code == 1
    assert len(three.server.drafts()) == 2
    three.server.faults()

    assert three.push("--together", B, A).exit_code == 0

    assert three.server.drafts() == [[URLS[1], URLS[0]]]
    assert json.loads(three.ledger_file.read_text())["deleting"] == {}


def test_a_draft_that_staff_reordered_is_updated_at_the_right_place(three: Pusher) -> None:
    three.push("--together", A, B, C)
    reordered(three, 2, 0, 1)
    three.change(A, "甲改。")

    assert three.push(A).exit_code == 0

    assert three.server.drafts() == [[URLS[2], URLS[0], URLS[1]]]
    assert "甲改。" in three.server.articles()[URLS[0]]["content"]
    assert "甲改。" not in three.server.articles()[URLS[2]]["content"]


def test_a_draft_out_of_which_staff_took_the_lesson_is_left_alone(three: Pusher) -> None:
    three.push("--together", A, B)
    reordered(three, 1)
    three.change(A, "甲改。")

    outcome = three.push(A)

    assert outcome.exit_code == 1
    assert "阅读原文" in outcome.output
    assert three.server.drafts() == [[URLS[1]]]
    assert "甲改。" not in three.server.articles()[URLS[1]]["content"]


def test_a_draft_with_an_article_of_others_is_not_deleted(three: Pusher) -> None:
    three.push("--together", A, B)
    other = dict(three.server.articles()[URLS[0]], content_source_url="", title="校报")
    reordered(three, 0, 1, more=(other,))

    outcome = three.push("--together", B, A)

    assert outcome.exit_code == 0
    assert "was kept" in outcome.output
    assert len(three.server.drafts()) == 2


def test_nine_lessons_are_too_many(pusher: Pusher) -> None:
    pusher.course(9, pictures=0)

    outcome = pusher.push("--together", COURSE)

    assert outcome.exit_code == 1
    assert "at most 8" in outcome.output
    assert pusher.server.journal == []


def test_one_lesson_that_cannot_be_sent_keeps_the_whole_draft_back(three: Pusher) -> None:
    three.bundle(B, title="")

    outcome = three.push("--together", A, B, C)

    assert outcome.exit_code == 1
    assert three.server.journal == []
    assert f"{B}: it has no title" in outcome.output
