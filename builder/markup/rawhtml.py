"""Tags inside a text: real ones stay for the sanitiser, the rest are words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HtmlInlineProcessor

_TAGS = (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote "
    "body br button canvas caption center cite code col colgroup data datalist dd del details dfn "
    "dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 "
    "h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link "
    "main map mark marquee math menu meta meter nav noframes noscript object ol optgroup option "
    "output p param picture plaintext pre progress q rp rt ruby s samp script search section "
    "select slot small source span strike strong style sub summary sup svg table tbody td template "
    "textarea tfoot th thead time title tr track tt u ul var video wbr xmp "
    # MathML, and what a drawing is made of
    "annotation maction merror mfrac mglyph mi mmultiscripts mn mo mover mpadded mphantom mroot "
    "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover "
    "semantics animate circle clippath defs desc ellipse foreignobject g image line "
    "lineargradient marker mask path pattern polygon polyline rect set stop symbol text tspan "
    "use"
)
HTML_TAGS = frozenset(_TAGS.split())
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")


class Tags(HtmlInlineProcessor):
    """Keep tags of HTML; `<server>` or `<name>` is what an author asks a reader to fill in."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | str | None, int | None, int | None]:
        """Give the placeholder of a stashed tag, or nothing for a tag that HTML does not know."""
        name = _NAME.match(m[1])
        if name and name[1].lower() not in HTML_TAGS:
            return None, None, None
        return super().handleMatch(m, data)


class RawHtml(Extension):
    """Register `Tags` in the place of the library's own pattern."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Put `Tags` where the library has its pattern `html`."""
        pattern = md.inlinePatterns["html"].pattern
        md.inlinePatterns.register(Tags(pattern, md), "html", 90)
