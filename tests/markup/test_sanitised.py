"""Nothing that an author writes runs in a reader's browser or touches the page's own parts."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Page

from builder.markup.convert import convert
from builder.markup.sanitise import sanitise
from tests.hostile import SCRIPTS

MORE = [
    "[x]{onclick=alert(1)}",
    "[a](b.md){href=javascript:alert(1)}",
    "![x](y.png){onerror=alert(1) src=javascript:alert(1)}",
    "# x {#r-menu .r-hide style=position:fixed}",
    '[x](y.md "a\\" onmouseover=alert(1) ")',
    '![x" onerror="alert(1)](y.png)',
    '[x](<y.md" onclick="alert(1)>)',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "[x](\tjava\nscript:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "```{onclick=alert(1)}\nx\n```",
    "``` <img src=x onerror=alert(1)>\nx\n```",
    '=== "<img src=x onerror=alert(1)>"\n    x',
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    '!!! "onclick=alert(1)" x\n    x',
    "*[a]: <img src=x onerror=alert(1)>\n\na",
    "[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: x",
    "$\\text{<script>alert(1)</script>}$ \\(</math><img src=x onerror=alert(1)>\\)",
    "$$</math><svg onload=alert(1)>$$",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi><annotation-xml encoding='text/html'>"
    "<img src=x onerror=alert(1)></annotation-xml></math>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<div markdown='1' onclick='alert(1)'>\n\n<p markdown='1'></div>\n\n<script>alert(1)</script>",
    "<details ontoggle=alert(1) open>\n\n**x**\n\n</details>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<a\x02 href='javascript:alert(1)'>x</a>",
    "&lt;img src=x onerror=alert(1)&gt; &amp;lt;img src=x onerror=alert(1)>",
    "<p id=r-x class='r-y admonition'>x</p>",
    "<audio src='x' onerror='alert(1)'>\"><img src=x onerror=alert(1)></audio>",
    "<audio src='javascript:alert(1)'></audio>",
    "<a href='x' target=_top ping='//a.b' rel=opener>x</a>",
    "<base href='//a.b'><form><button formaction='javascript:alert(1)'>x</button></form>",
]
TAGS = (
    "a abbr b blockquote br code dd del details div dl dt em h2 h3 hr img li math mi mn mo mrow "
    "mtext ol p pre strong summary sup table td th tr tbody thead ul"
)
ATTRIBUTES = "href id src alt title class open display alttext start stretchy fence lspace rspace"


class Reader(HTMLParser):
    """Notes every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("text", [*SCRIPTS, *MORE])
@pytest.mark.parametrize("as_piece", [False, True])
def test_scripts_never_reach_the_page(text: str, *, as_piece: bool) -> None:
    document = convert("", [text]) if as_piece else convert(f"文字\n\n{text}\n\n文字")
    reader = Reader()
    reader.feed(document.fragments[text] if as_piece else document.html)

    assert reader.tags <= set(TAGS.split())
    for name, value in reader.attributes:
        assert name in ATTRIBUTES.split()
        assert not (name in {"href", "src"} and "script:" in value.lower())
        assert not (name in {"id", "class"} and value.startswith("r-"))


@pytest.mark.browser
def test_no_script_runs_in_a_browser(phone: Callable[..., Page]) -> None:
    page = phone()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.set_content(
        "<!doctype html>" + "<hr>".join(convert(text).html for text in [*SCRIPTS, *MORE])
    )
    page.evaluate(
        "for (const element of document.querySelectorAll('*'))"
        " for (const name of ['click', 'mouseover', 'toggle', 'error', 'load'])"
        " element.dispatchEvent(new Event(name))"
    )

    assert not dialogs
    assert (
        page.evaluate("document.querySelectorAll('body script, body svg, body form').length") == 0
    )


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<p style="color:red" id="好">x</p>', '<p id="好">x</p>'),
        ('<div class="admonition tip r-hide other">x</div>', '<div class="admonition tip">x</div>'),
        ('<p class="x">y</p>', "<p>y</p>"),
        ("<td align=right colspan=2>x", "x"),
        ("<ruby>汉<rt>hàn</rt></ruby>", "<ruby>汉<rt>hàn</rt></ruby>"),
        ("<font color=red>x</font><center>y</center>", "xy"),
    ],
)
def test_what_is_harmless_stays(html: str, clean: str) -> None:
    assert sanitise(html) == clean


def test_the_result_is_regular() -> None:
    html = sanitise("<img src='a\"b.png' alt='<x>'><b>1 < 2 & 3")

    assert html == '<img src="a&quot;b.png" alt="&lt;x&gt;"><b>1 &lt; 2 &amp; 3</b>'
