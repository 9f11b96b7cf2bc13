"""The lines that questions are made of: headings, boxes, pairs, items, answers, quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Shape = Literal["choice", "pair", "item", "answer", "quote", "letter", "text"]

# The counts are bounded, so that a long run of blanks costs no more than its length.
_CHOICE = re.compile(
    r"^[ \t　]{0,12}(?P<bullet>[-*+—－]?)[ \t　]{0,3}"
    r"[\[［【][ \t　]{0,3}(?P<mark>[^\]］】\s]?)[ \t　]{0,3}[\]］】](?P<text>.*)$"
)
_LINK = re.compile(r"^\s*[-*+]?\s*\[[^\]]?\][(\[:]")
_BULLET = re.compile(r"^ {0,3}[-*+](?=[ \t　])")
_PAIR_BULLET = re.compile(r"^[ \t　]{0,3}[-*+－](?![-*+])")
_PAIR_SIGN = re.compile(r"[ \t　][:：]{2}(?![:：])|[:：]{2}(?![:：])")
_ITEM = re.compile(r"^ {0,3}\d{1,2}(?:[.)](?!\d)|[、．](?!\d))[ \t　]*(\S.*)$")
_ANSWER = re.compile(r"^ {0,3}[=＝](?![=＝])(.*)$")
_ONLY_EQUALS = re.compile(r"^ {0,3}[=＝]+\s*$")
_QUOTE = re.compile(r"^([ \t　]*)>[ \t　]?(.*)$")
_LETTER = re.compile(
    r"^[\s>]*[【（(]?(?:正确|标准)?(?:答案|(?i:answer))(?:[】）)][:：]?|[ \t　]*[:：])[ \t　]*"
    r"(?:[A-Ha-h]|[A-HＡ-Ｈ]{1,8}|[A-Ha-h](?:[ 、,，;；][A-Ha-h]){1,7})[】）)。.]?\s*$"
)
_RULE = re.compile(r"^ {0,3}(?:-(?:[ \t]*-){2,}|\*(?:[ \t]*\*){2,})\s*$")
_COMMENT = re.compile(r"^ {0,3}<!--")
_RIGHT = frozenset("xX✓✔√ｘＸ")


@dataclass(frozen=True)
class Line:
    """
    One line of a question.

    Attributes:
        shape: What it looks like.
        text: Its words without their mark.
        indent: Of a quote: columns before its sign.
        right: Of a choice: whether its box is ticked.
        other: Of a pair: its right side.
        mark: Of a choice: what stands in its box.
    """

    shape: Shape
    text: str
    indent: int = 0
    right: bool = False
    other: str = ""
    mark: str = ""


def read(line: str) -> Line:
    """Tell what one line of a question is."""
    if _LETTER.match(line):
        return Line("letter", line.strip(" >\t　"))
    if quote := _QUOTE.match(line):
        return Line("quote", quote[2].rstrip(), indent=len(quote[1].expandtabs(4)))
    if _ONLY_EQUALS.match(line):
        return Line("answer", "")
    if answer := _ANSWER.match(line):
        return Line("answer", answer[1].strip())
    return _choice(line) or _pair(line) or _item(line) or Line("text", line)


def _choice(line: str) -> Line | None:
    found = _CHOICE.match(line)
    if not found or _LINK.match(line):
        return None
    mark = found["mark"]
    if mark and mark not in _RIGHT and not found["bullet"]:
        return None  # 【例】, [1]: words
    return Line("choice", found["text"].strip(), right=mark in _RIGHT, mark=mark)


def _pair(line: str) -> Line | None:
    bullet = _PAIR_BULLET.match(line)
    sign = _PAIR_SIGN.search(line, bullet.end()) if bullet else None
    if not bullet or not sign:
        return None
    left, right = line[bullet.end() : sign.start()], line[sign.end() :]
    return Line("pair", left.strip(), other=right.strip())


def _item(line: str) -> Line | None:
    found = _ITEM.match(line)
    return Line("item", found[1].strip()) if found else None


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a plain list."""
    return bool(_BULLET.match(line))


def is_rule(line: str) -> bool:
    """Whether a line is a horizontal rule of `-` or `*`; `___` is a blank to fill in."""
    return bool(_RULE.match(line))


def heading(line: str) -> tuple[int, str] | None:
    """
    The level and the words of a heading that starts with `#`.

    A blank may be missing after `##` and more signs; one `#` needs it, since
    `#记账#` is how chats write a topic.
    """
    if "#" not in line:
        return None
    text = line.strip()
    level = len(text) - len(text.lstrip("#"))
    if not 1 <= level <= 6 or len(line) - len(line.lstrip(" ")) > 3:
        return None
    words = text[level:]
    if level == 1 and words and not words[0].isspace():
        return None
    open_end = words.rstrip("#")
    if not open_end or open_end[-1].isspace():
        words = open_end
    return level, words.strip()


def comment_lines(lines: Sequence[str], code: set[int]) -> set[int]:
    """The indexes of lines in HTML comments that begin a line, as no reader sees them."""
    inside: set[int] = set()
    start: int | None = None
    for index, line in enumerate(lines):
        if start is None and index not in code and _COMMENT.match(line):
            start = index
        if start is not None and "-->" in line:
            inside.update(range(start, index + 1))
            start = None
    return inside
