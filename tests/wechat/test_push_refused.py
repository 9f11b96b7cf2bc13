"""Every refusal becomes a sentence that says what to do, in both languages."""

from __future__ import annotations

import re

import pytest

from builder.wechat.push.errors import meanings
from builder.wechat.push.stops import RefusedError
from tests.wechat.bundles import COURSE, picture
from tests.wechat.running import Pusher

A, B = f"{COURSE}/01-a", f"{COURSE}/02-b"
CODES = [-1, 40001, 40014, 42001, 40002, 40004, 40005, 40137, 40113, 40006, 40009, 45001, 40007]
CODES += [40010, 45007, 40013, 41002, 40125, 41004, 40243, 40033, 47001, 40035, 40097, 40039]
CODES += [45005, 40048, 40066, 40155, 40164, 40227, 41005, 41006, 44001, 44002, 44003, 44004]
CODES += [43002, 43003, 45002, 45003, 45004, 45008, 45009, 45011, 45166, 48001, 48004, 48006]
CODES += [50002, 61004, 61007, 87014, 88000, 53500, 53501, 53502, 53503, 53504, 53505]
CODES += [9001008, 9001009]
RID = "65d56251-3f0a1b2c-4d5e6f70"


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_sentence_with_the_rid(code: int) -> None:
    words = f"words of WeChat hint: [x] invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4 rid: {RID}"
    refused = RefusedError(code, words, "draft/add", "business/accounting/01-a").after(6)

    assert code in meanings()
    assert refused.rid == RID
    for said in (refused.said.en, refused.said.zh):
        assert RID in said
        assert str(code) in said
        assert not re.search(r"[{}]|  ", said)
    assert re.search("[一-鿿]", refused.said.zh)


def test_a_very_long_answer_keeps_its_rid() -> None:
    refused = RefusedError(40007, f"{'x' * 500} rid: {RID}", "draft/add")

    assert RID in refused.said.en
    assert len(refused.said.en) < 700


def test_the_address_to_add_to_the_whitelist_is_named(pusher: Pusher) -> None:
    pusher.bundle(A).server.set(whitelist=["9.9.9.9"])

    outcome = pusher.push(A)

    assert outcome.exit_code == 1
    assert "add 127.0.0.1 in the console" in outcome.output
    assert re.search(r"rid: [0-9a-f-]{36}", outcome.output)
    assert "加上 127.0.0.1" in pusher.push(A, "--lang", "zh").output


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"WECHAT_APPID": "wx0000000000000000"}, "does not know this AppID"),
        ({"WECHAT_SECRET": "wrong"}, "AppSecret is wrong"),
        ({"WECHAT_APPID": ""}, "WECHAT_APPID is missing"),
        ({"WECHAT_SECRET": ""}, "WECHAT_SECRET is missing"),
        ({"WECHAT_APPID": "../../etc/passwd"}, "is no AppID"),
    ],
)
def test_a_wrong_account_is_said(pusher: Pusher, variables: dict[str, str], words: str) -> None:
    outcome = pusher.bundle(A).ask("push", A, **variables)

    assert outcome.exit_code == 1
    assert words in outcome.output


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"refuse": {"draft/add": 48001}}, "may not use draft/add"),
        ({"refuse": {"draft/add": 87014}}, f"objects to wording in {A}"),
        ({"refuse": {"media/uploadimg": 40005}}, f"{A}/images/1.jpg is of a type"),
        ({"refuse": {"draft/add": 45110}}, "a reason that renlearn does not know"),
        ({"cap": 0}, "library of pictures is full"),
        ({"content_limit": 100}, f"{A} is too long for WeChat"),
    ],
)
def test_a_refusal_is_said(pusher: Pusher, setting: dict[str, object], words: str) -> None:
    pusher.bundle(A).server.set(**setting)

    outcome = pusher.push(A)

    assert outcome.exit_code == 1
    assert words in outcome.output
    assert re.search(r"rid: [0-9a-f-]{36}", outcome.output)
    assert pusher.server.drafts() == []


def test_what_concerns_one_lesson_does_not_keep_the_next_one_waiting(pusher: Pusher) -> None:
    pusher.bundle(A, title="记" * 33, counts={"title": [33, 64]}).bundle(B)

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 1
    assert f"the title of {A} is too long for this account" in outcome.output
    assert f"added: {B}" in outcome.output


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"title": "记" * 33}, "the title has 33 characters, the limit is 32"),
        ({"title": " "}, "it has no title"),
        ({"author": "仁" * 17}, "the author has 17 characters"),
        ({"digest": "摘" * 121}, "the summary has 121 characters"),
        ({"content_source_url": ""}, "set base_url"),
        ({"content_source_url": "ftp://a.example/"}, "no http(s) address"),
        ({"content_source_url": "https://a.example/" + "x" * 1024}, "at most 1 KB"),
        ({"body": "字" * 20_000}, "characters of HTML, the limit is 20000"),
        ({"body": '<img src="https://x.example/a.jpg">'}, "not in its bundle"),
        ({"body": "<img src='images/1.jpg'>"}, "article.html"),
        ({"pic_crop_1_1": "all"}, "pic_crop_1_1"),
        ({"body": "\x0b"}, "article.html"),
    ],
)
def test_limits_are_checked_before_any_call(
    pusher: Pusher, keys: dict[str, str], words: str
) -> None:
    outcome = pusher.bundle(A, **keys).ask("push", A, "--dry-run")

    assert outcome.exit_code == 1
    assert words in outcome.output
    assert f"not sent: {A}" in outcome.output


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cover.jpg", picture("w", "WEBP")),
        ("images/1.jpg", b"<svg></svg>"),
        ("article.json", b"{"),
        ("article.json", b"[]"),
        ("article.json", b'{"title": "\\ud800"}'),
        ("article.html", b"\xff\xfe"),
    ],
)
def test_a_bundle_that_is_damaged_is_said(pusher: Pusher, name: str, data: bytes) -> None:
    outcome = pusher.bundle(A).bundle(B).file(A, name, data).ask("push", COURSE, "--dry-run")

    assert outcome.exit_code == 1
    assert f"not sent: {A}: {A}/{name.replace('html', 'json')}" in outcome.output
    assert f"add: {B}" in outcome.output


def test_a_picture_outside_its_bundle_is_not_sent(pusher: Pusher) -> None:
    pusher.bundle(A)
    (pusher.root / "private.jpg").write_bytes(picture("private"))
    pusher.bundle(A, cover="../../../../../private.jpg")

    outcome = pusher.push(A)

    assert outcome.exit_code == 1
    assert pusher.server.journal == []


def test_two_lessons_with_one_address_are_refused(pusher: Pusher) -> None:
    same = "https://school.example/same/"
    pusher.bundle(A, content_source_url=same).bundle(B, content_source_url=same)

    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 1
    assert f"not sent: {B}" in outcome.output
    assert pusher.server.drafts() == [[same]]
