"""WeChat's structure rules: for each a fragment that breaks it and one that holds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from builder.wechat.structure import faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("structure")]

TEXT = "每天晚上花五分钟，把当天的收入和支出写进账本。" * 6
COLUMNS = ["日期", "事项", "收入", "支出", "结余", "经手", "备注", "页码"]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


def rules(html: str, page: Page | None = None) -> set[str]:
    return {fault.rule for fault in faults(html, page)}


def table(columns: int) -> str:
    head = "".join(f"<th>{name}</th>" for name in COLUMNS[:columns])
    row = "<td><span leaf=''>12345678</span></td>" * columns
    return (
        f"<table style='width:100%'><thead><tr>{head}</tr></thead>"
        f"<tbody><tr>{row}</tr></tbody></table>"
    )


def nested(depth: int, style: str = "") -> str:
    return f"<section{style}>" * depth + f"<p>{TEXT}</p>" + "</section>" * depth


READ = {  # rule: (breaks it, holds it)
    "text-align": ('<p style="text-align:start">字</p>', '<p style="text-align:right">字</p>'),
    "begin": (
        '<svg><animate begin="touchstart"></animate></svg>',
        '<svg><animate begin="touchstart;click"></animate></svg>',
    ),
    "opacity": (
        '<img data-w="80" style="width:80px;opacity:0">',
        '<img data-w="80" style="width:80px;opacity:0.5">',
    ),
    "caret-color": (
        '<p style="caret-color:rgba(0, 0, 0, 0)">字</p>',
        '<p style="caret-color:#222">字</p>',
    ),
    "font-family": (
        '<p style="font-family:monospace">字</p>',
        "<p style=\"font-family:'mp-quote', PingFang SC,system-ui,-apple-system,Arial\">字</p>",
    ),
    "height": (
        '<section style="height:0px"><p>字</p></section>',
        '<section style="height:0px"><img data-w="80" style="width:80px"></section>',
    ),
    "span-leaf": (
        '<span leaf=""><section>字</section></span>',
        '<span leaf="">字<strong>字</strong><img data-w="20" style="width:20px"></span>',
    ),
    "section-nodeleaf": (
        '<section nodeleaf=""><section>字</section></section>',
        '<section nodeleaf=""><img data-w="80" style="width:80px"></section>',
    ),
    "empty-nodes": (
        f"<section>{'<p>字</p>' * 5}{'<p><br></p>' * 16}</section>",
        f"<section>{'<p>字</p>' * 5}{'<p><br></p>' * 15}{'<hr>' * 9}</section>",
    ),
    "nesting": (nested(11), nested(10)),
    "gradient": (
        '<section style="background:linear-gradient(#fff,#ddd)"><p>字</p></section>',
        '<section style="background:linear-gradient(#fff,#ddd)"><br></section>',
    ),
}


@pytest.mark.parametrize("rule", READ)
def test_rules_that_need_no_browser(rule: str) -> None:
    breaks, holds = READ[rule]

    assert rules(breaks) == {rule}
    assert rules(holds) == set()


LAID_OUT = [
    ("width", '<img data-w="600" style="width:600px">', '<img data-w="1080" style="width:100%">'),
    ("width", '<img data-w="400" style="width:400px">', '<img data-w="80" style="width:80px">'),
    ("width", table(8), table(4)),
    (
        "width",
        f'<section style="margin-left:294pt"><span leaf="">{TEXT}</span></section>',
        f'<section style="margin-left:29pt"><span leaf="">{TEXT}</span></section>',
    ),
    (
        "width",
        f'<section style="padding:8px"><section style="width:400px">{TEXT}</section></section>',
        f'<section style="padding:8px"><section style="width:60%">{TEXT}</section></section>',
    ),
    (
        "width",
        f'<section style="padding:0 8px"><p style="white-space:nowrap">{TEXT}</p></section>',
        f'<section style="padding:0 8px"><p>{"w" * 300}</p></section>',
    ),
    (
        "line-height",
        f'<p style="line-height:0.9">{TEXT}</p>',
        f'<p style="line-height:1">{TEXT}</p>',
    ),
    (
        "line-height",
        f'<section style="line-height:0.6"><span leaf="">甲<br>{TEXT}</span></section>',
        f'<section style="line-height:1.6"><span leaf="">甲<br>{TEXT}</span></section>',
    ),
    (
        "line-height",
        '<section style="line-height:0"><p>字</p></section>',
        '<section style="line-height:0"><img data-w="80" style="width:80px"></section>',
    ),
    (
        "line-height",  # WeChat's checker takes the padding of one line for a second one
        '<p style="line-height:1.2;padding:5.5px 0">字</p>',
        '<p style="line-height:1.6;padding:5.5px 0">字</p>',
    ),
    (
        "height",
        f'<section style="height:40px">{TEXT}</section>',
        f'<section style="height:40px;overflow-y:scroll">{TEXT}</section>',
    ),
    (
        "pre",
        f'<pre style="overflow-x:auto">{"git commit " * 20}</pre>',
        f'<pre style="white-space:pre-wrap"><code>{"git commit " * 20}</code></pre>',
    ),
    (
        "contrast",
        '<p style="background:#00ffff;color:#fff">字</p>',
        '<p style="background:#2e7d32;color:#fff">字</p>',
    ),
]


@pytest.mark.parametrize(("rule", "breaks", "holds"), LAID_OUT)
def test_rules_that_are_measured(page: Page, rule: str, breaks: str, holds: str) -> None:
    assert rules(breaks, page) == {rule}
    assert rules(holds, page) == set()


def test_text_that_only_the_conversion_makes_hard_to_read(page: Page) -> None:
    # The ground is exempt from the conversion, the text on it is not.
    html = (
        '<section data-no-dark style="background-color:#a8a8a8"><span leaf="">字</span></section>'
    )
    (fault,) = faults(html, page)

    assert (fault.rule, fault.scheme) == ("contrast", "dark")
    assert rules(html.replace("data-no-dark ", ""), page) == set()


def test_what_asks_to_be_left_alone_is(page: Page) -> None:
    wide = '<section data-ignore-width><img data-w="600" style="width:600px"></section>'
    pale = '<p data-ignore-dm="low-contrast" style="background:#00ffff;color:#fff">字</p>'

    assert rules(wide, page) == set()
    assert rules(pale, page) == set()


def test_a_lesson_as_it_should_be_holds_them_all(page: Page) -> None:
    html = f"""<section style="font-size:16px;line-height:1.75;color:#222">
<h2 style="font-size:20px;color:#1b5e20"><span leaf="">一、记账</span></h2>
<p style="margin:1em 0"><span leaf="">{TEXT}<strong>粗</strong>，上标<sup>2</sup>、
<code style="background-color:#f5f5f5;padding:2px 4px;font-size:14px">git</code>。</span></p>
<ul><li><section><span leaf="">{TEXT}</span></section></li></ul>
<blockquote style="border-left:3px solid #ccc;padding:8px;background-color:#fafafa;color:#555">
{TEXT}</blockquote>{table(4)}
<section nodeleaf=""><img src="images/a.jpg" data-w="1080" style="width:100%"></section>
<section style="background-color:#f5f5f5;color:#222"><span leaf="">a&nbsp;=&nbsp;1<br>b</span>
</section></section>"""

    assert faults(html, page) == []


def test_a_fault_names_its_place(page: Page) -> None:
    html = (
        "<section><h2>买菜</h2><p>字</p><h2>算账</h2>"
        '<p><img src="images/a.jpg" data-w="600" style="width:600px"></p></section>'
    )
    (fault,) = faults(html, page)

    assert fault.heading == "算账"
    assert fault.width == 677
    assert fault.element == '<img src="images/a.jpg" data-w="600" style="width:600px">'
    assert str(fault) == (
        f"width: it fills one screen and not the next (677 px, light): {fault.element}"
    )


def test_nothing_is_loaded(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults('<img src="https://a.example/x.jpg" data-w="80" style="width:80px">', page)

    assert [url for url in asked if not url.startswith("data:")] == []
