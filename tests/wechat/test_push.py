"""`renlearn wechat push` end to end: what is sent, what is not, what is said."""

from __future__ import annotations

import json
import os
import re
import time

import pytest

from tests.wechat.bundles import COURSE, address, picture
from tests.wechat.running import Pusher

FIRST = f"{COURSE}/01-why-accounts"
SECOND = f"{COURSE}/02-cash"


def test_a_lesson_becomes_one_draft_with_its_pictures(pusher: Pusher) -> None:
    pusher.bundle(FIRST, pictures=2, body="<p>钱从哪里来，到哪里去？</p>")

    outcome, calls = pusher.calls_of(FIRST)

    assert outcome.exit_code == 0, outcome.output
    article = pusher.server.articles()[address(FIRST)]
    assert "钱从哪里来，到哪里去？" in article["content"]
    assert article["content"].count("<img") == 2
    assert "http://mmbiz" not in article["content"]
    assert article["title"].startswith("第 ")
    assert article["thumb_media_id"] in pusher.server.state()["library"]
    assert (article["author"], article["digest"]) == ("仁学", "学会记账。")
    assert article["pic_crop_1_1"] == "0.287222_0_0.712778_1"
    assert calls.count("media/uploadimg") == 2
    assert calls.count("draft/add") == 1


def test_unchanged_lessons_cost_no_call(pusher: Pusher) -> None:
    pusher.course(3).push(COURSE)

    outcome, calls = pusher.calls_of(COURSE)

    assert calls == []
    assert outcome.exit_code == 0
    assert "3 unchanged" in outcome.output


def test_a_changed_lesson_is_sent_whole_into_its_draft(pusher: Pusher) -> None:
    pusher.bundle(FIRST).bundle(SECOND).push(COURSE)
    before = pusher.server.state()["drafts"]
    pusher.change(SECOND, "多一句。")

    outcome, calls = pusher.calls_of(COURSE)

    assert outcome.exit_code == 0
    assert [one for one in calls if one != "draft/get"] == ["draft/update"]
    after = pusher.server.state()["drafts"]
    assert after.keys() == before.keys()
    changed = pusher.server.articles()[address(SECOND)]
    assert "多一句。" in changed["content"]
    assert changed["thumb_media_id"]
    assert "多一句。" not in pusher.server.articles()[address(FIRST)]["content"]


def test_a_new_title_or_cover_is_a_change_too(pusher: Pusher) -> None:
    pusher.bundle(FIRST).push(FIRST)
    pusher.file(FIRST, "cover.jpg", picture("another", size=(900, 383)))

    outcome, calls = pusher.calls_of(FIRST)

    assert outcome.exit_code == 0
    assert calls.count("material/add_material") == 1
    assert calls[-1] == "draft/update"


def test_pictures_that_lessons_share_are_sent_once(pusher: Pusher) -> None:
    pusher.course(3, pictures=1).push(COURSE)

    assert set(pusher.server.uploads("media/uploadimg").values()) == {1}
    assert len(pusher.server.uploads("media/uploadimg")) == 4


def test_moving_pictures_go_into_the_library(pusher: Pusher) -> None:
    moving = picture("moving", "GIF")
    pusher.bundle(FIRST).file(FIRST, "images/m.gif", moving)
    pusher.article(FIRST, "<p>动图</p>", {"images/m.gif": moving})
    pusher.record(FIRST, {"images/m.gif": moving})

    outcome = pusher.push(FIRST)

    assert outcome.exit_code == 0, outcome.output
    names = [one["name"] for one in pusher.server.calls("material/add_material")]
    assert sorted(name.rpartition(".")[2] for name in names) == ["gif", "jpg"]
    assert all(re.fullmatch(r"rl-[0-9a-f]{16}\.(gif|jpg)", name) for name in names)
    assert pusher.server.articles()[address(FIRST)]["content"].count("<img") == 1


def test_a_dry_run_says_everything_and_calls_nothing(pusher: Pusher) -> None:
    pusher.bundle(FIRST).push(FIRST)
    pusher.change(FIRST, "改。").bundle(SECOND, pictures=3)
    ledger = pusher.ledger_file.read_bytes()

    outcome, calls = pusher.calls_of(COURSE, "--dry-run", WECHAT_SECRET="")

    assert outcome.exit_code == 0
    assert calls == []
    assert f"update: {FIRST}" in outcome.output
    assert f"add: {SECOND}" in outcome.output
    assert "pictures 3, covers 1" in outcome.output
    assert pusher.ledger_file.read_bytes() == ledger


@pytest.mark.parametrize(
    "name",
    [FIRST, f"content/{FIRST}.md", f"./content/{FIRST}.md", f"content\\{FIRST}.md", f"{FIRST}/"],
)
def test_a_lesson_is_named_in_the_ways_that_people_name_it(pusher: Pusher, name: str) -> None:
    pusher.bundle(FIRST).bundle(SECOND)

    outcome = pusher.ask("push", name, "--dry-run")

    assert f"add: {FIRST}" in outcome.output
    assert SECOND not in outcome.output


def test_a_lesson_in_another_language_is_named_by_its_file(pusher: Pusher) -> None:
    pusher.bundle(FIRST).bundle(f"en/{FIRST}", path=f"content/{FIRST}.en.md")

    outcome = pusher.ask("push", f"content/{FIRST}.en.md", "--dry-run")

    assert re.findall(r"add: (\S+)", outcome.output) == [f"en/{FIRST}"]


def test_a_course_goes_by_its_numbers_and_a_wrong_name_gets_the_nearest(pusher: Pusher) -> None:
    pusher.bundle(SECOND).bundle(FIRST).bundle("courses/reading/01-x")

    outcome = pusher.push("content/business/accounting", "--dry-run")
    assert re.findall(r"add: (\S+)", outcome.output) == [FIRST, SECOND]

    wrong = pusher.push(f"{COURSE}/01-why-acounts")
    assert wrong.exit_code == 1
    assert f"did you mean {FIRST}?" in wrong.output
    assert pusher.push("business").exit_code == 1
    assert pusher.push().exit_code == 2
    assert pusher.server.journal == []


def test_nothing_built_is_said(pusher: Pusher) -> None:
    outcome = pusher.push(COURSE)

    assert outcome.exit_code == 1
    assert "renlearn build" in outcome.output


def test_an_older_build_is_pointed_out(pusher: Pusher) -> None:
    pusher.bundle(FIRST)
    source = pusher.root / "content" / f"{FIRST}.md"
    source.parent.mkdir(parents=True)
    source.write_text("新的")
    later = time.time() + 60
    os.utime(source, (later, later))

    outcome = pusher.push(FIRST, "--dry-run")

    assert f"content/{FIRST}.md is newer" in outcome.output


def test_recordings_that_wait_for_staff_are_listed(pusher: Pusher) -> None:
    recordings = [{"file": "audio/03-jizhang.mp3", "bytes": 412345, "seconds": 61.2}]
    pusher.bundle(FIRST, recordings=recordings).bundle(SECOND)

    outcome = pusher.push(COURSE)

    assert f"{FIRST}: 03-jizhang.mp3" in outcome.output
    assert "草稿箱" in outcome.output


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "已新增"),
        ({"LANG": "en_US.UTF-8"}, "added:"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "已新增"),
    ],
)
def test_it_speaks_the_language_of_the_computer(
    pusher: Pusher, language: dict[str, str], expected: str
) -> None:
    pusher.bundle(FIRST)

    assert expected in pusher.push(FIRST, **language).output


def test_the_language_can_be_chosen(pusher: Pusher) -> None:
    pusher.bundle(FIRST)

    outcome = pusher.push(f"{COURSE}/99", "--lang", "zh", LANG="en_US.UTF-8")

    assert "错误：build/wechat 里没有" in outcome.output


def test_the_outcome_as_json(pusher: Pusher) -> None:
    pusher.bundle(FIRST).bundle(SECOND, title="记" * 33)

    outcome = pusher.push(COURSE, "--json")

    record = json.loads(outcome.output)
    assert outcome.exit_code == 1
    by_lesson = {one["lesson"]: one for one in record["lessons"]}
    assert by_lesson[FIRST]["did"] == "added"
    assert by_lesson[FIRST]["media_id"] in pusher.server.state()["drafts"]
    assert by_lesson[SECOND]["did"] == "refused"
    assert (record["pictures"], record["covers"], record["stop"]) == (1, 1, None)


def test_what_ends_a_push_before_it_began_as_json(pusher: Pusher) -> None:
    outcome = pusher.ask("push", FIRST, "--json")

    assert outcome.exit_code == 1
    assert "renlearn build" in json.loads(outcome.output.splitlines()[0])["stop"]["message"]


def test_characters_beyond_the_usual_arrive_as_they_are(pusher: Pusher) -> None:
    title = '𠮷 "引号" \\u8bb0 🎧'
    pusher.bundle(FIRST, title=title, body="<p>𠮷 C:\\users 🎧</p>")

    outcome = pusher.push(FIRST)

    assert outcome.exit_code == 0, outcome.output
    article = pusher.server.articles()[address(FIRST)]
    assert article["title"] == title
    assert "𠮷 C:\\users 🎧" in article["content"]
