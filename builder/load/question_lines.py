"""The lines that a question is made of: boxes, pairs, items, answers, quotes, labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["choice", "pair", "item", "answer", "quote", "letter", "empty-answer", "text"]

_CHOICE = re.compile(r"^( {0,3})[-*+—－]?\s*[\[［【]\s*([^\]］】]?)\s*[\]］】][\s　]*(.*)$")
_PAIR = re.compile(r"^ {0,3}[-*+]\s*(.*?)\s*(?:::|：：)\s*(.*)$")
_ITEM = re.compile(r"^ {0,3}\d{1,2}(?:[.)]\s+|[、．]\s*)(.+)$")
_ANSWER = re.compile(r"^ {0,3}[=＝](?![=＝])[\s　]*(.*)$")
_ONLY_EQUALS = re.compile(r"^ {0,3}[=＝]{2,}\s*$")
_QUOTE = re.compile(r"^(\s*)>\s?(.*)$")
_LETTER = re.compile(r"^\s*(?:正确)?(?:答案|answer)\s*[:：]\s*[A-Ha-h]{1,8}\s*$", re.IGNORECASE)
_RIGHT = frozenset("xX✓✔√ｘＸ")
_LABELS = re.compile(r"\s*[（(]([^（）()]+)[)）]\s*$")
_POINTS = re.compile(r"^(\d+(?:\.\d+)?)\s*(?:分|points?|pts?)$", re.IGNORECASE)
_KIND_LABELS = {
    "single": ("单选", "单选题", "single choice", "single"),
    "multiple": ("多选", "多选题", "multiple choice", "multiple", "choose all that apply"),
    "truefalse": ("判断", "判断题", "true or false", "true/false"),
    "fill": ("填空", "填空题", "fill in"),
    "order": ("排序", "排序题", "ordering", "order"),
    "match": ("连线", "连线题", "配对", "匹配", "matching", "match"),
    "open": ("问答", "问答题", "简答", "简答题", "open"),
}
_KINDS = {label: kind for kind, labels in _KIND_LABELS.items() for label in labels}
_FIXED = frozenset({"不打乱", "不乱序", "no shuffle", "keep order"})


@dataclass(frozen=True)
class Line:
    """
    One line of a question.

    Attributes:
        shape: What it looks like.
        text: Its words without their mark.
        indent: Columns before a quote's sign.
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


@dataclass
class Labels:
    """What the brackets at the end of a heading say, and the heading without them."""

    text: str
    kind: str = ""
    points: float = 1.0
    shuffle: bool = True
    unknown: list[str] = field(default_factory=list)


def read(line: str) -> Line:  # noqa: PLR0911 - one return for each shape
    """Tell what one line of a question is."""
    if quote := _QUOTE.match(line):
        return Line("quote", quote[2].strip(), indent=len(quote[1].expandtabs(4)))
    if _LETTER.match(line):
        return Line("letter", line.strip())
    if choice := _CHOICE.match(line):
        if not _is_link(line):
            return Line("choice", choice[3].strip(), right=choice[2] in _RIGHT, mark=choice[2])
    elif pair := _PAIR.match(line):
        return Line("pair", pair[1].strip(), other=pair[2].strip())
    elif item := _ITEM.match(line):
        return Line("item", item[1].strip())
    if _ONLY_EQUALS.match(line):
        return Line("empty-answer", "")
    if answer := _ANSWER.match(line):
        return Line("answer" if answer[1].strip() else "empty-answer", answer[1].strip())
    return Line("text", line)


def _is_link(line: str) -> bool:
    """Whether what looks like a box is the start of a link, as in `[x](page.md)`."""
    return bool(re.match(r"^\s*[-*+]?\s*\[[^\]]?\][(\[]", line))


def labels(heading: str) -> Labels:
    """Read `（多选，3分）`, `（不打乱）` at the end of a heading; other brackets are its words."""
    result = Labels(heading.strip())
    while found := _LABELS.search(result.text):
        words = [word.strip().lower() for word in re.split(r"[，,、;；]", found[1])]
        if not all(_is_label(word) for word in words):
            break
        for word in words:
            _take(word, result)
        result.text = result.text[: found.start()].rstrip()
    return result


def _is_label(word: str) -> bool:
    return word in _KINDS or word in _FIXED or bool(_POINTS.match(word))


def _take(word: str, result: Labels) -> None:
    if points := _POINTS.match(word):
        result.points = float(points[1])
    elif word in _FIXED:
        result.shuffle = False
    else:
        result.kind = _KINDS[word]
