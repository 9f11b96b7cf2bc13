"""
Texts of plain blocks, written as HTML without the Markdown library: most lessons, far quicker.

What is written here is, byte for byte, what the library writes with the
extensions of `extensions.py`, or nothing; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from markdown.extensions.toc import unique

from builder.markup.extensions import heading_id
from builder.markup.simpletext import NotSimpleError, text_html

# Signs that reach beyond their block, or that few texts have.
_BEYOND = re.compile(r"[\\`<&{}^\t\x02\x03]|~~|==|\]:|  \n")
_GAP = re.compile(r"\n(?: *\n)+")
# A line of words: nothing in it begins another block, here or in the library.
_LINE = r"(?!\s|[#>|:+=?~$]|-(?![^\s-])|!!|\*(?!\*)|\d+[.)] )[^\n]+"
_LINES = rf"{_LINE}(?:\n{_LINE})*"
_PARAGRAPH = re.compile(_LINES)
_HEADING = re.compile(r"(#{1,6}) *([^#\s][^#\n]*)")
_ITEM = rf"[-*+] (?:\[[ xX]\] +)?{_LINE}"
_BULLETS = re.compile(rf"{_ITEM}(?:\n{_ITEM})*")
_NUMBERED = re.compile(rf"1\. {_LINE}(?:\n\d{{1,9}}\. {_LINE})*")
_TASK = re.compile(r"\[([ xX])\] +(.*)")
_TERMS = re.compile(rf"({_LINES})((?:\n: {{1,3}}{_LINE})+)")
_INSIDE = r"(?:\n {4}(?! )[^\n]+)+"
_IN_NOTE = re.compile(_INSIDE)
_NOTE = re.compile(rf'!!! ([a-z]+)(?: "([^"\n]+)")?({_INSIDE})')
_QUOTE = re.compile(r">[^\n]*(?:\n>[^\n]*)*")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+ *")
_RULE_SIGNS = re.compile(r"[-|: ]+")
_ALIGNED = {(True, True): "center", (True, False): "left", (False, True): "right"}
_MOST_HEADINGS = 200  # each is compared with all that are the same
_TAG = re.compile(r"<[^>]*>")
_NESTED = frozenset({"paragraph", "list"})  # what may stand in a note or a quote


def simple_html(text: str) -> str | None:
    """
    HTML of a Markdown text, not yet sanitised; None when it needs the Markdown library.

    Args:
        text: As `clean` leaves it, its tabs expanded.
    """
    if _BEYOND.search(text):
        return None
    try:
        return "\n".join(_Writer().blocks(text))
    except NotSimpleError:
        return None


class _Writer:
    """Writes the blocks of one text, in which no two headings get the same id."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def blocks(self, text: str, allowed: frozenset[str] = frozenset()) -> Iterator[str]:
        """The HTML of each block, the blocks that the library joins joined."""
        sources = [block for block in _GAP.split(text.strip("\n")) if block]
        last, at = "", 0
        while at < len(sources):
            kind = _kind(sources[at])
            if (allowed and kind not in allowed) or (kind == last and kind in {"list", "quote"}):
                raise NotSimpleError
            end = at + 1
            while end < len(sources) and _continues(kind, sources[end]):
                end += 1
            yield getattr(self, f"_{kind}")(sources[at:end])
            last, at = kind, end

    def _paragraph(self, blocks: Sequence[str]) -> str:
        if not _PARAGRAPH.fullmatch(blocks[0]):
            raise NotSimpleError
        return f"<p>{text_html(blocks[0])}</p>"

    def _heading(self, blocks: Sequence[str]) -> str:
        found = _HEADING.fullmatch(blocks[0])
        if not found or len(self._ids) > _MOST_HEADINGS:
            raise NotSimpleError
        html = text_html(found[2].strip())
        name = unescape(" ".join(_TAG.sub("", html).split()))
        key = unique(heading_id(name), self._ids)
        level = len(found[1])
        return f'<h{level} id="{key}">{html}</h{level}>'

    def _list(self, blocks: Sequence[str]) -> str:
        block = blocks[0]
        if _NUMBERED.fullmatch(block):
            items = [line.partition(" ")[2] for line in block.split("\n")]
            return "\n".join(["<ol>", *(f"<li>{text_html(item)}</li>" for item in items), "</ol>"])
        if not _BULLETS.fullmatch(block):
            raise NotSimpleError
        items = [_item(line[2:]) for line in block.split("\n")]
        is_tasks = any(item.startswith("<li ") for item in items)
        opening = '<ul class="task-list">' if is_tasks else "<ul>"
        return "\n".join([opening, *items, "</ul>"])

    def _terms(self, blocks: Sequence[str]) -> str:
        html = ["<dl>"]
        for block in blocks:
            found = _TERMS.fullmatch(block)
            if not found:
                raise NotSimpleError
            html += [f"<dt>{text_html(term.strip())}</dt>" for term in found[1].split("\n")]
            meanings = (line[1:].lstrip(" ") for line in found[2][1:].split("\n"))
            html += [f"<dd>{text_html(meaning)}</dd>" for meaning in meanings]
        return "\n".join([*html, "</dl>"])

    def _note(self, blocks: Sequence[str]) -> str:
        found = _NOTE.fullmatch(blocks[0])
        inner = [f"\n{block}" for block in blocks[1:]]
        if not found or not all(map(_IN_NOTE.fullmatch, inner)):
            raise NotSimpleError
        title = text_html(found[2] or found[1].capitalize())
        text = "\n".join([found[3], *inner]).replace("\n    ", "\n")
        html = [f'<div class="admonition {found[1]}">', f'<p class="admonition-title">{title}</p>']
        return "\n".join([*html, *self.blocks(text, _NESTED), "</div>"])

    def _quote(self, blocks: Sequence[str]) -> str:
        if not _QUOTE.fullmatch(blocks[0]):
            raise NotSimpleError
        inner = "\n".join(line[1:].removeprefix(" ") for line in blocks[0].split("\n"))
        html = list(self.blocks(inner, _NESTED))
        if not html:
            raise NotSimpleError
        return "\n".join(["<blockquote>", *html, "</blockquote>"])

    def _table(self, blocks: Sequence[str]) -> str:
        lines = blocks[0].split("\n")
        if len(lines) < 3 or not _RULE.fullmatch(lines[1]):
            raise NotSimpleError
        if any(_RULE_SIGNS.fullmatch(line) for line in lines[2:]):
            raise NotSimpleError
        aligned = [
            _ALIGNED.get((cell.startswith(":"), cell.endswith(":"))) for cell in _cells(lines[1])
        ]
        head = _cells(lines[0])
        if len(head) != len(aligned):
            raise NotSimpleError
        html = ["<table>\n<thead>", _row("th", head, aligned), "</thead>\n<tbody>"]
        html += [_row("td", _cells(line), aligned) for line in lines[2:]]
        return "\n".join([*html, "</tbody>\n</table>"])


def _kind(block: str) -> str:
    """The method that writes a block; whether it can is for that to say."""
    sign = block[0]
    if (sign in "-+*" and block[1:2] == " ") or block.startswith("1. "):
        return "list"
    kind = {"#": "heading", "|": "table", ">": "quote"}.get(sign)
    if kind:
        return kind
    if block.startswith("!!!"):
        return "note"
    return "terms" if "\n:" in block else "paragraph"


def _continues(kind: str, block: str) -> bool:
    """Whether the library adds a block to the one before."""
    if kind == "note":
        return block.startswith("    ")
    return kind == "terms" and _kind(block) == "terms"


def _item(text: str) -> str:
    task = _TASK.fullmatch(text)
    if not task:
        return f"<li>{text_html(text)}</li>"
    checked = " checked" if task[1] != " " else ""
    box = f'<input type="checkbox" disabled{checked}/> '
    return f'<li class="task-list-item">{box}{text_html(task[2])}</li>'


def _cells(line: str) -> list[str]:
    row = line.rstrip(" ")
    if len(row) < 2 or row[0] != "|" or row[-1] != "|":
        raise NotSimpleError
    return [cell.strip(" ") for cell in row[1:-1].split("|")]


def _row(tag: str, cells: Sequence[str], aligned: Sequence[str | None]) -> str:
    html = ["<tr>"]
    for index, align in enumerate(aligned):
        cell = text_html(cells[index]) if index < len(cells) else ""
        opening = f'{tag} align="{align}"' if align else tag
        html.append(f"<{opening}>{cell}</{tag}>")
    return "\n".join([*html, "</tr>"])
