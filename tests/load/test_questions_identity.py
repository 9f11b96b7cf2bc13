"""A question's identity: what changes it and what does not."""

from __future__ import annotations

import re

import pytest

from builder.load.questions import parse_bank
from builder.problems import Problems

CHOICE = "### 哪一项是资产？\n- [x] 存货\n- [ ] 房租\n- [ ] 欠款"


def identity(text: str, media: dict[str, str] | None = None, first_line: int = 1) -> str:
    def media_hash(target: str) -> str:
        return (media or {}).get(target, "")

    problems = Problems()
    lines = text.split("\n")
    (question,) = parse_bank(lines, first_line, "content/x/y/quiz.md", problems, media_hash)
    assert list(problems) == []
    return question.id


def test_it_is_ten_signs_of_base_32() -> None:
    assert re.fullmatch("[a-z2-7]{10}", identity(CHOICE))


@pytest.mark.parametrize(
    "other",
    [
        "### 哪一项是资产? \n- [√] 存货。\n-[]房租\n* [ ]　欠款",
        CHOICE.replace("？", "？（2分）"),
        CHOICE + "\n> 一句新的解释。\n> 提示：想想。",
        CHOICE.replace("- [ ] 房租", "- [ ] 房租\n  > 说明"),
        "### 哪一项是资产？\n- [ ] 欠款\n- [x] 存货\n- [ ] 房租",
        f"## 第二部分\n{CHOICE}",
    ],
)
def test_forms_points_explanations_and_places_make_no_difference(other: str) -> None:
    assert identity(other, first_line=99) == identity(CHOICE)


@pytest.mark.parametrize(
    "other",
    [
        CHOICE.replace("资产", "负债"),
        CHOICE.replace("- [ ] 房租", "- [x] 房租"),
        CHOICE.replace("房租", "押金"),
        CHOICE.replace("资产？", "资产？\n看图。"),
        "### 哪一项是资产？\n= 存货",
        "### 哪一项是资产？\n> 参考：存货",
    ],
)
def test_other_words_answers_or_kinds_are_another_question(other: str) -> None:
    assert identity(other) != identity(CHOICE)


def test_the_places_of_choices_count_where_they_are_kept() -> None:
    one = "### 选\n- [x] 甲\n- [ ] 乙\n- [ ] 以上都不对"
    two = "### 选\n- [ ] 乙\n- [x] 甲\n- [ ] 以上都不对"
    assert identity(one) != identity(two)


def test_another_recording_is_another_question_and_another_name_is_not() -> None:
    def heard(name: str) -> str:
        return f"### 听一听\n[听]({name})\n- [x] 一\n- [ ] 二"

    media = {"a.mp3": "1111", "b.mp3": "2222", "../x/c.mp3": "1111"}
    assert identity(heard("a.mp3"), media) != identity(heard("b.mp3"), media)
    assert identity(heard("a.mp3"), media) == identity(heard("../x/c.mp3"), media)
    assert identity(heard("no.mp3"), media) != identity(heard("non.mp3"), media)


def test_media_in_choices_and_angle_brackets_count() -> None:
    def seen(name: str) -> str:
        return f'### 选\n- [x] ![]({name} "题")\n- [ ] 二'

    media = {"a b.png": "1111", "c.png": "2222"}
    assert identity(seen("<a b.png>"), media) != identity(seen("c.png"), media)
