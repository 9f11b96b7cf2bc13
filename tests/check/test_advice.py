"""A teacher's advice: given where it helps, silent where it would nag, switched off by name."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from builder.check.advice.blocked import blocked
from builder.check.advice.characters import common
from builder.model.advice import ADVICE
from tests.conftest import MadeOnce
from tests.pictures import photo
from tests.school import REPOSITORY, SchoolTest

PLAIN = "老周每天晚上记一笔账。收了多少，花了多少，都写在本子上。"
LONG = "每天收摊以后不管多累都要先坐下来把当天收进来的钱和花出去的钱一笔一笔地写在本子上面"
LINK = "[看这里](https://{})。"
# Lesson to its text and the advice that it gets: line and rule.
LESSONS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "01-short": (PLAIN, []),
    "02-sentence": (f"{PLAIN}\n\n{LONG}，{LONG}。", [(7, "sentence-long")]),
    "03-aside": (f"{LONG}（{LONG}），好。", []),
    "04-paragraph": (f"文字。\n\n- {PLAIN * 8}", [(7, "paragraph-long")]),
    "05-rare": ("文字。\n\n先把菜**焯**水。", [(7, "character-rare")]),
    "06-sounded": ("先把菜焯（chāo）水，焯完再炒。", []),
    "07-foreign": ("文字。\n\n先算 **cash flow**，再签。", [(7, "word-foreign")]),
    "08-explained": ("先算 cash flow（现金流），再看现金流（cash flow）。“Sign”就是签字。", []),
    "09-everyday": ("连上 WiFi，打开 APP，用 4G，记 500 ml、KN95 口罩，看 www.12306.cn。", []),
    "10-code": ("输入 `git push`，按键：\n\n```\nhello world\n```", []),
    "11-pinyin": ("苹果读 píng guǒ。", []),
    "12-nothing": (f"{PLAIN}\n\n" * 14, [(1, "question-none"), (1, "summary-missing")]),
    "13-minutes": (PLAIN, [(1, "lesson-long")]),
    "14-screen": ("文字。\n\n![设置界面截图](a.png)", [(7, "picture-text")]),
    "15-phone": ("文字。\n\n![设置的样子](phone.png)", [(7, "picture-text")]),
    "16-told": (f"![截图：{'设置里从上往下第三行是流量，点它右边的开关'}](phone.png)", []),
    "17-picture": ("![一碗面](a.png)", []),
    "18-blocked": (
        f"文字。\n\n{LINK.format('m.youtube.com/watch?v=1')}\n\n{LINK.format('zh.wikipedia.org/')}",
        [(7, "link-blocked")],
    ),
    "19-open": (f"{LINK.format('www.12306.cn')}{LINK.format('notyoutube.com')}", []),
    "20-off": (f"{LONG}，{LONG}。先焯水。", [(6, "character-rare")]),
    "21-language": ("“Good morning” 和 “Good night”。", []),
    "22-english.en": (" ".join(["A sentence that goes on"] * 20) + ".", []),
}
KEYS: dict[str, dict[str, Any]] = {
    "13-minutes": {"minutes": 40},
    "20-off": {"advice_off": ["sentence-long"]},
    "21-language": {"title": "几句英语"},
}


@pytest.fixture(scope="session")
def advised(made_once: MadeOnce) -> SchoolTest:
    """A school with a lesson for each rule."""

    def make(root: Path) -> SchoolTest:
        school = SchoolTest(root).course("business/a", title="记账")
        photo(80, 60).save(school.content / "business/a/a.png")
        photo(1080, 2400).save(school.content / "business/a/phone.png")
        for name, (body, _) in LESSONS.items():
            keys = {"title": "第一课"} | KEYS.get(name, {})
            school.lesson(f"business/a/{name}.md", body, **keys)
        assert school.run("check").exit_code == 0, school.output
        return school

    return made_once("advised", make)


@pytest.fixture(scope="session")
def said(advised: SchoolTest) -> list[dict[str, Any]]:
    return advised.problems()


@pytest.mark.parametrize("name", LESSONS)
def test_advice_stands_at_its_first_place_once_for_each_lesson(
    name: str, said: list[dict[str, Any]]
) -> None:
    own = [one for one in said if one["path"].endswith(f"/{name}.md") and one["code"] in ADVICE]

    assert sorted((one["line"], one["code"]) for one in own) == LESSONS[name][1]
    assert all(one["severity"] == "advice" and one["mend"] for one in own)


def test_it_names_what_is_meant_and_what_to_do(said: list[dict[str, Any]]) -> None:
    words = {one["code"]: f"{one['message']}; {one['mend']}" for one in said}

    assert "“每天收摊以后不管多累…” has 82 Chinese characters" in words["sentence-long"]
    assert "焯（pinyin）" in words["character-rare"]
    assert "explain: cash flow" in words["word-foreign"]
    assert "40 minutes" in words["lesson-long"]
    assert (
        "youtube.com does not open in mainland China, nor do wikipedia.org" in words["link-blocked"]
    )


def test_the_school_switches_it_off_and_is_told_of_names_that_are_none(
    advised: SchoolTest, tmp_path: Path
) -> None:
    shutil.copytree(advised.root, tmp_path / "school")
    school = SchoolTest(tmp_path / "school")
    off = [one for one in ADVICE if one != "lesson-long"]
    school.write("school.yml", f"name: x\nadvice_off: [{', '.join(off)}, sentense-long]\n")

    found = [one for one in school.problems() if one["code"] in {*ADVICE, "key-value"}]

    assert [(one["path"], one["code"]) for one in found] == [
        ("content/business/a/13-minutes.md", "lesson-long"),
        ("content/school.yml", "key-value"),
    ]
    assert "did you mean sentence-long?" in found[1]["mend"]


def test_advice_is_remembered_and_its_line_is_todays(advised: SchoolTest, tmp_path: Path) -> None:
    shutil.copytree(advised.root, tmp_path / "school")
    school = SchoolTest(tmp_path / "school")
    school.lesson("business/a/05-rare.md", "文字。\n\n先把菜**焯**水。", author="老周", week=1)

    found = [one for one in school.problems() if one["path"].endswith("05-rare.md")]

    assert [(one["line"], one["code"]) for one in found] == [(9, "character-rare")]


def test_readers_elsewhere_reach_what_readers_in_china_do_not(school: SchoolTest) -> None:
    school.write("school.yml", "name: x\nlanguage: vi\n").course("business/a", language="vi")
    school.lesson("business/a/01-x.md", "[Xem](https://youtube.com/x).")

    assert "link-blocked" not in [one["code"] for one in school.problems()]


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://www.youtube.com/watch?v=1", "youtube.com"),
        ("//T.ME/x", "t.me"),
        ("https://raw.githubusercontent.com/a/b.png", "raw.githubusercontent.com"),
        ("https://x.com.cn/", ""),
        ("https://example.org/youtube.com", ""),
        ("https://[broken", ""),
    ],
)
def test_a_service_is_known_by_its_host(address: str, service: str) -> None:
    assert blocked(address)[0] == service


def test_common_characters_are_those_of_the_standard() -> None:
    assert 3755 < len(common()) < 4000
    assert {"啊", "记", "账", "座", "饺"} <= common()
    assert not {"焯", "藿", "龘"} & common()


def test_every_rule_is_described_with_its_reason() -> None:
    text = (REPOSITORY / "docs" / "advice.md").read_text(encoding="utf-8")

    assert [one for one in ADVICE if f"`{one}`" not in text] == []
