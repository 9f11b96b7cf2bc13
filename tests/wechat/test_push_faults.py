"""WeChat is busy, breaks off, is slow: nothing is lost and no article comes twice."""

from __future__ import annotations

import json
import re

import pytest

from tests.wechat.bundles import COURSE, address
from tests.wechat.running import Pusher

A, B = f"{COURSE}/01-a", f"{COURSE}/02-b"
FAULTS = ["busy", "busy-after", "502", "502-after", "reset-before", "reset-after", "twice", "html"]


@pytest.mark.parametrize("kind", FAULTS)
def test_each_call_survives_each_fault(pusher: Pusher, kind: str) -> None:
    pusher.bundle(A).bundle(B)
    first = ["stable_token", "draft/batchget", "media/uploadimg", "material/add_material"]
    plan = [[call, 1, kind] for call in [*first, "draft/add"]]
    pusher.server.faults(next=plan)

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 0, outcome.output
    assert sum(bool(one["fault"]) for one in pusher.server.journal) == len(plan)
    assert sorted(pusher.server.drafts()) == [[address(A)], [address(B)]]
    assert len(pusher.server.done("draft/add")) == 2
    assert set(pusher.server.uploads("material/add_material").values()) == {1}


@pytest.mark.parametrize("kind", ["busy", "502", "reset-after"])
def test_an_update_is_simply_repeated(pusher: Pusher, kind: str) -> None:
    pusher.bundle(A).push(A)
    pusher.change(A, "改。")
    pusher.server.faults(next=[["draft/update", 1, kind], ["draft/get", 1, kind]])

    assert pusher.push(A).exit_code == 0
    assert "改。" in pusher.server.articles()[address(A)]["content"]


def test_an_answer_that_comes_too_late_is_looked_up(pusher: Pusher) -> None:
    pusher.bundle(A)
    plan = [["draft/add", 1, "slow"], ["material/add_material", 1, "slow"]]
    pusher.server.faults(next=plan, slow=4)

    outcome = pusher.push(A, WECHAT_TIMEOUT="1.5")

    assert outcome.exit_code == 0, outcome.output
    assert pusher.server.drafts() == [[address(A)]]
    assert set(pusher.server.uploads("material/add_material").values()) == {1}


def test_a_draft_whose_answer_never_came_is_found_by_the_next_push(pusher: Pusher) -> None:
    pusher.bundle(A)
    pusher.server.faults(next=[["draft/add", 1, "hold"]], slow=30)
    process = pusher.start("push", A)
    while not pusher.server.done("draft/add"):
        assert process.poll() is None
    process.kill()
    process.communicate()
    ledger = json.loads(pusher.ledger_file.read_text())
    assert ledger["drafts"][A]["state"] == "adding"

    outcome, calls = pusher.calls_of(A)

    assert outcome.exit_code == 0
    assert calls == ["draft/batchget"]
    assert pusher.server.drafts() == [[address(A)]]


def test_a_cover_whose_answer_never_came_is_found_by_its_name(pusher: Pusher) -> None:
    pusher.bundle(A)
    pusher.server.faults(next=[["material/add_material", 1, "hold"]], slow=30)
    process = pusher.start("push", A)
    while not pusher.server.done("material/add_material"):
        assert process.poll() is None
    process.kill()
    process.communicate()

    outcome, calls = pusher.calls_of(A)

    assert outcome.exit_code == 0
    assert "material/batchget_material" in calls
    assert set(pusher.server.uploads("material/add_material").values()) == {1}


def test_a_lost_answer_before_a_refusal_is_not_forgotten(pusher: Pusher) -> None:
    pusher.bundle(A)
    pusher.server.set(quotas={"draft/add": 1}, hidden=True)
    pusher.server.faults(next=[["draft/add", 1, "reset-after"]])

    outcome = pusher.push(A)

    assert outcome.exit_code == 1
    assert "quota of draft/add" in outcome.output
    pusher.server.set(hidden=False)
    assert pusher.push(A).exit_code == 0
    assert pusher.server.drafts() == [[address(A)]]


def test_a_push_that_was_killed_before_the_call_adds(pusher: Pusher) -> None:
    pusher.bundle(A)
    pusher.server.faults(next=[["draft/add", 1, "hang"]], slow=30)
    process = pusher.start("push", A)
    while not pusher.server.calls("draft/add"):
        assert process.poll() is None
    process.kill()
    process.communicate()

    assert pusher.push(A).exit_code == 0
    assert pusher.server.drafts() == [[address(A)]]


def test_a_busy_server_is_given_up_in_words(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B)
    pusher.server.faults(always={"draft/add": "busy"})

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 1
    assert "WeChat is busy, tried 6 times" in outcome.output
    assert re.search(r"-1 system error rid: [0-9a-f-]{36}, draft/add", outcome.output)
    assert "2 not sent" in outcome.output
    assert len(pusher.server.calls("draft/add")) == 6
    pusher.server.faults()
    assert pusher.push(COURSE).exit_code == 0
    assert len(pusher.server.drafts()) == 2


def test_no_connection_is_said_in_words(pusher: Pusher) -> None:
    outcome = pusher.bundle(A).push(A, WECHAT_API="http://127.0.0.1:9")

    assert outcome.exit_code == 1
    assert "cannot reach 127.0.0.1" in outcome.output


def test_a_relay_that_answers_otherwise_is_said_in_words(pusher: Pusher) -> None:
    pusher.bundle(A)
    pusher.server.faults(always={"draft/add": "404"})

    outcome = pusher.push(A)

    assert outcome.exit_code == 1
    assert "HTTP 404" in outcome.output


def test_a_token_that_ends_on_the_way_is_renewed_once(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B)
    pusher.server.faults(next=[["draft/add", 2, "expired"]])

    outcome, calls = pusher.calls_of(COURSE)

    assert outcome.exit_code == 0
    assert calls.count("stable_token") == 2
    assert calls.count("draft/add") == 3
    assert len(pusher.server.drafts()) == 2


def test_a_token_is_kept_for_the_next_command_and_renewed_when_dead(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    _, calls = pusher.change(A, "一。").calls_of(A)
    assert "stable_token" not in calls
    pusher.server.set(offset=8_000)

    outcome, calls = pusher.change(A, "二。").calls_of(A)

    assert outcome.exit_code == 0
    assert calls.count("stable_token") == 1


def test_a_token_that_is_refused_again_ends_the_push(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B)
    pusher.server.faults(always={"draft/batchget": "expired"})

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 1
    assert "WECHAT_SECRET" in outcome.output
    assert len(pusher.server.calls("draft/batchget")) == 2


def test_too_fast_waits_a_minute(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B)
    pusher.server.set(per_minute=4, speed=100)

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 0, outcome.output
    assert len(pusher.server.drafts()) == 2
    assert "next try in" in outcome.output
    assert any(one["code"] == 45011 for one in pusher.server.journal)


def test_a_used_up_quota_says_which_and_when_to_go_on(pusher: Pusher) -> None:
    pusher.course(4, pictures=1)
    pusher.server.set(quotas={"draft/add": 2})

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 1
    assert re.search(
        r"quota of draft/add is used up; go on after midnight Beijing time \(in \d+ h \d+ min\)",
        outcome.output,
    )
    assert "2 added" in outcome.output
    assert "2 not sent" in outcome.output

    chinese = pusher.push(COURSE, "--lang", "zh").output
    assert re.search(r"draft/add 今天的调用次数用完了；请在北京时间零点后", chinese)
    record = json.loads(pusher.push(COURSE, "--json").output)
    assert record["stop"]["code"] == 45009
    assert record["stop"]["go_on"].endswith("T00:00:00+08:00")

    pusher.server.set(offset=24 * 3600)
    assert pusher.push(COURSE).exit_code == 0
    assert len(pusher.server.done("draft/add")) == 4
