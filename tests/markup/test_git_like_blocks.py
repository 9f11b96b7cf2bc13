"""Block structure is that of git hosts, whatever Python-Markdown makes of it by itself."""

import re

import pytest

from builder.markup.convert import convert

NESTED = "<ul><li>二<ul><li>三</li></ul></li></ul>"


def shape(markdown: str) -> str:
    """The HTML without ids and white space between tags."""
    html = re.sub(r' id="[^"]*"', "", convert(markdown).html)
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", html).strip()


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("文字\n- 一\n- 二", "<p>文字</p><ul><li>一</li><li>二</li></ul>"),
        ("文字\n1. 一\n2. 二", "<p>文字</p><ol><li>一</li><li>二</li></ol>"),
        ("生于\n1986. 好年", "<p>生于\n1986. 好年</p>"),
        ("- 一\n  - 二\n    - 三\n- 四", f"<ul><li>一{NESTED}</li><li>四</li></ul>"),
        ("- 一\n    - 二\n        - 三", f"<ul><li>一{NESTED}</li></ul>"),
        ("1. 一\n   - 二\n2. 三", "<ol><li>一<ul><li>二</li></ul></li><li>三</li></ol>"),
        ("- 一\n1. 二", "<ul><li>一</li></ul><ol><li>二</li></ol>"),
        ("1) 一\n2) 二", "<ol><li>一</li><li>二</li></ol>"),
        ("3. 三\n4. 四", '<ol start="3"><li>三</li><li>四</li></ol>'),
        (
            "- 一\n\n  续\n\n  - 二\n- 三",
            "<ul><li><p>一</p><p>续</p><ul><li>二</li></ul></li><li><p>三</p></li></ul>",
        ),
        ("- 一\n> 引", "<ul><li>一</li></ul><blockquote><p>引</p></blockquote>"),
        ("> - 一\n>   - 二", "<blockquote><ul><li>一<ul><li>二</li></ul></li></ul></blockquote>"),
        ("> 引\n- 一", "<blockquote><p>引</p></blockquote><ul><li>一</li></ul>"),
        ("- 一\n---\n文", "<ul><li>一</li></ul><hr><p>文</p>"),
        ("文\n---", "<h2>文</h2>"),
        ("文\n=====", "<h2>文</h2>"),
        ("文\n```\na\n  b\n```\n后", "<p>文</p><pre><code>a\n  b</code></pre><p>后</p>"),
        (
            "- 一\n\n  ```sh\n  a\n    b\n  ```\n- 二",
            "<ul><li><p>一</p><pre><code>a\n  b</code></pre></li><li><p>二</p></li></ul>",
        ),
        ("> ```\n> a\n> ```", "<blockquote><pre><code>a</code></pre></blockquote>"),
        ("```\n- a\n```\n", "<pre><code>- a</code></pre>"),
        ("~~~ {.x onclick=y}\n<b>\n~~~", "<pre><code>&lt;b&gt;</code></pre>"),
        ("    a\n    - b", "<pre><code>a\n- b</code></pre>"),
        ("第一\\\n第二", "<p>第一<br>第二</p>"),
        (
            "文\n\n<div>\n\n- 一\n\n**粗**",
            "<p>文</p><div></div><ul><li>一</li></ul><p><strong>粗</strong></p>",
        ),
        (
            "<details>\n<summary>答</summary>\n\n**对**\n\n</details>",
            "<details><summary>答</summary><p><strong>对</strong></p></details>",
        ),
        ("[^1]\n\n[^1]: 注\n    - 一", None),
    ],
)  # fmt: skip
def test_blocks(markdown: str, html: str | None) -> None:
    if html is None:
        assert "<ul><li>一</li></ul>" in shape(markdown)
    else:
        assert shape(markdown) == html


def test_a_table_may_stand_right_below_a_text() -> None:
    html = shape("价目：\n| 名 | 价 |\n|:--|--:|\n| 米 | 5 |")

    assert html.startswith('<p>价目：</p><table><thead><tr><th align="left">名</th>')
    assert "style" not in html


def test_notes_hold_lists_code_and_formulas() -> None:
    html = shape(
        '!!! tip "记住"\n    - 一\n      - 二\n\n    ```\n    a\n    ```\n\n    $$\n    x\n    $$\n'
    )

    assert html.startswith('<div class="admonition tip"><p class="admonition-title">记住</p>')
    assert "<ul><li>一<ul><li>二</li></ul></li></ul><pre><code>a</code></pre><math" in html
    assert html.endswith("</math></div>")


def test_tabs_become_details_that_need_no_script() -> None:
    html = shape('=== "甲"\n    一\n\n    === "子"\n        丙\n\n=== "乙"\n    二\n\n后')

    first, last = '<details class="tab" open="">', '<details class="tab">'
    inner = f'<div class="tabs">{first}<summary>子</summary><p>丙</p></details></div>'
    assert html == (
        f'<div class="tabs">{first}<summary>甲</summary><p>一</p>{inner}</details>'
        f"{last}<summary>乙</summary><p>二</p></details></div><p>后</p>"
    )


def test_collapsed_notes_are_details() -> None:
    html = shape('??? warning "看"\n    文\n\n???+ note\n    中文中文')

    assert '<details class="warning"><summary>看</summary><p>文</p></details>' in html
    assert '<details class="note" open=""><summary>说明</summary>' in html


def test_tasks_are_signs_and_no_form() -> None:
    assert shape("- [ ] 一\n- [x] 二") == (
        '<ul class="task-list"><li class="task-list-item">☐ 一</li>'
        '<li class="task-list-item">☑ 二</li></ul>'
    )


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**价格：**很贵", "<p><strong>价格：</strong>很贵</p>"),
        ("他说**“好”**。", "<p>他说<strong>“好”</strong>。</p>"),
        ("是**粗**\n和*斜*体", "<p>是<strong>粗</strong>和<em>斜</em>体</p>"),
        ("~~旧~~和==新==", "<p><del>旧</del>和<mark>新</mark></p>"),
        ("English\nlines", "<p>English\nlines</p>"),
        ("*[GST]: 税\n\nGST", '<p><abbr title="税">GST</abbr></p>'),
        ("词\n:   义", "<dl><dt>词</dt><dd>义</dd></dl>"),
    ],
)
def test_words(markdown: str, html: str) -> None:
    assert shape(markdown) == html
