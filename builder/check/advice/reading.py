"""Sentences and paragraphs that are long to read on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.check.advice.prose import Advice, Prose, beginning, characters

LONGEST_SENTENCE = 60
"""
Chinese characters of a sentence: three lines of a phone.

Plain English asks for 25 words at most (GOV.UK, Content design: writing for
GOV.UK), which are about 40 characters in Chinese; a Chinese sentence strings
short clauses with commas, so it may have half as many more.
"""

LONGEST_PARAGRAPH = 150
"""
Chinese characters of a paragraph: half a screen.

At 17 px a phone 360 px wide shows 19 characters a line; a line is 30 px high,
so that of 640 px less the browser's bars 18 lines remain, and half of them
with their punctuation hold 150 characters.
"""

_ENDS = re.compile(r"[。！？!?；;…]+[”’」』）)\"]*")
_ASIDE = re.compile(r"（[^（）]{0,80}）|\([^()]{0,80}\)")


def check_sentences(prose: Prose) -> Iterator[Advice]:
    """Sentences above `LONGEST_SENTENCE`; what stands in brackets is not counted."""
    long = [
        (characters(_ASIDE.sub("", one)), one.strip())
        for block in prose.blocks
        if len(block.text) > LONGEST_SENTENCE
        for one in _ENDS.split(block.text)
        if len(one) > LONGEST_SENTENCE
    ]
    mend = f"make two of it: up to {LONGEST_SENTENCE} read easily"
    yield from _too_long("sentence", long, LONGEST_SENTENCE, mend)


def check_paragraphs(prose: Prose) -> Iterator[Advice]:
    """Paragraphs and list items above `LONGEST_PARAGRAPH`."""
    long = [
        (characters(block.text), block.text)
        for block in prose.blocks
        if len(block.text) > LONGEST_PARAGRAPH
    ]
    mend = f"part it by an empty line: up to {LONGEST_PARAGRAPH} fill half a phone's screen"
    yield from _too_long("paragraph", long, LONGEST_PARAGRAPH, mend)


def _too_long(what: str, found: list[tuple[int, str]], limit: int, mend: str) -> Iterator[Advice]:
    long = [(size, text) for size, text in found if size > limit]
    if not long:
        return
    size, text = long[0]
    message = f"the {what} “{beginning(text)}” has {size} Chinese characters"
    if len(long) > 1:
        message = f"{message}, and is one of {len(long)} so long"
    yield Advice(f"{what}-long", text, message, mend)
