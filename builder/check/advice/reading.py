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
        (size, one.strip())
        for block in prose.blocks
        if len(block.text) > LONGEST_SENTENCE
        for one in _ENDS.split(block.text)
        if len(one) > LONGEST_SENTENCE
        and (size := characters(_ASIDE.sub("", one))) > LONGEST_SENTENCE
    ]
    for size, text in long[:1]:
        message = f"the sentence “{beginning(text)}” has {size} Chinese characters"
        mend = f"make two of it: up to {LONGEST_SENTENCE} read easily"
        yield Advice("sentence-long", text, _among(message, len(long)), mend)


def check_paragraphs(prose: Prose) -> Iterator[Advice]:
    """Paragraphs and list items above `LONGEST_PARAGRAPH`."""
    long = [
        (size, block.text)
        for block in prose.blocks
        if len(block.text) > LONGEST_PARAGRAPH
        and (size := characters(block.text)) > LONGEST_PARAGRAPH
    ]
    for size, text in long[:1]:
        message = f"the paragraph “{beginning(text)}” has {size} Chinese characters"
        mend = f"part it by an empty line: up to {LONGEST_PARAGRAPH} fill half a phone's screen"
        yield Advice("paragraph-long", text, _among(message, len(long)), mend)


def _among(message: str, count: int) -> str:
    return message if count == 1 else f"{message}, and is one of {count} so long"
