"""What staff did in the console: published, deleted, or pushed from another computer."""

from __future__ import annotations

import json

from tests.wechat.bundles import COURSE, address
from tests.wechat.running import APPID, Pusher

A, B = f"{COURSE}/01-a", f"{COURSE}/02-b"


def publish(pusher: Pusher, lesson: str) -> None:
    """The draft leaves the draft box, as it does when it is published or deleted."""
    for media_id, draft in pusher.server.state()["drafts"].items():
        if draft["articles"][0]["content_source_url"] == address(lesson):
            pusher.server.order("publish", media_id=media_id)


def forget_cover(pusher: Pusher) -> None:
    for media_id in pusher.server.state()["library"]:
        pusher.server.order("forget-material", media_id=media_id)


def test_a_published_lesson_that_changed_is_asked_about(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B).push(COURSE)
    publish(pusher, A)
    pusher.change(A, "改。").change(B, "改。")

    outcome, calls = pusher.calls_of(COURSE)

    assert outcome.exit_code == 1
    assert f"not sent: {A}" in outcome.output
    assert "published or deleted" in outcome.output
    assert "--again" in outcome.output
    assert "draft/add" not in calls
    assert "media/uploadimg" not in calls
    assert f"updated: {B}" in outcome.output
    assert pusher.server.drafts() == [[address(B)]]

    outcome, calls = pusher.calls_of(A)
    assert (outcome.exit_code, calls) == (1, [])
    assert "ask: published or deleted" in pusher.push(A, "--dry-run").output


def test_again_makes_a_new_article(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B).push(COURSE)
    publish(pusher, A)
    pusher.change(A, "改。")

    outcome = pusher.push(COURSE, "--again")

    assert outcome.exit_code == 0, outcome.output
    assert sorted(pusher.server.drafts()) == [[address(A)], [address(B)]]
    assert set(pusher.server.uploads("material/add_material").values()) == {1}
    _, calls = pusher.calls_of(COURSE)
    assert calls == []


def test_again_looks_after_unchanged_lessons_too(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B).push(COURSE)
    publish(pusher, A)

    outcome = pusher.push(COURSE, "--again")

    assert f"added: {A}" in outcome.output
    assert len(pusher.server.done("draft/add")) == 3
    assert "1 unchanged" in outcome.output


def test_a_published_lesson_that_did_not_change_costs_nothing(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    publish(pusher, A)

    outcome, calls = pusher.calls_of(A)

    assert (outcome.exit_code, calls) == (0, [])


def test_a_cover_that_left_the_library_is_sent_again(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    forget_cover(pusher)
    pusher.change(A, "改。")

    outcome = pusher.push(A)

    assert outcome.exit_code == 0, outcome.output
    assert "its cover was deleted from the library" in outcome.output
    assert pusher.server.drafts() == [[address(A)]]
    assert "改。" in pusher.server.articles()[address(A)]["content"]


def test_a_cover_that_left_the_library_before_the_draft_came(pusher: Pusher) -> None:
    pusher.bundle(A)
    pusher.server.faults(always={"draft/add": "404"})
    assert pusher.push(A).exit_code == 1
    pusher.server.faults()
    forget_cover(pusher)

    assert pusher.push(A).exit_code == 0
    assert pusher.server.drafts() == [[address(A)]]


def test_an_article_with_a_field_missing_is_a_fault_of_ours(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    pusher.change(A, "改。")
    pusher.server.set(refuse={"draft/update": 40007})

    outcome = pusher.push(A)

    assert outcome.exit_code == 1
    assert "a fault of renlearn" in outcome.output
    assert "rid" in outcome.output


def test_a_push_from_another_computer_finds_the_drafts(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B).push(COURSE)
    pusher.ledger_file.unlink()

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 0
    assert "lies in the draft box already" in outcome.output
    assert len(pusher.server.done("draft/add")) == 2
    assert sorted(pusher.server.drafts()) == [[address(A)], [address(B)]]


def test_two_accounts_have_a_ledger_each(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    other = "wxfedcba9876543210"
    pusher.server.set(appid=other, drafts={}, library={})

    outcome = pusher.push(A, WECHAT_APPID=other)

    assert outcome.exit_code == 0, outcome.output
    assert pusher.server.drafts() == [[address(A)]]
    ledgers = sorted(one.name for one in (pusher.root / "wechat").iterdir())
    assert ledgers == [f"{APPID}.json", f"{other}.json"]
    assert json.loads((pusher.root / "wechat" / f"{other}.json").read_text())["appid"] == other


def test_a_new_domain_updates_the_drafts_and_adds_none(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    moved = "https://new.example/a/?from=wx"
    pusher.bundle(A, content_source_url=moved)

    assert pusher.push(A).exit_code == 0
    assert pusher.server.drafts() == [[moved]]
    pusher.change(A, "再改。")
    assert pusher.push(A).exit_code == 0
    assert pusher.server.drafts() == [[moved]]
