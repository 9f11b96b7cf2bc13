"""Everything that a lesson can hold, as its article shows it on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pictures import drawing, saved
from tests.recordings import voice, write_wav
from tests.school import SchoolTest
from tests.wechat.articles import Built, built, laid_out, lines

LESSONS = {
    "01-lists": """
第一行，
第二行。

## 大标题 **粗**

- 一
    - 二
        1. 三
- **标签**：后面的话

3. 从三开始

- [x] 买本子
- [ ] 买笔
- 没有框的

利润
:   收入减去支出。
""",
    "02-boxes": """
!!! warning "小心"
    别忘了。

??? note "想多知道一点"
    点开才看见。

=== "现金"
    数清楚。

=== "微信"
    看到“已收款”再发货。

> 一句话。
> > 里面的话。
""",
    "03-tables": """
| 日期 | 收入 |
| --- | ---: |
| 3 月 1 日 | 320 |

| 日期 | 事情 | 收入 | 支出 | 还了没有 |
|---|---|--:|--:|---|
| 1日 | 卖面 | 860 | | |
| 2日 | 买面 | | 190 | |

| 词 | 意思 |
|---|---|
| Donaudampfschifffahrtsgesellschaftskapitaen | 船长 |

<table><tr><th>甲<th>乙</tr><tr><td rowspan=2>跨行<td>一</tr><tr><td>二</tr></table>
""",
    "04-code": """
按 `*#06#`，`a  b`。

```
收入 320
    支出  180

<b>&amp;
```
""",
    "05-formulas": r"""
面积是 $a^2$，$x_1 \le -y$，$利润 = 收入 - 支出$。

$$x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$$
""",
    "06-media": """
![两栏颜色](photo.jpg "图的标题")

一段里的[录音](read.wav)，后面还有字。

[听：怎样读](../b/read.wav)
""",
    "07-links": """
先读[列表](01-lists.md)，再看[税务局](https://www.chinatax.gov.cn/)和[它](https://www.chinatax.gov.cn/)，
<https://example.org/auto>，[文章](https://mp.weixin.qq.com/s/abc)，[下面](#下面)，
[老师](mailto:a@example.org)，存货[^1]，[又是列表](01-lists.md#大标题-粗)。

[^1]: 没卖出去的**货**，见[这里](https://example.org/note)。

[^2]: 没人提到的注。

## 下面

到了。
""",
    "08-inline": """
**“问”**他，~~删~~，==亮==，<ruby>记<rt>jì</rt>账<rt>zhàng</rt></ruby>，
VAT 和 VAT，<q>短</q>，H<sub>2</sub>O，a < b &amp; c。

*[VAT]: 增值税
""",
}

TAGS = {
    *("section", "p", "span", "b", "i", "u", "s", "sub", "sup", "br", "hr", "h2", "h3", "h4"),
    *("ul", "ol", "li", "table", "tbody", "tr", "th", "td", "img", "a", "code"),
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("forms")
    school = SchoolTest(root / "school")
    school.course("business/a", title="记账").course("business/b", title="说话")
    for name, text in LESSONS.items():
        school.lesson(f"business/a/{name}.md", text, title=f"第 {name[:2]} 篇")
    school.write("business/a/photo.jpg", saved(drawing(400, 300), "JPEG"))
    for course, seconds in (("a", 2), ("b", 3)):
        write_wav(school.content / f"business/{course}/read.wav", voice(seconds))
    return built(school, root / "out", base_url="https://school.example/")


Show = Callable[[str], Page]


@pytest.fixture
def show(articles: Built, browser: Browser) -> Show:
    return lambda name: laid_out(browser, articles.html(f"business/a/{name}"))


@pytest.mark.browser
def test_lists_headings_and_definitions(show: Show) -> None:
    page = show("01-lists")
    items = page.locator("li").all()
    outer, inner = (
        page.locator(one).first.evaluate("one => one.getBoundingClientRect().left")
        for one in ("li > section", "li span")
    )

    assert all(item.evaluate("one => one.childNodes.length") == 1 for item in items)
    assert page.locator("li ul, li ol").count() == 0
    assert page.locator("h2 b").inner_text() == "粗"
    assert inner >= outer
    assert lines(page)[:12] == [
        "第一行，第二行。",
        "大标题 粗",
        "一",
        "◦二",
        "1.三",
        "标签：后面的话",
        "3.从三开始",
        "☑ 买本子",
        "☐ 买笔",
        "•没有框的",
        "利润",
        "收入减去支出。",
    ]


@pytest.mark.browser
def test_notes_folded_texts_tabs_and_quotes_stand_open(show: Show) -> None:
    page = show("02-boxes")

    assert page.locator("details, div:not(#article)").count() == 0
    assert lines(page)[:10] == [
        "小心",
        "别忘了。",
        "想多知道一点",
        "点开才看见。",
        "现金",
        "数清楚。",
        "微信",
        "看到“已收款”再发货。",
        "一句话。",
        "里面的话。",
    ]


@pytest.mark.browser
def test_tables_fit_a_phone(show: Show) -> None:
    page = show("03-tables")
    aligned = page.locator("td").nth(1).evaluate("one => getComputedStyle(one).textAlign")
    sticks_out = page.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert aligned == "right"
    assert not sticks_out
    assert page.locator("table").count() == 2
    assert lines(page)[:16] == [
        "日期 | 收入",
        "3 月 1 日 | 320",
        "日期：1日",
        "事情：卖面",
        "收入：860",
        "还了没有：",
        "日期：2日",
        "事情：买面",
        "支出：190",
        "还了没有：",
        "词：Donaudampfschifffahrtsgesellschaftskapitaen",
        "意思：船长",
        "甲 | 乙",
        "跨行 | 一",
        "跨行 | 二",
        "点“阅读原文”，在网页上学这一课",
    ]


@pytest.mark.browser
def test_code_needs_no_line_ends_and_no_runs_of_spaces(articles: Built, show: Show) -> None:
    html = articles.html("business/a/04-code")

    assert "\n" not in html
    assert "  " not in html
    assert lines(show("04-code"))[:4] == [
        "按 *#06#，a  b。",
        "收入 320",
        "    支出  180",
        "<b>&amp;",
    ]


@pytest.mark.browser
def test_formulas_of_one_line_are_words_the_others_pictures(articles: Built, show: Show) -> None:
    page = show("05-formulas")
    picture = articles.record("business/a/05-formulas")["images"][0]
    shown = page.locator("img").bounding_box()

    assert page.locator("sup").first.inner_text() == "2"
    assert shown
    assert abs(shown["width"] - picture["width"] / 2) <= 1
    assert lines(page)[0] == "面积是 a2，x1 ≤ −y，利润 = 收入 − 支出。"
    assert lines(page)[1].startswith(r"[x = \frac{-b")


@pytest.mark.browser
def test_pictures_and_recordings(articles: Built, show: Show) -> None:
    lesson = "business/a/06-media"
    record = articles.record(lesson)
    sounds = [one["file"] for one in record["recordings"]]
    page = show("06-media")

    assert page.locator("img").get_attribute("data-w") == str(record["images"][0]["width"])
    assert sounds == ["audio/read.mp3", "audio/read-2.mp3"]
    for file in sounds:
        data = (articles.folder / lesson / file).read_bytes()
        assert data.startswith((b"ID3", b"\xff"))
    assert lines(page)[:6] == [
        "[两栏颜色]",
        "图的标题",
        "一段里的录音，后面还有字。",
        "🎧 在此插入音频：read.mp3",
        "听：怎样读",
        "🎧 在此插入音频：read-2.mp3",
    ]


@pytest.mark.browser
def test_links_become_notes_each_once(show: Show) -> None:
    page = show("07-links")

    assert page.locator("a").all_inner_texts() == ["文章"]
    assert page.locator("a").get_attribute("href") == "https://mp.weixin.qq.com/s/abc"
    assert lines(page) == [
        "先读列表[1]，再看税务局[2]和它[2]，https://example.org/auto，文章，下面，老师[3]，"
        "存货[4]，又是列表[1]。",
        "下面",
        "到了。",
        "注释",
        "[1] 《第 01 篇》（记账 第 1 课）",
        "[2] https://www.chinatax.gov.cn/",
        "[3] a@example.org",
        "[4] 没卖出去的货，见这里[6]。",
        "[5] 没人提到的注。",
        "[6] https://example.org/note",
        "点“阅读原文”，在网页上学这一课",
    ]


@pytest.mark.browser
def test_words_in_a_line(show: Show) -> None:
    page = show("08-inline")
    bold = page.locator("b").evaluate("one => getComputedStyle(one).fontWeight")

    assert page.locator("b").inner_text() == "“问”"
    assert bold == "700"
    assert lines(page)[0] == (
        "“问”他，删，亮，记账（jì zhàng），VAT（增值税） 和 VAT，“短”，H2O，a < b & c。"
    )


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_stands_in_an_article_that_wechat_drops(articles: Built, name: str) -> None:
    html = articles.html(f"business/a/{name}")
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    attributes = set(re.findall(r'<[a-z0-9]+(?: [a-z-]+="[^"]*")*? ([a-z-]+)="', html))
    properties = set(
        re.findall(r'(?<=[";])([a-z-]+):', " ".join(re.findall(r'style="[^"]*"', html)))
    )

    assert tags <= TAGS
    assert attributes <= {"style", "src", "alt", "data-w", "href"}
    assert not properties & {"position", "font-family", "grid", "animation"}
    assert not re.search(r"!important|var\(|rgba|url\(", html)


def test_a_bundle_holds_only_what_its_article_names(articles: Built) -> None:
    for file in articles.folder.rglob("article.json"):
        record = articles.record(str(file.parent.relative_to(articles.folder)))
        there = {one.name for one in (file.parent / "images").iterdir()}
        there |= {one.name for one in (file.parent / "audio").iterdir()}
        named = {Path(one["file"]).name for one in record["images"] + record["recordings"]}

        assert there == named
