"""Blocks as git hosts read them, rewritten to the dialect of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from builder.markup.formulas import formula
from builder.markup.htmlblocks import RAW, HtmlBlocks
from builder.markup.source import indent

_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])( +)(?=\S)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_STARTS = {
    "rule": re.compile(r"([-*_])( *\1){2,} *$"),
    "item": _ITEM,
    "fence": _FENCE,
    "heading": re.compile(r"#{1,6}(?!#)"),
    "opener": re.compile(r"(?:!!!|\?\?\?\+?) ?[\w\"-]|===[!+]* +\""),
    "raw": RAW,
    "quote": re.compile(r">"),
    "formula": re.compile(r"\$\$|\\\["),
    # a footnote's or a definition's text
    "hanging": re.compile(r"\[\^[^\]\s]+\]:|: {1,3}\S"),
}
_TABLE_RULE = re.compile(r" *\|? *:?-+:? *(\| *:?-+:? *)*\|? *$")
_MAX_FORMULA = 60  # lines
_MAX_QUOTES = 8  # quotes in quotes that are rewritten


@dataclass
class _Container:
    """What holds the lines that are indented below it: a list item, a note, a footnote."""

    column: int  # where its text starts in the source
    out: int  # where its text starts in the result
    marker: str  # the kind of a list's item, `-` or `1`; else ""
    loose: bool = False  # it holds an empty line


class BlocksLikeGit(Preprocessor):
    """
    Rewrite block structure that CommonMark and Python-Markdown read differently.

    Students write what their git host shows them: lists nested by two spaces
    or right below a line of text, code fences in list items, tables without
    an empty line above, Markdown inside `<details>`. The result has lists
    indented by four spaces a level, empty lines where Python-Markdown needs
    them, and code and display formulas already stashed.
    """

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines rewritten; tabs are spaces already."""
        assert self.md
        return _Rewriter(self.md, 0).rewrite(lines)


class _Rewriter:
    def __init__(self, md: Markdown, depth: int) -> None:
        self._md = md
        self._depth = depth
        self._out: list[str] = []
        self._open: list[_Container] = []
        self._last = ""  # what the line before was
        self._gap = True  # whether an empty line stands before
        self._html = HtmlBlocks([])

    def rewrite(self, lines: Sequence[str]) -> list[str]:
        self._html = HtmlBlocks(lines)
        index = 0
        while index < len(lines):
            if lines[index].strip():
                index = self._line(lines, index)
                self._gap = False
            else:
                self._out.append("")
                self._gap = True
                index += 1
        return self._out

    # Where a line belongs

    def _line(self, lines: Sequence[str], index: int) -> int:
        text = lines[index].lstrip(" ")
        columns = indent(lines[index])
        kind = self._kind(text, lines, index)
        kept = sum(1 for one in self._open if one.column <= columns)
        if kept < len(self._open) and self._is_lazy(kind):
            self._text(text)
            return index + 1
        sibling = self._close(kept, kind)
        extra = columns - (self._open[-1].column if self._open else 0)
        if extra >= 4 and self._starts_code():
            self._out.append(" " * (self._column + extra) + text)
            self._last = "code"
            return index + 1
        if self._gap:
            self._loosen()
        return self._block(kind, lines, index, sibling)

    @property
    def _column(self) -> int:
        return self._open[-1].out if self._open else 0

    def _kind(self, text: str, lines: Sequence[str], index: int) -> str:
        """What block a line starts; "" for a line of words."""
        for kind, pattern in _STARTS.items():
            if pattern.match(text):
                return kind
        below = lines[index + 1] if index + 1 < len(lines) else ""
        return "table" if "|" in text and "|" in below and _TABLE_RULE.match(below) else ""

    def _is_lazy(self, kind: str) -> bool:
        """Whether a line with too little indentation still continues the paragraph above."""
        in_list = bool(self._open[-1].marker)
        return not self._gap and not kind and in_list and self._last in {"", "item"}

    def _starts_code(self) -> bool:
        return self._gap or self._last in {"code", "fence", "heading"}

    def _close(self, kept: int, kind: str) -> str:
        """Leave the containers that a line is outside of; give the marker of the first of them."""
        closed = self._open[kept:]
        del self._open[kept:]
        if closed and (any(one.loose for one in closed) or kind not in {"", "item", "hanging"}):
            self._empty_line()
        return closed[0].marker if closed else ""

    def _empty_line(self) -> None:
        if self._out and self._out[-1].strip():
            self._out.append("")
            self._loosen()

    def _loosen(self) -> None:
        for one in self._open:
            one.loose = True

    # What a line starts

    def _block(self, kind: str, lines: Sequence[str], index: int, sibling: str) -> int:
        text = lines[index].lstrip(" ")
        handlers = {"quote": self._quote, "formula": self._formula, "raw": self._raw}
        if kind in handlers:
            return handlers[kind](lines, index)
        if kind == "item":
            return self._item(lines, index, sibling)
        if kind == "fence":
            self._empty_line()
            return self._fence(lines, index, text, " " * self._column)
        if kind in {"opener", "hanging"}:
            return self._opener(kind, lines, index)
        if kind == "table" or (kind == "rule" and self._last):
            self._empty_line()  # right below words a rule makes them a heading
        self._text(text if self._open else self._html.line(index))
        self._last = kind if kind in {"heading", "rule"} else ""
        return index + 1

    def _text(self, text: str) -> None:
        if text.endswith("\\") and not text.endswith("\\\\"):
            text = text[:-1] + "  "  # the other way to write a line break
        self._out.append(" " * self._column + text)
        self._last = ""

    def _item(self, lines: Sequence[str], index: int, sibling: str) -> int:
        line = lines[index]
        text = line.lstrip(" ")
        found = _ITEM.match(text)
        assert found
        marker = "1" if found[1][0].isdigit() else "-"
        inside = bool(self._open and self._open[-1].marker and not self._open[-1].loose)
        if not sibling and not self._gap and not inside and self._last != "opener":
            if not self._last and marker == "1" and int(found[1][:-1]) != 1:
                self._text(text)  # CommonMark 5.3: only 1 interrupts a paragraph
                return index + 1
            self._empty_line()
        if sibling and sibling != marker:
            self._empty_line()
        start = indent(line) + len(found[1])
        width = len(found[2]) if len(found[2]) < 5 else 1
        prefix = " " * self._column + found[1].replace(")", ".") + " "
        self._open.append(_Container(start + width, self._column + 4, marker))
        rest = text[found.end() :]
        if _FENCE.match(rest):
            return self._fence(lines, index, rest, prefix)
        self._out.append(prefix + rest)
        self._last = "item"
        return index + 1

    def _fence(self, lines: Sequence[str], index: int, text: str, prefix: str) -> int:
        """Stash a code block; it ends with its fence, its container or the text."""
        found = _FENCE.match(text)
        assert found
        fence = found[1] or found[2]
        column = self._open[-1].column if self._open else 0
        strip = max(column, indent(lines[index]))
        code: list[str] = []
        end = index + 1
        while end < len(lines):
            line = lines[end]
            own = indent(line)
            if line.strip() and own < column:
                break
            end += 1
            if line.lstrip(" ").startswith(fence) and not line.strip().strip(fence[0]):
                break
            code.append(line[min(strip, own) :])
        self._stash(f"<pre><code>{escape(chr(10).join(code), quote=False)}\n</code></pre>", prefix)
        return end

    def _stash(self, html: str, prefix: str) -> None:
        self._out += [prefix + self._md.htmlStash.store(html), ""]
        self._last = "fence"
        self._loosen()

    def _formula(self, lines: Sequence[str], index: int) -> int:
        """Stash a display formula that has its lines to itself."""
        text = lines[index].strip()
        closing = "$$" if text[0] == "$" else "\\]"
        latex: list[str] = []
        for end in range(index, min(index + _MAX_FORMULA, len(lines))):
            line = lines[end].strip()
            if not line:
                break
            latex.append(line)
            if line.endswith(closing) and (end > index or len(text) > 4):
                source = "\n".join(latex)[2:-2].strip()
                if closing in source:
                    break
                self._empty_line()
                self._stash(formula(self._md, source, block=True), " " * self._column)
                return end + 1
        self._text(lines[index].lstrip(" "))
        return index + 1

    def _quote(self, lines: Sequence[str], index: int) -> int:
        """Rewrite what is quoted as a text of its own."""
        column = self._open[-1].column if self._open else 0
        end = index
        inner: list[str] = []
        while end < len(lines) and indent(lines[end]) >= column:
            text = lines[end].lstrip(" ")
            if not text.startswith(">"):
                break
            inner.append(text[1:].removeprefix(" "))
            end += 1
        if self._open:
            self._empty_line()
        if self._depth < _MAX_QUOTES:
            inner = _Rewriter(self._md, self._depth + 1).rewrite(inner)
        ends_in_code = not inner[-1]
        while inner and not inner[-1]:
            inner.pop()
        self._out += [f"{' ' * self._column}> {line}" for line in inner]
        if ends_in_code:
            self._out.append("")  # what follows is no part of the quote
        self._last = "quote"
        return end

    def _opener(self, kind: str, lines: Sequence[str], index: int) -> int:
        """A note, a tab, a footnote, a definition: what is indented by four belongs to it."""
        line = lines[index]
        text = line.lstrip(" ")
        if kind == "opener" and not self._last:
            self._empty_line()
        self._out.append(" " * self._column + text)
        self._open.append(_Container(indent(line) + 4, self._column + 4, ""))
        self._last = "opener" if kind == "opener" else ""
        return index + 1

    def _raw(self, lines: Sequence[str], index: int) -> int:
        """Leave a comment or preformatted text as it is, up to its end."""
        end = self._html.end_of_raw(index)
        if end is None:
            self._text(lines[index].lstrip(" "))
            return index + 1
        self._out += lines[index : end + 1]
        self._last = "raw"
        return end + 1
