"""GIFT, read back by gift-pegjs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.model.document import Document
from builder.model.media import Media
from builder.model.question import Choice, Question
from builder.prepared import Prepared
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.formats.gift import gift
from tests.quiz.many_kinds import HOSTILE, booklet_of

READER = """
const { parse } = require("gift-pegjs");
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(parse(text)));
"""
Parse = Callable[[bytes], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def parse(tmp_path_factory: pytest.TempPathFactory) -> Parse:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("node is not installed, and gift-pegjs runs on it")
    folder = tmp_path_factory.mktemp("node")
    command = [
        npm,
        "install",
        "--silent",
        "--no-audit",
        "--prefix",
        str(folder),
        "gift-pegjs@1.0.2",
    ]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("gift-pegjs cannot be had from the npm registry")
    reader = Path(folder, "read.js")
    reader.write_text(READER, encoding="utf-8")

    def read(text: bytes) -> list[dict[str, Any]]:
        done = subprocess.run([node, str(reader)], input=text, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return read


@pytest.fixture(scope="session")
def questions(parse: Parse, booklet: Booklet, ready: Prepared) -> list[dict[str, Any]]:
    return parse(gift(booklet, ready.media)["gift.txt"])


def test_every_kind_is_read_as_what_it_is(questions: list[dict[str, Any]]) -> None:
    assert [one["type"] for one in questions] == [
        "Category", "MC", "MC", "TF", "Numerical", "Short", "Short", "Matching", "Matching",
        "Matching", "Essay", "MC", "Numerical",
    ]  # fmt: skip


def test_what_is_right_comes_over(questions: list[dict[str, Any]]) -> None:
    single, multiple, true, numerical, first, second, order, match = questions[1:9]
    right = [one["text"]["text"] for one in single["choices"] if one["isCorrect"]]
    weights = {one["text"]["text"]: one["weight"] for one in multiple["choices"]}
    interval = numerical["choices"][0]["text"]
    places = {one["subquestion"]["text"]: one["subanswer"] for one in order["matchPairs"]}
    pairs = {one["subquestion"]["text"]: one["subanswer"] for one in match["matchPairs"]}

    assert right == ["货架上的存货"]
    assert weights == {"营业执照": 50, "税务登记": 50, "结婚证": -100}
    assert true["isTrue"] is True
    assert true["trueFeedback"]["text"] == "能的。"
    assert (interval["numberLow"], interval["numberHigh"]) == (495, 505)
    assert [one["text"]["text"] for one in first["choices"]] == ["支出", r"成本 \* 费用"]
    assert [one["text"]["text"] for one in second["choices"]] == ["1850", "1850元"]
    assert places == {"记下每笔收支": "1", "月底加总": "2", "算出利润": "3"}
    assert pairs == {"收入": "卖出货物得到的钱", "支出": "买进货物付出的钱", "": "借来的钱"}


def test_pictures_and_recordings_are_inside(questions: list[dict[str, Any]]) -> None:
    single, rich = questions[1], questions[9]

    assert any('<img src="data:image/' in one["text"]["text"] for one in single["choices"])
    assert 'src="data:audio/mpeg;base64,' in rich["matchPairs"][0]["subquestion"]["text"]
    assert {one["subanswer"] for one in rich["matchPairs"]} == {"A", "B"}


def test_explanations_feedback_and_model_answers_come_over(questions: list[dict[str, Any]]) -> None:
    feedback = {one["text"]["text"]: one["feedback"] for one in questions[1]["choices"]}

    assert questions[1]["globalFeedback"]["text"] == "<div>存货归你所有 #1 {是}。</div>"
    assert feedback["欠的房租"]["text"] == "这叫负债 = 欠款。"
    assert "每天晚上" in questions[10]["globalFeedback"]["text"]


def test_hostile_words_stay_words(questions: list[dict[str, Any]]) -> None:
    assert HOSTILE.replace(">", "&gt;") in questions[11]["stem"]["text"]


def test_parts_of_which_nothing_is_left_do_not_break_the_file(parse: Parse) -> None:
    booklet = booklet_of("题")
    bare = replace(booklet.entries[0], document=Document())
    true = Question(
        id="t",
        kind="truefalse",
        text="题",
        choices=(Choice("对", right=False), Choice("错", right=True, feedback="是的")),
    )
    judged = Entry(2, true, Document(fragments={"题": "题", "是的": "是的"}))

    text = gift(replace(booklet, entries=(bare, judged)), Media())["gift.txt"]
    _, empty, question = parse(text)

    assert empty["type"] == "MC"
    assert question["isTrue"] is False
    assert question["falseFeedback"]["text"] == "是的"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=20))
def test_any_words_come_back_as_they_were(parse: Parse, texts: list[str]) -> None:
    asked = [f"[{text}=~#{{}}:\\" for text in texts]
    found = parse(gift(booklet_of(*asked), Media())["gift.txt"])[1:]

    for text, question in zip(asked, found, strict=True):
        html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        right = next(one for one in question["choices"] if one["isCorrect"])
        assert question["stem"]["text"] == f"<div>{html}</div>"
        assert right["text"]["text"] == right["feedback"]["text"] == html
