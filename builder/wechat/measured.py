"""WeChat's structure rules (§7.6) that show when an article is laid out: measured in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from builder import wechat_limits as limits
from builder.wechat.fault import SHOWN, Fault

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("measure.js")
_PAGES = {
    "light": (limits.LIGHT_PAGE, limits.LIGHT_TEXT),
    "dark": (limits.DARK_PAGE, limits.DARK_TEXT),
}
# What the reader's page sets around and in every article.
SHELL = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;background:{0};color:{1};font:17px/1.6 system-ui,sans-serif}}
#article{{overflow:hidden;text-align:justify}}
#article *{{max-width:100%!important;box-sizing:border-box!important;
word-wrap:break-word!important}}
p,h1,h2,h3,h4,h5,h6,ul,ol,blockquote,pre,figure{{margin:0}}
</style><div id="article"></div>"""
_RULES = {
    "overflow": ("width", "it sticks out of the screen", "make it narrower, or break it"),
    "fills": (
        "width",
        "it fills one screen and not the next",
        "give it a width in percent, or a small one in px",
    ),
    "share": (
        "width",
        "its share of the screen differs from one screen to the next",
        "give it a width in percent, or a small one in px",
    ),
    "zero": ("line-height", "line-height is 0 over text", "raise line-height"),
    "pitch": ("line-height", "lines of text lie on one another", "raise line-height"),
    "estimate": (
        "line-height",
        "WeChat's checker takes its padding for lines that lie on one another",
        "raise line-height to 1.5 or more",
    ),
    "height": ("height", "text is taller than its box", "leave the height out"),
    "pre": ("pre", "lines of code stick out", "write white-space:pre-wrap"),
    "contrast": (
        "contrast",
        "text is hard to read",
        "set its colour and its ground on the same element",
    ),
}


def measured_faults(html: str, page: Page, scheme: Literal["light", "dark"]) -> Iterator[Fault]:
    """
    Lay an article out at each of WeChat's widths and measure it.

    Args:
        html: The fragment, for `dark` with the colours of dark mode. Nothing
            of it is loaded; pictures take the width that `data-w` says.
        page: Of a browser; its content is replaced.
        scheme: Colours of the page around it.
    """
    page.set_content(SHELL.format(*_PAGES[scheme]))
    figures = {
        "html": html,
        "widths": limits.WIDTHS,
        "shown": SHOWN,
        "pictureWidth": limits.PICTURE_WIDTH,
        "widthTolerance": limits.WIDTH_TOLERANCE,
        "shareTolerance": limits.SHARE_TOLERANCE,
        "pitch": limits.LINE_PITCH,
        "normalLine": limits.ESTIMATED_LINE,
        "cutOff": limits.CUT_OFF[0],
        "cutOffTall": limits.CUT_OFF[1][1],
        "contrast": limits.CONTRAST,
    }
    for found in page.evaluate(SCRIPT.read_text(encoding="utf-8"), figures):
        rule, message, mend = _RULES[found["kind"]]
        detail = f" ({found['detail']})" if found["detail"] else ""
        yield Fault(
            rule, message + detail, mend, found["element"], found["number"], found["heading"],
            found["width"], scheme,
        )  # fmt: skip
