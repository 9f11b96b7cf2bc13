"""Formulas become MathML at build; amounts of money stay what they are."""

from __future__ import annotations

import re
from html import escape, unescape
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

# As Pandoc reads `$…$`: no space inside the signs, no digit after them. `US$5` is an amount.
_INLINE = r"(?<![\\$A-Za-z])\$(?![\s$])([^$\n]{0,500}?[^\s\\$])\$(?![\d$])"
_BLOCK = r"(?<![\\$])\$\$(?!\$)([^$]{1,4000}?)\$\$(?!\$)"
_PARENTHESES = r"(?<!\\)\\\(([^\n]{1,500}?)\\\)"
_BRACKETS = r"(?<!\\)\\\[([^$]{1,4000}?)\\\]"
_LOOKS_LIKE = re.compile(
    r"[\\^_=+<>{}*/]|^[A-Za-z][A-Za-z0-9]?'?$|[A-Za-z0-9)]\s*-\s*[A-Za-z0-9(]|^-?\w\([^()]*\)$"
)
# `$5 和 $6` might hold a slash or a plus: what begins as an amount and goes on in Chinese is one.
_AMOUNT = re.compile(r"^[\d.,]+\s*[^\x00-\x7f]")
_HAN = re.compile(r"(\\text\s*\{[^{}]*\})|([\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+)")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([^{}]*)\}")
_ALIASES = {"aligned": "align*", "gathered": "matrix", "gather": "matrix", "gather*": "matrix"}
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2}
_CHILDREN |= {"msubsup": 3, "munderover": 3}


def mathml(latex: str, *, block: bool) -> str | None:
    """MathML of a formula, with its LaTeX as `alttext`; None when it cannot be read."""
    from latex2mathml.converter import (  # noqa: PLC0415 (few schools have formulas)
        convert_to_element,
    )

    try:
        source = _HAN.sub(_as_text, _ENVIRONMENT.sub(_known, latex))
        math = convert_to_element(source, display="block" if block else "inline")
    except Exception:  # the library raises whatever the input leads it to
        return None
    if not all(map(_is_whole, math.iter())):
        return None
    # The library leaves entities in its texts, to be unescaped after it has written them.
    for element in math.iter():
        element.text = unescape(element.text) if element.text else None
        element.attrib = {name: unescape(value) for name, value in element.attrib.items()}
    math.attrib = {"display": "block"} if block else {}
    math.set("alttext", latex)
    return ElementTree.tostring(math, encoding="unicode")


def _known(found: re.Match[str]) -> str:
    r"""`\begin` or `\end` of an environment that the library knows; the others stay wrong."""
    from latex2mathml.commands import MATRICES  # noqa: PLC0415

    name = _ALIASES.get(found[2], found[2])
    return f"\\{found[1]}{{{name}}}" if f"\\{name}" in MATRICES else r"\unknown"


def _is_whole(element: ElementTree.Element) -> bool:
    """Whether an element has all its parts, and its text is no command or stray brace."""
    text = element.text or ""
    wrong = element.tag == "mi" and (re.match(r"\\[A-Za-z]", text) or text in {"{", "}", "&"})
    return not wrong and len(element) == _CHILDREN.get(element.tag, len(element))


def _as_text(found: re.Match[str]) -> str:
    r"""Chinese words in a formula are upright text, as if written in `\text{}`."""
    return found[1] or rf"\text{{{found[2]}}}"


def formula(md: Markdown, latex: str, *, block: bool) -> str:
    """HTML of a formula; one that cannot be read is shown as code and noted on `md`."""
    html = mathml(latex, block=block)
    if html is None:
        md.bad_formulas.append(latex)  # type: ignore[attr-defined]
        return f"<code>{escape(latex, quote=False)}</code>"
    return html


class Formula(InlineProcessor):
    """Replace one way of writing a formula by its MathML."""

    def __init__(self, pattern: str, md: Markdown, *, block: bool, certain: bool) -> None:
        super().__init__(pattern, md)
        self._block = block
        self._certain = certain

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[str | None, int | None, int | None]:
        """Give a formula's HTML, or nothing when the signs are those of amounts."""
        latex = m[1].strip()
        if not self._certain and (not _LOOKS_LIKE.search(latex) or _AMOUNT.match(latex)):
            return None, None, None
        assert self.md
        html = formula(self.md, latex, block=self._block)
        return self.md.htmlStash.store(html), m.start(0), m.end(0)


class Formulas(Extension):
    r"""Formulas in `$…$`, `$$…$$`, `\(…\)` and `\[…\]`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the four patterns, after code spans and before escapes."""
        ways = [(_BLOCK, True, True), (_BRACKETS, True, True), (_PARENTHESES, False, True)]
        ways.append((_INLINE, False, False))
        for number, (pattern, block, certain) in enumerate(ways):
            processor = Formula(pattern, md, block=block, certain=certain)
            md.inlinePatterns.register(processor, f"formula-{number}", 188 - number)
