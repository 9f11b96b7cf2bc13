"""The blanks of a page: what no reader sees is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Ends that a browser knows of by what follows (HTML, 13.1.2.4).
_IMPLIED = re.compile(
    r"</(?:li|t[dhr]|thead|tbody|d[td])>(?=<)|</p>(?=<(?:p|/?(?:div|blockquote|details|section|form"
    r"|ul|ol|dl|table|pre)|h[1-6]|hr|/(?:li|d[td]|t[dh]|main))\b)"
)
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
# Of elements beside which a blank shows nothing.
_BLOCK = re.compile(
    r"</?(?:!--|!doctype|html|head|meta|title|link|body|header|main|footer|nav|section|div|p"
    r"|h[1-6]|[uod]l|li|d[td]|table|t(?:head|body|foot|[rdh])|blockquote|details|summary|figure"
    r"|figcaption|form|label|output|hr|br|option|pre)\b"
)


def squeeze(html: str) -> str:
    """Drop line breaks and indents outside `<pre>`; one blank stays where words would join."""
    parts = _KEPT.split(html)
    # The pattern has two groups: text, kept element, its name, text, …
    parts[::3] = map(_closed_up, parts[::3])
    del parts[2::3]
    return _IMPLIED.sub("", "".join(parts)).strip()


def _closed_up(html: str) -> str:
    """A text without blanks around its lines; line by line, since most bytes are in long ones."""
    first, *more = html.split("\n")
    if not more:
        return html
    *between, last = more
    lines = [first.rstrip(), *filter(None, map(str.strip, between)), last.lstrip()]
    found = lines[:1]
    for number, line in enumerate(lines[1:]):
        begins_block = line.startswith("<") and _BLOCK.match(line)
        if not begins_block and not _ends_block(lines, number):
            found.append(" ")
        found.append(line)
    return "".join(found)


def _ends_block(lines: Sequence[str], number: int) -> bool:
    """Whether a line ends with a tag of a block, which may have begun in a line before."""
    line = lines[number]
    begins = line.rfind("<")
    if line.find(">", max(begins, 0)) != len(line) - 1 or not line:
        return False
    while begins < 0 and number and ">" not in lines[number - 1].rpartition("<")[2]:
        number -= 1
        begins = lines[number].rfind("<")
    return begins >= 0 and _BLOCK.match(lines[number], begins) is not None
