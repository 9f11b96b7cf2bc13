"""A lesson's bundle: what its record says, its questions, its group, its looks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from builder import wechat_limits as limits
from builder.model.wechat import Group, WeChat
from builder.prepared import Prepared, prepare
from builder.wechat.build import build_wechat
from tests.pictures import drawing, saved
from tests.school import SchoolTest
from tests.wechat.articles import TODAY, Built, laid_out, lines, with_settings

BASE = "https://school.example/"
QUIZ = """
先看书。

## 小测

### 哪一项是资产？
- [ ] 房租
  > 这是欠的。
- [x] 存货
> 存货能变成钱。
> 提示：什么能卖？

### 要办哪些？（多选）
- [x] 执照
- [x] 登记
- [ ] 结婚证

### 利润是 ____ 元。
= 1850 | 1,850

### 按先后排列
1. 记账
2. 加总

### 连一连
- 收入 :: 得到的钱
- 支出 :: 付出的钱

### 说说你的打算。
> 参考：每天写。
"""
MORE = "".join(f"\n### 第{n}题对吗？\n- [x] 对\n- [ ] 错\n> 因为{n}。\n" for n in range(7, 13))
ENGLISH = "Text.\n\n## Quiz\n\n### Is it hard?\n- [x] No\n- [ ] Yes\n"
SECTION = "卖面的钱当天记，买面的钱也当天记。" * 4
CODE = "business/a/code.png"
LONG = "\n\n".join(f"## 第 {n} 节\n\n" + f"{SECTION}\n\n" * 9 for n in range(1, 21))
Make = Callable[..., Built]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A school with a lesson for each of the tests."""
    school = SchoolTest(tmp_path_factory.mktemp("bundles") / "school")
    school.course("business/a", title="记账", cover="code.png").course("business/b", title="写字")
    school.write("business/a/p.jpg", saved(drawing(400, 300), "JPEG"))
    school.write("business/a/code.png", saved(drawing(400, 400), "PNG"))
    keys = {"summary": "两句话。", "author": "王老师"}
    school.lesson("business/a/01-x.md", "文字。\n\n![图](p.jpg)", **keys)
    school.lesson("business/a/02-quiz.md", QUIZ, title="题目", discuss="你平时怎么记账？")
    school.lesson("business/a/02-quiz.en.md", ENGLISH, title="Questions")
    school.lesson("business/a/03-more.md", QUIZ + MORE, title="许多题")
    school.lesson("business/b/01-long.md", LONG, title="太长")
    school.lesson("business/b/02-title.md", "文字。", title="长" * 33, author="名" * 17)
    school.lesson("business/b/03-deep.md", "<section>" * 3000 + "字", title="太深")
    school.write("mine.css", "/* a */\n.article{color:#112233}\np:first-child{margin:0px 0px 9px}")
    school.write("bad.css", BAD)
    ready = prepare(school.root, articles=True)
    # The tests name it as a group's code.
    media = replace(ready.media, codes={path: ready.media.articles[path] for path in [CODE]})
    return replace(ready, media=media)


BAD = """
@media (min-width:5px){p{color:red}}
p{position:fixed;
  color:rgba(0,0,0,.5);font-family:Kai}
h2{display:grid;color:var(--x)}
h2:before{content:"x"}
/* position:fixed */ h3{color:#333 !important;background:url(http://x.example/a.png)}
"""


@pytest.fixture
def make(ready: Prepared, tmp_path: Path) -> Make:
    """Build the bundles with other settings."""

    def made(**settings: Any) -> Built:
        folder = tmp_path / "out"
        changed = with_settings(ready, **({"base_url": BASE} | settings))
        return Built(folder, build_wechat(changed, folder, today=TODAY))

    return made


def test_the_record_says_what_push_sends(make: Make) -> None:
    lesson = "business/a/01-x"
    made = make(wechat=WeChat(comments="followers"))
    record, html = made.record(lesson), made.html(lesson)
    [image] = record["images"]
    data = (made.folder / lesson / image["file"]).read_bytes()
    longer = limits.UPLOADED_URL - len(image["file"])

    assert record["lesson"] == lesson
    assert record["path"] == f"content/{lesson}.md"
    assert (record["title"], record["author"], record["digest"]) == ("第一课", "王老师", "两句话。")
    assert record["content_source_url"] == f"{BASE}{lesson}/?from=wx"
    assert (record["need_open_comment"], record["only_fans_can_comment"]) == (1, 1)
    assert image["sha256"] == hashlib.sha256(data).hexdigest()
    assert (image["bytes"], image["call"]) == (len(data), "uploadimg")
    assert Image.open(BytesIO(data)).size == (image["width"], image["height"])
    assert f'data-w="{image["width"]}"' in html
    assert Image.open(made.folder / lesson / record["cover"]).size == limits.COVER
    assert record["counts"]["title"] == [3, limits.TITLE]
    assert record["counts"]["author"] == [3, limits.AUTHOR]
    assert record["counts"]["digest"] == [4, limits.DIGEST]
    assert record["counts"]["content"] == [len(html) + longer, limits.CONTENT]
    assert f"{BASE}{lesson}/" in (made.folder / lesson / "share.txt").read_text("utf-8")


def test_a_lesson_in_another_language_lies_where_its_page_does(make: Make) -> None:
    made = make()
    html = made.html("en/business/a/02-quiz")

    assert made.record("en/business/a/02-quiz")["title"] == "Questions"
    assert ">Quiz<" in html
    assert ">Key<" in html
    assert "小测" not in html


def test_without_a_public_address_nothing_leads_to_one(make: Make) -> None:
    made = make(base_url="")
    lesson = "business/a/02-quiz"

    assert made.record(lesson)["content_source_url"] == ""
    assert made.record(lesson)["images"] == []
    assert not (made.folder / lesson / "poster.jpg").exists()
    assert "阅读原文" not in made.html(lesson)


@pytest.mark.browser
def test_questions_are_asked_and_answered_at_the_end(make: Make, browser: Browser) -> None:
    lesson, made = "business/a/02-quiz", make()
    [code] = made.record(lesson)["images"]
    read = zxingcpp.read_barcode(Image.open(made.folder / lesson / code["file"]))
    shown = lines(laid_out(browser, made.html(lesson)))
    middle, end = shown.index("群里聊聊"), shown.index("答案")
    letters = {line[3:]: line[0] for line in shown[:middle] if line[1:3] == ". "}

    assert read
    assert read.text in {f"{BASE}{lesson}/#小测", f"{BASE}{lesson}/#%E5%B0%8F%E6%B5%8B"}
    assert shown[:3] == ["先看书。", "小测", "[二维码]"]
    assert {"1. 哪一项是资产？", "提示：什么能卖？", "2. 要办哪些？（多选）"} <= set(shown[:middle])
    assert shown[middle + 1] == "你平时怎么记账？"
    assert not any("存货能变成钱" in line for line in shown[:end])
    assert shown[end + 1 :] == [
        f"1. {letters['存货']} 存货",
        f"{letters['房租']}：这是欠的。",
        "存货能变成钱。",
        f"2. {'、'.join(sorted(letters[one] for one in ('执照', '登记')))}",
        "3. 1850",
        f"4. {letters['记账']} → {letters['加总']}",
        f"5. 1–{letters['得到的钱']}　2–{letters['付出的钱']}",
        "6. 参考答案",
        "每天写。",
        "点“阅读原文”，在网页上学这一课",
    ]


@pytest.mark.browser
def test_answers_open_by_a_tap_where_the_school_wants_it(make: Make, browser: Browser) -> None:
    html = make(wechat=WeChat(svg=True)).html("business/a/03-more")
    page = laid_out(browser, html)
    drawings = page.locator("svg")
    cover = drawings.first.locator("g").nth(1)
    seen = "one => getComputedStyle(one).opacity"

    assert drawings.count() == limits.SVG_REVEALS
    assert "存货能变成钱。" in (drawings.first.text_content() or "")
    assert html.index("因为12。") > html.index(">答案<") > html.index("因为7。")
    assert "因为7。" not in html[html.index(">答案<") :]
    assert float(cover.evaluate(seen)) == 1
    drawings.first.click()
    page.wait_for_function(f"one => ({seen})(one) === '0'", arg=cover.element_handle())
    for one in drawings.all():
        assert one.evaluate(
            """one => [...one.querySelectorAll("text")].every((text) => {
              const words = text.getBoundingClientRect(), frame = one.getBoundingClientRect();
              return words.left >= frame.left && words.right <= frame.right;
            })"""
        )


@pytest.mark.parametrize(
    ("until", "shown", "hidden"),
    [
        (TODAY, "长按二维码进群。", "进群请联系"),
        (TODAY - timedelta(1), "进群请联系 王老师", "长按二维码进群"),
        (None, "长按二维码进群。", "进群请联系"),
    ],
)
def test_a_group_is_shown_until_its_code_expires(
    make: Make, until: date | None, shown: str, hidden: str
) -> None:
    made = make(group=Group(CODE, until, "王老师"))
    html = made.html("business/a/01-x")

    assert shown in html
    assert hidden not in html
    assert len(made.record("business/a/01-x")["images"]) == (2 if "长按" in shown else 1)


def test_a_course_has_a_group_of_its_own(ready: Prepared, tmp_path: Path) -> None:
    [track] = ready.school.tracks
    courses = [replace(one, group=Group("none.png", None, "李老师")) for one in track.courses[:1]]
    tracks = (replace(track, courses=(*courses, *track.courses[1:])),)
    changed = replace(ready, school=replace(ready.school, tracks=tracks))
    changed = with_settings(changed, group=Group("none.png", None, "王老师"))
    build_wechat(changed, tmp_path / "out", today=TODAY)
    made = Built(tmp_path / "out", [])

    assert "进群请联系 李老师" in made.html("business/a/01-x")
    assert "进群请联系 王老师" in made.html("business/b/01-long")


def test_what_wechat_would_refuse_is_named_with_its_line(make: Make) -> None:
    made = make()
    found = {(one.path, one.line, one.code) for one in made.problems}
    [long] = [one for one in made.problems if one.code == "wechat-content"]
    source = ["---", "title: x", "---", "", *LONG.split("\n")]
    count = made.record("business/b/01-long")["counts"]["content"][0]

    assert found == {
        ("content/business/b/01-long.md", long.line, "wechat-content"),
        ("content/business/b/02-title.md", 2, "wechat-title"),
        ("content/business/b/02-title.md", 3, "wechat-author"),
        ("content/business/b/03-deep.md", 1, "wechat-deep"),
    }
    assert {(one.severity, one.leaves_out) for one in made.problems} == {("error", False)}
    assert str(count) in long.message
    assert source[long.line - 1] == "## 第 11 节"
    assert f"line {long.line}" in long.mend


def test_an_account_may_take_more(make: Make) -> None:
    problems = make(wechat=WeChat(content_limit=60_000, title_limit=64)).problems

    assert {one.code for one in problems} == {"wechat-author", "wechat-deep"}


def test_a_school_has_looks_of_its_own(make: Make) -> None:
    made = make(wechat=WeChat(style="mine.css"))
    start = '<section style="color:#123"><p style="margin:0 0 9px">文字。'

    assert made.html("business/a/01-x").startswith(start)
    assert not [one for one in made.problems if one.code == "wechat-style"]


def test_looks_that_wechat_drops_are_named_with_their_line(make: Make) -> None:
    found = [one for one in make(wechat=WeChat(style="bad.css")).problems if "css" in one.path]

    assert {one.path for one in found} == {"content/bad.css"}
    assert [one.line for one in found] == [2, 3, 4, 4, 5, 5, 6, 6, 7, 7]
    assert "position" in found[1].message
    assert "rgba" in found[2].message + found[3].message
