"""YAML that is nothing but keys and plain words, read without a parser: most front matter is."""

from __future__ import annotations

import re

# No sign that YAML (1.1, "Plain Style") or `yaml_slips` reads in a way of its own, no quotes, no
# blanks but the half-width one.
_LINE = re.compile(r"([a-z][a-z_]{0,39}): ([^\W_][\w ，。、；：？！（）《》“”‘’…—·.,;?!()/%+=~-]*)")
_NOTHING = "null"


def plain_pairs(text: str) -> list[tuple[str, str]] | None:
    """
    The keys and the words of every line, in order.

    Returns:
        None where a line is anything else or a key stands twice: the parser is to be asked.
    """
    pairs: list[tuple[str, str]] = []
    for line in text.rstrip("\n").split("\n"):
        found = _LINE.fullmatch(line)
        if not found:
            return None
        pairs.append((found[1], found[2].rstrip()))
    words = dict(pairs)
    if len(words) < len(pairs) or _NOTHING in words or _NOTHING in words.values():
        return None
    return pairs
