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
from builder.markup.judge import judge_addresses, judge_html, judge_words
from builder.markup.limits import refuse_deep
from builder.markup.polish import polish, polish_raw
from builder.markup.references import drop_far_pictures, references, words
from builder.markup.sanitise import sanitise
from builder.markup.simple import simple_html
from builder.markup.source import Places, clean, code_lines, prose
from builder.model.cost import compressed, reading
from builder.model.document import Document, Finding, Heading
from builder.text import fold

_OWN_VERSION = 7  # raise it when the same Markdown gives another document
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
    library = _Library()
    main = _convert(library, body, first_line)
    html, headings = _without_title(main.html, main.headings, title)
    lines = fragment_lines or (first_line,) * len(fragments)
    parts = {
        piece: _fragment(library, piece, line) for piece, line in zip(fragments, lines, strict=True)
    }
    text, pieces = _text(html), {piece: part.html for piece, part in parts.items()}
    return Document(
        html=html,
        text=text,
        headings=headings,
        fragments=pieces,
        references=sum((part.references for part in parts.values()), main.references),
        findings=sum((part.findings for part in parts.values()), main.findings),
        minutes=reading(text),
        compressed=compressed("".join([html, *pieces.values()])),
    )


@cache
def _markdown() -> Markdown:
    return new_markdown()


class _Library:
    """
    The Markdown library for one text and its fragments, whose links may use its definitions.

    Attributes:
        bad_formulas: LaTeX in the last text converted that could not be read.
    """

    def __init__(self) -> None:
        self.bad_formulas: list[str] = []
        self._references: dict[str, tuple[str, str]] = {}

    def html(self, text: str) -> str:
        """HTML of a text, not yet sanitised."""
        md = _markdown()
        md.reset()
        md.references.update(self._references)
        md.bad_formulas = self.bad_formulas = []  # type: ignore[attr-defined]
        html = md.convert(text)
        self._references = dict(md.references)
        return html


def _convert(library: _Library, source: str, first_line: int) -> Document:
    text = clean(source).expandtabs(4)
    lines = text.split("\n")
    code = code_lines(lines)
    refuse_deep(text, lines, code, first_line)
    places = Places(prose(lines, code), first_line)
    marked, findings = take_out(text, lines, code, first_line)
    library.bad_formulas = []
    html, judged = _raw_html(library, text if marked is lines else "\n".join(marked), places)
    html, far = drop_far_pictures(sanitise(html), places)
    findings += [*judged, *far, *judge_words(html, places)]
    findings += [_bad_formula(latex, places) for latex in library.bad_formulas]
    html = polish(html)
    return Document(
        html=html,
        headings=tuple(_headings(html, marked, first_line)),
        references=tuple(references(html, places)),
        findings=tuple(sorted(findings, key=lambda one: one.line)),
    )


def _raw_html(library: _Library, text: str, places: Places) -> tuple[str, list[Finding]]:
    """HTML that is not yet sanitised, and what there is to say of it."""
    html = simple_html(text)
    if html is not None:  # there are no tags of an author in it
        html = polish_raw(html)
        return html, list(judge_addresses(html, places))
    html = polish_raw(library.html(text))
    return html, list(judge_html(html, places))


def _fragment(library: _Library, piece: str, line: int) -> Document:
    """
    Convert a piece of a question.

    A piece of one line is words in a line, whatever it begins with; ids
    would stand twice in the page.
    """
    if _PLAIN.match(piece) and not _BLOCK_SIGN.match(piece):
        return Document(escape(piece.strip(), quote=False))
    source = piece if "\n" in piece.strip() else _BLOCK_SIGN.sub(r"\g<0>\\", piece.strip())
    part = _convert(library, source, line)
    html = _OPENING_TAG.sub(lambda tag: _ID.sub("", tag[0]), part.html).strip()
    inner = _ONE_PARAGRAPH.match(html)
    return replace(part, html=inner[1] if inner else html)


def _headings(html: str, lines: Sequence[str], first_line: int) -> Iterator[Heading]:
    """Headings in order, each with the line in the source that has its words."""
    if not _HEADING.search(html):
        return
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
        if "#" in line and _ATX.match(line):
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
    if "h1" in html:
        html = re.sub(r"(</?)h1(?=[ >])", r"\1h2", html)
    return html, tuple(one if one.level > 1 else replace(one, level=2) for one in headings)


def _bad_formula(latex: str, places: Places) -> Finding:
    return Finding(
        places.next(latex, latex.partition("\n")[0]),
        "formula-broken",
        f"the formula {latex[:60]} cannot be read; it is shown as it is written",
        "mend its LaTeX, or put a backslash before the $ of an amount of money",
    )


def _text(html: str) -> str:
    if "footnote-backref" in html:
        html = re.sub(r'<a class="footnote-backref"[^>]*>.*?</a>', "", html)
    return words(html)
