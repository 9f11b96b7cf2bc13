"""The blanks of a page: what no reader sees is left out."""

from __future__ import annotations

import re

_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
# Of elements beside which a blank shows nothing.
_BLOCK = re.compile(
    r"</?(?:!--|!doctype|html|head|meta|title|link|body|header|main|footer|nav|section|div|p"
    r"|h[1-6]|[uod]l|li|d[td]|table|t(?:head|body|foot|[rdh])|blockquote|details|summary|figure"
    r"|figcaption|form|hr|br|option|pre)\b"
)


def squeeze(html: str) -> str:
    """Drop line breaks and indents outside `<pre>`; one blank stays where words would join."""
    parts = _KEPT.split(html)
    # The pattern has two groups: text, kept element, its name, text, …
    parts[::3] = map(_closed_up, parts[::3])
    del parts[2::3]
    return "".join(parts).strip()


def _closed_up(html: str) -> str:
    """A text without blanks around its lines; line by line, since most bytes are in long ones."""
    first, *more = html.split("\n")
    if not more:
        return html
    *between, last = more
    found = [first.rstrip()]
    is_open = False  # whether the tag of a block has begun and not ended
    line = found[0]
    for following in [*filter(None, map(str.strip, between)), last.lstrip()]:
        begins = line.rfind("<")
        is_block = _is_block(line, begins) if begins >= 0 else is_open
        ends = line.find(">", max(begins, 0))
        is_open = is_block and ends < 0
        joins = is_block and 0 <= ends == len(line) - 1
        if not joins and not (following.startswith("<") and _is_block(following, 0)):
            found.append(" ")
        found.append(following)
        line = following
    return "".join(found)


def _is_block(html: str, place: int) -> bool:
    return _BLOCK.match(html, place) is not None
