"""What does not reach the page is said, with its line, and only when it is true."""

import pytest

from builder.markup.convert import convert


def found(markdown: str) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in convert(markdown, first_line=10).findings]


@pytest.mark.parametrize(
    ("line", "code", "html"),
    [
        ("<iframe src=x></iframe>", "html-iframe", ""),
        ("<video src=a.mp4>备用</video>", "html-video", "备用"),
        ("字<script>alert(1)</script>", "html-script", "<p>字</p>"),
        ("<style>*{color:red}</style>", "html-style", ""),
        ("字<object data=x>备用</object>", "html-object", "<p>字备用</p>"),
        ("字<input name=a>", "html-input", "<p>字</p>"),
        ("字<audio></audio>", "html-audio", "<p>字</p>"),
        ('<b onclick="x()">粗</b>', "html-event", "<p><b>粗</b></p>"),
        ("**粗**{onclick=x}", "html-event", "<p><strong>粗</strong></p>"),
        ("[点](javascript:alert(1))", "link-script", "<p><a>点</a></p>"),
        ("[点](JaVaScRiPt&#58;alert(1))", "link-script", "<p><a>点</a></p>"),
        ("![图](data:image/png;base64,AA==)", "link-data", "<p>图</p>"),
        ("[文](file:///C:/a.md)", "link-local", "<p><a>文</a></p>"),
        ("[文](C:\\a.md)", "link-local", "<p><a>文</a></p>"),
        ("[聊](weixin://x)", "link-scheme", "<p><a>聊</a></p>"),
        ("![图]()", "link-empty", "<p>图</p>"),
        ("![图](https://a.b/c.png)", "picture-remote", "<p>图</p>"),
        ("![图](//a.b/c.png)", "picture-remote", "<p>图</p>"),
        ("::: warning", "foreign-block", ""),
        (":::::::::: challenge", "foreign-block", ""),
        (":::{note} 题", "foreign-block", ""),
        ("/// note | 题", "foreign-block", ""),
        ("<quiz>", "foreign-block", ""),
        ("{% include x.html %}", "foreign-macro", "<p>{% include x.html %}</p>"),
        ("{{< youtube x >}}", "foreign-macro", "<p>{{&lt; youtube x &gt;}}</p>"),
        ("{{ page.title }}", "foreign-macro", "<p>{{ page.title }}</p>"),
        ("[[别页]]", "foreign-link", "<p>[[别页]]</p>"),
        ("```{note}\n文\n```", "foreign-block", "<pre><code>文\n</code></pre>"),
    ],
)
def test_what_is_left_out_or_shown_as_it_stands(line: str, code: str, html: str) -> None:
    document = convert(f"前文\n\n`code`\n\n{line}\n\n后文", first_line=10)

    assert [(one.line, one.code) for one in document.findings] == [(14, code)]
    middle = document.html.removeprefix("<p>前文</p>\n<p><code>code</code></p>")
    assert middle.removesuffix("<p>后文</p>").strip() == html


@pytest.mark.parametrize(
    "line",
    [
        "`<iframe>`",
        "```\n<iframe>\n:::\n{{x}}\n```",
        "    <iframe>\n    {% x %}",
        "- 一\n\n      <video>",
        "`{{x}}` `[[x]]`",
        "<你的名字> 和 <server>",
        "a < b > c",
        "$x^{2}$",
        "[[1]](a.md)",
        "中文 onclick= 文字",
        "用 javascript: 开头的地址",
        "<!-- <iframe> -->",
        "<details>\n<summary>题</summary>\n\n文\n\n</details>",
        "```{python}\nx\n```",
        "::",
        '<img src="a.png" alt="x" width="20">',
        "<kbd>A</kbd><br>H<sub>2</sub>O",
    ],
)
def test_what_is_fine_is_not_reported(line: str) -> None:
    assert found(f"前\n\n{line}\n\n后") == []


def test_words_in_angle_brackets_are_shown() -> None:
    html = convert("输入 <你的名字> 和 <server>，`<b>`").html

    assert html == "<p>输入 &lt;你的名字&gt; 和 &lt;server&gt;，<code>&lt;b&gt;</code></p>"


def test_nested_colon_blocks_leave_their_text() -> None:
    document = convert("::::: challenge\n\n题\n\n:::: solution\n\n答\n\n::::\n:::::\n")

    assert document.html.split() == ["<p>题</p>", "<p>答</p>"]
    assert [one.line for one in document.findings] == [1, 5]


def test_findings_stand_in_order_of_lines() -> None:
    assert found("[[x]]\n\n<iframe>\n\n[[y]]\n\n![](//a/b.png)") == [
        (10, "foreign-link"),
        (12, "html-iframe"),
        (14, "foreign-link"),
        (16, "picture-remote"),
    ]
