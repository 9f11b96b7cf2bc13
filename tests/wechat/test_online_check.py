"""`renlearn wechat check --online`: WeChat's own opinion of an article's structure."""

from __future__ import annotations

from tests.wechat.bundles import COURSE
from tests.wechat.running import Pusher

A = f"{COURSE}/01-a"
FAULTY = {
    "isValid": False,
    "inValidInfo": {
        "width": {"violateRules": "宽度\n不一致", "items": [{"outerHTML": '<img src="a">'}]},
        "pre": {"violateRules": "溢出", "items": [{"outerHTML": "<pre>x</pre>"}] * 2},
    },
}


def checked(pusher: Pusher, *arguments: str) -> tuple[int, str]:
    outcome = pusher.run("check", *arguments, WECHAT_CHECK=pusher.server.url, WECHAT_APPID="")
    return outcome.exit_code, outcome.output


def test_a_sound_article(pusher: Pusher) -> None:
    pusher.bundle(A, body="<p>课文</p>")

    assert checked(pusher, "--online", A) == (0, f"{A}: sound\n")
    (sent,) = pusher.server.calls("structure")
    assert "<p>课文</p>" in sent["content"]


def test_faults_name_their_rule_and_element(pusher: Pusher) -> None:
    pusher.bundle(A).server.order("structure", **FAULTY)

    status, output = checked(pusher, "--online", COURSE)

    assert status == 1
    assert f'content/{A}.md:1: width: 宽度 不一致 <img src="a">' in output
    assert output.count("pre: 溢出") == 2


def test_an_answer_that_makes_no_sense_is_said(pusher: Pusher) -> None:
    pusher.bundle(A).server.order("structure", strange=1)

    status, output = checked(pusher, "--online", A)

    assert status == 1
    assert "gave no answer" in output


def test_nothing_is_sent_unless_asked_for(pusher: Pusher) -> None:
    status, output = checked(pusher.bundle(A), A)

    assert status == 2
    assert "--online" in output
    assert pusher.server.calls("structure") == []
