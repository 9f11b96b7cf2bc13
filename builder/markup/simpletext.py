"""Words with bold parts, links and pictures, written as HTML without the Markdown library."""

from __future__ import annotations

import re

# Signs that mean something to the library, or together with other places of a text.
_SIGN = re.compile(r"[*_\[\]|$>]")
_WORDS = r"(?:[^*_\[\]|$!\n]++|!(?!\[))++"  # what it has taken it never gives back
_PART = re.compile(
    rf"(?P<words>(?:{_WORDS}|\n)++)"
    rf"|\*\*(?=\S)(?P<bold>{_WORDS})(?<=\S)\*\*(?!\*)"
    rf"|(?P<sign>!?)\[(?P<text>{_WORDS})\]\((?P<target>[^\s()\[\]*|$\"'<>]+)\)"
)


class NotSimpleError(Exception):
    """The text needs the Markdown library."""


def text_html(text: str) -> str:
    """
    What Python-Markdown makes of a text in a block, its signs in pairs and not nested.

    Raises:
        NotSimpleError: When there are other signs in it.
    """
    if not _SIGN.search(text):
        return text
    parts: list[str] = []
    end = 0
    while end < len(text):
        found = _PART.match(text, end)
        if not found:
            raise NotSimpleError
        parts.append(_html(found))
        end = found.end()
    return "".join(parts)


def _html(found: re.Match[str]) -> str:
    if found["words"]:
        return _escaped(found["words"])
    if found["bold"]:
        return f"<strong>{_escaped(found['bold'])}</strong>"
    words = _escaped(found["text"])
    if found["sign"]:
        words = words.replace('"', "&quot;")
        return f'<img alt="{words}" src="{found["target"]}">'
    return f'<a href="{found["target"]}">{words}</a>'


def _escaped(words: str) -> str:
    return words.replace(">", "&gt;")
