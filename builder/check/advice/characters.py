"""Characters that not every reader knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from builder.check.advice.known import known
from builder.check.advice.prose import Advice, Prose

_NO_HAN = "\0-\u33ff\ua000-\U0010ffff"
_NAMED = 6  # characters that a message names
_SOUND = r"[^，。！？；\n]{0,4}[（(][^（）()]*(?:[a-zà-ü\u0101-\u01dc]|音|读)"


def check_characters(prose: Prose) -> Iterator[Advice]:
    """Characters beyond the common ones whose sound is nowhere given in brackets."""
    text = "\n".join(block.text for block in prose.words)
    found = dict.fromkeys(_rare().findall(text))
    rare = [one for one in found if not re.search(one + _SOUND, text)]
    if not rare:
        return
    named = " ".join(rare[:_NAMED]) + (" …" if len(rare) > _NAMED else "")
    message = f"characters that not everybody can read: {named}"
    mend = f"write the sound behind the word, such as {rare[0]}（pinyin）, or take a commoner word"
    yield Advice("character-rare", rare[0], message, mend)


@cache
def _rare() -> re.Pattern[str]:
    """Finds one such character; a pattern looks through a text far sooner than a set does."""
    return re.compile(f"[^{_NO_HAN}{re.escape(''.join(sorted(common())))}]")


@cache
def common() -> frozenset[str]:
    """
    The 3,755 characters of GB/T 2312-1980, level 1, and those everyday ones beyond.

    Level 1 holds the characters in common use (the 3,500 that school teaches
    are nearly all among them): rows 16 to 55 of the standard, which are lead
    bytes B0 to D7 of its encoding.
    """
    codes = (bytes(pair) for pair in product(range(0xB0, 0xD8), range(0xA1, 0xFF)))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in codes)) | known().signs
