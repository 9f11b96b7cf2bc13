"""Markdown to sanitised HTML, once for all renditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape, unescape
from importlib.metadata import version

from markdown import Markdown

from builder.markup.extensions import new_markdown
from builder.markup.foreign import take_out
from builder.markup.judge import judge_html, judge_words
from builder.markup.limits import refuse_deep
from builder.markup.polish import polish, polish_raw
from builder.markup.references import drop_far_pictures, references, words
from builder.markup.sanitise import sanitise
from builder.markup.simple import simple_html
from builder.markup.source import Places, clean, code_lines, prose
from builder.model.cost import compressed, reading
from builder.model.document import Document, Finding, Heading
from builder.text import fold

_OWN_VERSION = 6  # raise it when the same Markdown gives another document
_LIBRARIES = ("Markdown", "pymdown-extensions", "nh3", "latex2mathml")
MARKUP_VERSION = "-".join([str(_OWN_VERSION), *map(version, _LIBRARIES)])

_HEADING = re.compile(r'<h([1-6])((?: [\w-]+="[^"]*")*)>(.*?)</h\1>', re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_OPENING_TAG = re.compile(r'<[a-z][\w-]*(?: [\w-]+="[^"]*")+>')
_ATX = re.compile(r"^[ >]*#{1,6}(?!#)")
_SETEXT = re.compile(r"^[ >]*(=+|-+) *$")
_ONE_PARAGRAPH = re.compile(r"^<p>((?:(?!</?p>).)*)</p>$", re.DOTALL)
_PLAIN = re.compile(r"^[^\\`*_{}\[\]<>!$&#~=|:+\n-]+$")
_BLOCK_SIGN = re.compile(r"^ *(?:\d{1,9}(?=[.)] )|(?=#|>|[-+] |: |!!!|\?\?\?|===))")


@dataclass(frozen=True)
class Job:
    """
    One text to convert: the arguments of `convert`.

    Attributes:
        body: Markdown without front matter; where the questions stood, lines
            are blank, so that line numbers stay true.
        fragments: Markdown pieces of its questions.
        first_line: Line of the body's first line in the file, from 1.
        title: From the front matter; a first heading that repeats it is
            dropped, since the page's template writes it.
        fragment_lines: Line in the file of each fragment.
    """

    body: str
    fragments: tuple[str, ...] = ()
    first_line: int = 1
    title: str = ""
    fragment_lines: tuple[int, ...] = ()


def convert(
    body: str,
    fragments: Sequence[str] = (),
    *,
    first_line: int = 1,
    title: str = "",
    fragment_lines: Sequence[int] = (),
) -> Document:
    """
    Convert one text; the arguments are those of `Job`.

    Whoever converts a stranger's text uses `builder.markup.guard`, which
    bounds time and memory.

    Raises:
        TooDeepError: When the text would hold the Markdown library for long.
        RecursionError, AssertionError, ValueError: From the library, on
            texts made to break it.
    """
    md = _markdown()
    md.reset()
    main = _convert(md, body, first_line)
    html, headings = _without_title(main.html, main.headings, title)
    document = replace(main, html=html, headings=headings, text=_text(html))
    lines = fragment_lines or (first_line,) * len(fragments)
    parts = {
        piece: _fragment(md, piece, line) for piece, line in zip(fragments, lines, strict=True)
    }
    pieces = {piece: part.html for piece, part in parts.items()}
    return replace(
        document,
        fragments=pieces,
        minutes=reading(document.text),
        compressed=compressed("".join([html, *pieces.values()])),
        references=sum((part.references for part in parts.values()), document.references),
        findings=sum((part.findings for part in parts.values()), document.findings),
    )


@cache
def _markdown() -> Markdown:
    return new_markdown()


def _convert(md: Markdown, source: str, first_line: int) -> Document:
    lines = clean(source).expandtabs(4).split("\n")
    refuse_deep(lines, code_lines(lines), first_line)
    places = Places(prose(lines), first_line)
    marked, findings = take_out(lines, first_line)
    md.bad_formulas = []  # type: ignore[attr-defined]
    text = "\n".join(marked)
    simple = simple_html(text)
    raw = polish_raw(md.convert(text) if simple is None else simple)
    findings += judge_html(raw, places)
    html, far = drop_far_pictures(sanitise(raw), places)
    findings += [*far, *judge_words(html, places)]
    findings += [_bad_formula(latex, places) for latex in md.bad_formulas]  # type: ignore[attr-defined]
    html = polish(html)
    return Document(
        html=html,
        headings=tuple(_headings(html, marked, first_line)),
        references=tuple(references(html, places)),
        findings=tuple(sorted(findings, key=lambda one: one.line)),
    )


def _fragment(md: Markdown, piece: str, line: int) -> Document:
    """
    Convert a piece of a question; its links may use the definitions of the text before.

    A piece of one line is words in a line, whatever it begins with; ids
    would stand twice in the page.
    """
    if _PLAIN.match(piece) and not _BLOCK_SIGN.match(piece):
        return Document(escape(piece.strip(), quote=False))
    known = dict(md.references)
    md.reset()
    md.references.update(known)
    source = piece if "\n" in piece.strip() else _BLOCK_SIGN.sub(r"\g<0>\\", piece.strip())
    part = _convert(md, source, line)
    html = _OPENING_TAG.sub(lambda tag: _ID.sub("", tag[0]), part.html).strip()
    inner = _ONE_PARAGRAPH.match(html)
    return replace(part, html=inner[1] if inner else html)


def _headings(html: str, lines: Sequence[str], first_line: int) -> Iterator[Heading]:
    """Headings in order, each with the line in the source that has its words."""
    marked = [(index, fold(lines[index])) for index in _marked(lines)]
    position = 0
    for found in _HEADING.finditer(html):
        name, text = _ID.search(found[2]), words(found[3])
        start = fold(text)[:8]
        later = (number for number in range(position, len(marked)) if start in marked[number][1])
        number = next(later, min(position, len(marked) - 1))
        position = number + 1
        line = marked[number][0] if marked else 0
        yield Heading(int(found[1]), unescape(name[1]) if name else "", text, first_line + line)


def _marked(lines: Sequence[str]) -> Iterator[int]:
    """The indexes of lines that are headings, by a sign before or a line below them."""
    for index, line in prose(lines):
        if _ATX.match(line):
            yield index
        elif index and lines[index - 1].strip() and _SETEXT.match(line):
            yield index - 1


def _without_title(
    html: str, headings: tuple[Heading, ...], title: str
) -> tuple[str, tuple[Heading, ...]]:
    """Leave the only `<h1>` to the page's template: drop the title's repetition, lower the rest."""
    first = _HEADING.search(html)
    if first and first[1] == "1" and title and fold(words(first[3])) == fold(title):
        html = html[: first.start()] + html[first.end() :].lstrip()
        headings = headings[1:]
    html = re.sub(r"(</?)h1(?=[ >])", r"\1h2", html)
    return html, tuple(replace(one, level=max(one.level, 2)) for one in headings)


def _bad_formula(latex: str, places: Places) -> Finding:
    return Finding(
        places.next(latex, latex.partition("\n")[0]),
        "formula-broken",
        f"the formula {latex[:60]} cannot be read; it is shown as it is written",
        "mend its LaTeX, or put a backslash before the $ of an amount of money",
    )


def _text(html: str) -> str:
    return words(re.sub(r'<a class="footnote-backref"[^>]*>.*?</a>', "", html))
