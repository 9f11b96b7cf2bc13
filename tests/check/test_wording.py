"""Wording for which WeChat blocks pages: urging is an error, a warning about it is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.check.wording import check_wording
from builder.check.wording_rules import Rule, rules
from builder.load.files import walk
from builder.model.school import School
from builder.problems import Problem, Problems
from tests.school import REPOSITORY, SchoolTest


def said(root: Path) -> list[Problem]:
    content = root / "content"
    return list(check_wording(School(root), walk(content, Problems())))


def judged(school: SchoolTest, text: str, path: str = "business/a/01-x.md") -> set[tuple[str, str]]:
    school.write(path, text)
    return {(one.severity, one.code.removeprefix("wording-")) for one in said(school.root)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("看完请分享给好友。", "share"),
        ("[分享到朋友圈](x.md)", "share"),
        ("把这一课转发到群里，让工友也看看。", "share"),
        ("觉得有用，就**转发**给身边的工友。", "people"),
        ("分享给朋友", "people"),
        ("求<b>转</b>发", "share"),
        ("分<!-- 注 -->享给好友。", "share"),
        ("快发朋友圈！", "share"),
        ("求转发", "share"),
        ("不转不是中国人", "share"),
        ("Share this lesson with your friends!", "share"),
        ("转发到朋友圈集赞，领红包", "reward"),
        ("集满 30 个赞就送一袋米。", "reward"),
        ("邀请三位好友，免费领取课程", "reward"),
        ("拉两个工友进群，解锁下一课", "reward"),
        ("连续打卡 7 天领奖", "reward"),
        ("打卡领红包", "reward"),
        ("转发有奖", "reward"),
        ("Invite two friends to unlock the next lesson.", "reward"),
        ("分享后才能看答案", "withheld"),
        ("分享后查看答案。", "withheld"),
        ("转发到群里就可以解锁下一课。", "withheld"),
        ("Share to see the answer.", "withheld"),
        ("点右上角 ··· 分享给朋友", "menu"),
        ("点右上角，发送给朋友", "menu"),
        ("👆 点这里转发", "menu"),
    ],
)
def test_urging_is_an_error(text: str, rule: str, school: SchoolTest) -> None:
    assert ("error", rule) in judged(school, f"课文。\n\n{text}\n")


@pytest.mark.parametrize("title", ["测一测你的财商", "心理测试：你会管钱吗", "Which boss are you?"])
def test_tests_that_are_made_to_spread_are_advised_against(title: str, school: SchoolTest) -> None:
    assert judged(school, f"---\ntitle: {title}\n---\n\n字\n") == {("advice", "fortune")}
    assert judged(school, f"---\ntitle: 字\n---\n\n## {title}\n") == {("advice", "fortune")}
    assert judged(school, f"---\ntitle: 字\n---\n\n他问：{title}\n") == set()


@pytest.mark.parametrize(
    "text",
    [
        "不要把验证码转发到群里。",
        "学堂从不叫你转发到朋友圈。",
        "骗子会说：转发到朋友圈，集 30 个赞就送米。",
        "有人叫你“转发到三个群才能领钱”，别理他。",
        "坐夜车时，把行程分享给家人。",
        "把你的答案分享到群里，听听别人怎么说。",
        "做完小测，复制结果，贴到群里。",
        "公司把工资单转发给同事看，这不对。",
        "别人转发给你的合同，先看清再签。",
        "进场要登记，每天打卡；打卡满 22 天才有全勤奖。",
        "点右上角 ⋯，选“在浏览器打开”；要留着，就点“收藏”。",
        "分享经验，大家都能学到。",
        "先到前台领取名牌，再去打卡。",
        "```\n分享给好友\n```",
        "<!-- 分享给好友 -->",
        "We share the changes with our collaborators.",
    ],
)
def test_warnings_and_ordinary_words_are_left_alone(text: str, school: SchoolTest) -> None:
    assert judged(school, f"{text}\n") == set()


@pytest.mark.parametrize(
    "text",
    [
        "群主说：“转发到朋友圈，集满 30 个赞送一袋米。”",
        "- [ ] 马上转发到朋友圈",
        "她请回头客转发到朋友圈，送一碗面。",
        "怎样把文章分享到群里",
    ],
)
def test_where_another_may_be_speaking_it_is_advice(text: str, school: SchoolTest) -> None:
    found = judged(school, f"{text}\n")

    assert found
    assert {severity for severity, _ in found} == {"advice"}


def test_a_lesson_about_tricks_may_tell_them(school: SchoolTest) -> None:
    text = "---\ntitle: 别上当\n---\n\n他收到一条消息：“转发到群里才能看答案。”\n"

    assert judged(school, text) == set()


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("school.yml", "name: 学堂\nsummary: 分享给好友，一起学\n", 2),
        ("business/a/course.yml", 'title: 记账\nsummary: "转发到朋友圈"\n', 2),
        ("business/a/01-x.md", "---\ntitle: 字\ndiscuss: '看完分享到群里'\n---\n", 3),
        ("survey.yml", "title: 选课问卷\nend: 转发有奖\n", 2),
        ("about.md", "\n\n分享给好友\n", 3),
    ],
)
def test_every_file_that_readers_see_is_looked_at(
    path: str, text: str, line: int, school: SchoolTest
) -> None:
    school.write(path, text)
    found = said(school.root)

    assert {(one.path, one.line, one.severity) for one in found} == {
        (f"content/{path}", line, "error")
    }
    assert all(one.mend for one in found)


def test_the_command_says_it(school: SchoolTest) -> None:
    done = school.write("about.md", "分享给好友\n").run("check")

    assert done.exit_code == 1
    assert "content/about.md:1: “分享给好友” urges readers to share" in done.output


def test_long_lines_and_many_hits_end(school: SchoolTest) -> None:
    text = "分享给好友" * 6_000 + "\n" + "分享给好友\n" * 3_000 + "“" * 10_000

    assert len(judged(school, text)) == 1
    assert len(said(school.root)) <= 20


def test_the_list_says_why_and_what_instead() -> None:
    for rule in rules():
        assert rule.patterns
        assert rule.reason
        assert rule.mend


@settings(max_examples=25)
@given(st.data())
@pytest.mark.parametrize(
    ("rule", "pattern"),
    [(rule, pattern) for rule in rules() for pattern in rule.patterns],
    ids=lambda one: getattr(one, "name", ""),
)
def test_whatever_a_pattern_matches_holds_a_sign_of_its_rule(
    rule: Rule, pattern: re.Pattern[str], data: st.DataObject
) -> None:
    words = data.draw(st.from_regex(pattern, fullmatch=True))
    assume("ı" not in words and "İ" not in words)  # letters of Turkish, alike for Python alone

    assert rule.signs.search(words.casefold())


def test_the_school_of_this_repository_has_no_such_words() -> None:
    assert said(REPOSITORY) == []


@pytest.mark.corpora
def test_other_peoples_lessons_raise_no_false_alarm(corpora: Path) -> None:
    for name in ("howtocook", "seedlingo", "git-novice"):
        assert said(corpora / name) == [], name
