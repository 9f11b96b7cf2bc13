"""The content filter does what is known of WeChat's: what goes, what stays, by which door."""

from __future__ import annotations

import pytest

from tests.wechat.filter import Door, filtered

OWN = "https://mmbiz.qpic.cn/mmbiz_jpg/1/0"
BOTH = pytest.mark.parametrize("door", ["api", "paste"])


def same(html: str, door: Door) -> bool:
    return filtered(html, door) == html


@BOTH
@pytest.mark.parametrize(
    "html",
    [
        '<section style="font-size:16px;color:#222"><p><span leaf="">字</span></p></section>',
        "<h2>一</h2><p><strong>粗</strong><em>斜</em><s>删</s>a<sup>2</sup><sub>1</sub><br>b</p>",
        "<ul><li><section>甲<b>乙</b></section></li><li>丙</li></ul>",
        '<table><tbody><tr><td colspan="2" style="color:#222">1</td></tr></tbody></table>',
        f'<img style="width:100%" src="{OWN}" data-w="1080" alt="收据">',
        '<a href="https://mp.weixin.qq.com/s/abc">别的文章</a>',
        '<p style="background-image:url(https://mmbiz.qpic.cn/1)">字</p>',
        "<p>a &lt; b &amp;&nbsp;c</p>",
        "<pre><code>a<br>&nbsp;&nbsp;b</code></pre>",
    ],
)
def test_what_stays_as_it_is(html: str, door: Door) -> None:
    assert same(html, door)


@BOTH
@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>甲<script>x()</script><style>p{}</style><!-- x -->乙</p>", "<p>甲乙</p>"),
        ("<details><summary>甲</summary><p>乙</p></details>", "甲<p>乙</p>"),
        ('<p id="a" class="b" onclick="x()" name="c">字</p>', "<p>字</p>"),
        ('<a href="https://example.org/">字</a><a href="#fn1">1</a>', "<a>字</a><a>1</a>"),
        ('<img src="images/a.jpg"><img src="file:///a.png">', ""),
        ('<p style="position:absolute;top:0;color:#222">字</p>', '<p style="color:#222">字</p>'),
        ('<p style="display:grid;text-align:start">字</p>', "<p>字</p>"),
        ('<p style="background:rgba(0,0,0,.1);color:var(--x)">字</p>', "<p>字</p>"),
        ('<p style="color:#222!important">字</p>', '<p style="color:#222">字</p>'),
        ('<img src="https://mmbiz.qpic.cn/1" width="9">', '<img src="https://mmbiz.qpic.cn/1">'),
        ("<pre><code>a\n   b</code></pre>", "<pre><code>a b</code></pre>"),
        ("<p>甲\n乙</p>\n<p>丙</p>", "<p>甲<br>乙</p>\n<p>丙</p>"),
        (
            "<ul><li><strong>标签</strong>：文字</li></ul>",
            "<ul><li><strong>标签</strong><section>：文字</section></li></ul>",
        ),
        (
            "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
            "<ul><li>甲</li><li><ul><li>乙</li></ul></li></ul>",
        ),
        (
            '<table><tbody><tr style="background:#eee"><td>1</td></tr></tbody></table>',
            "<table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        ("<section>" * 14 + "字" + "</section>" * 14, "<section>" * 11 + "字" + "</section>" * 11),
        (
            f"<section>{'<p>字</p>' * 5}{'<p></p>' * 16}</section>",
            f"<section>{'<p>字</p>' * 5}</section>",
        ),
    ],
)
def test_what_goes(html: str, left: str, door: Door) -> None:
    assert filtered(html, door) == left


@BOTH
def test_drawings_keep_what_the_list_of_2016_names(door: Door) -> None:
    html = (
        '<svg viewBox="0 0 9 9" style="display:block"><defs><rect></rect></defs>'
        '<rect id="a" width="9" fill="url(#g)"></rect><use href="#a"></use>'
        '<text x="1" font-size="15">字</text><foreignObject><p>字</p></foreignObject></svg>'
    )

    assert filtered(html, door) == (
        '<svg viewBox="0 0 9 9" style="display:block"><rect width="9"></rect>'
        '<text x="1" font-size="15">字</text></svg>'
    )


def test_animations_live_through_the_api_alone() -> None:
    good = '<animate attributeName="opacity" begin="click"></animate>'
    turn = '<animateTransform attributeName="transform" type="rotate"></animateTransform>'
    bad = '<animate attributeName="href"></animate><set attributeName="fill"></set>'
    html = f"<svg><g>{good}{turn}{bad}</g></svg>"

    assert filtered(html, "api") == f"<svg><g>{good}{turn}</g></svg>"
    assert filtered(html, "paste") == "<svg><g></g></svg>"


def test_pasting_takes_styles_from_divs_and_pictures_from_anywhere() -> None:
    html = '<div style="color:#222"><img src="data:image/png;base64,AA"></div>'

    assert filtered(html, "api") == '<div style="color:#222"></div>'
    assert filtered(html, "paste") == '<div><img src="data:image/png;base64,AA"></div>'


def test_only_pictures_that_were_uploaded_stay_in_a_draft() -> None:
    html = f'<img src="{OWN}"><img src="https://mmbiz.qpic.cn/other">'

    assert filtered(html, "api", [OWN.replace("https", "http")]) == f'<img src="{OWN}">'
    assert filtered(html, "api", []) == ""
