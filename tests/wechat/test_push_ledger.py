"""The ledger: never overwritten when damaged, never written by two at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.wechat.bundles import COURSE
from tests.wechat.running import APPID, Pusher

A, B = f"{COURSE}/01-a", f"{COURSE}/02-b"


def changed(record: dict[str, Any], **keys: Any) -> str:
    return json.dumps(record | keys)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda _: "", "is damaged (line 1)"),
        (lambda record: changed(record)[:-9], "is damaged"),
        (lambda record: f"<<<<<<< HEAD\n{changed(record)}", "is damaged (line 1)"),
        (lambda _: "[]", "is damaged"),
        (lambda record: changed(record, images=[]), "is damaged"),
        (lambda record: changed(record, drafts={A: {"state": "draft"}}), "is damaged"),
        (lambda record: changed(record, more={}), "is damaged"),
        (lambda record: changed(record, format=2), "newer renlearn"),
        (lambda record: changed(record, appid="wxother"), "another account"),
    ],
)
def test_a_damaged_ledger_is_said_and_left_as_it_is(
    pusher: Pusher, damage: Any, words: str
) -> None:
    pusher.bundle(A).push(A)
    text = damage(json.loads(pusher.ledger_file.read_text()))
    pusher.ledger_file.write_text(text)

    calls = len(pusher.server.journal)
    outcome = pusher.ask("push", A)

    assert outcome.exit_code == 1
    assert words in outcome.output
    assert f"wechat/{APPID}.json" in outcome.output
    assert len(pusher.server.journal) == calls
    assert pusher.ledger_file.read_text() == text


def test_a_ledger_that_cannot_be_written_ends_the_push_before_the_draft(pusher: Pusher) -> None:
    half = pusher.ledger_file.with_name(f".{APPID}.json.part")
    half.mkdir(parents=True)

    outcome = pusher.bundle(A).push(A)

    assert outcome.exit_code == 1
    assert f"cannot write wechat/{APPID}.json" in outcome.output
    assert pusher.server.drafts() == []


def test_two_pushes_keep_apart(pusher: Pusher) -> None:
    pusher.bundle(A).bundle(B).server.faults(next=[["draft/add", 1, "hold"]], slow=3)
    first = pusher.start("push", COURSE)
    while not pusher.server.calls("draft/add"):
        assert first.poll() is None

    second = pusher.push(COURSE)

    assert second.exit_code == 1
    assert "another push for this account is running" in second.output
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert len(pusher.server.done("draft/add")) == 2


def test_the_ledger_reads_well_in_a_diff(pusher: Pusher) -> None:
    pusher.bundle(A).push(A)
    before = pusher.ledger_file.read_text().splitlines()
    pusher.bundle(B).push(B)
    after = pusher.ledger_file.read_text().splitlines()

    assert len(set(before) - set(after)) <= 4  # commas
    assert json.loads(pusher.ledger_file.read_text())["drafts"].keys() == {A, B}
