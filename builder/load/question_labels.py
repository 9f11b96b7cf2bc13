"""Labels in brackets at the end of a question's heading: kind, points, order."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOST = 4  # brackets with labels at the end of one heading
_LONGEST = 60  # characters between two brackets that are looked at
_POINTS = re.compile(r"^(\d{1,3}(?:\.\d{1,2})?)\s*(?:分|points?|pts?)$", re.IGNORECASE)
# Words that end English sentences in brackets, such as "(open)", are no labels.
_KIND_LABELS = {
    "single": ("单选", "单选题", "single choice"),
    "multiple": ("多选", "多选题", "multiple choice", "choose all that apply"),
    "truefalse": ("判断", "判断题", "true or false", "true/false"),
    "fill": ("填空", "填空题", "fill in", "fill in the blank", "fill in the blanks"),
    "order": ("排序", "排序题", "ordering"),
    "match": ("连线", "连线题", "配对", "配对题", "匹配", "matching"),
    "open": ("问答", "问答题", "简答", "简答题", "open question"),
}
_KINDS = {label: kind for kind, labels in _KIND_LABELS.items() for label in labels}
_SIGNS = re.compile(r"[，,、;；]")
FIXED = frozenset({"不打乱", "不乱序", "no shuffle", "keep order"})


@dataclass
class Labels:
    """
    A heading without its labels, and what they say.

    Attributes:
        text: The heading's words.
        kind: The kind that a label claims, or "".
        points: Weight, 1 without a label.
        shuffle: Whether choices may be shuffled.
    """

    text: str
    kind: str = ""
    points: float = 1.0
    shuffle: bool = True


def labels(heading: str) -> Labels:
    """Read `（多选，3分）`, `（不打乱）` at the end of a heading; other brackets are its words."""
    result = Labels(heading.strip())
    for _ in range(_MOST):
        words, start = _last_bracket(result.text)
        if not words or not all(map(_is_label, words)):
            break
        for word in words:
            _take(word, result)
        result.text = result.text[:start].rstrip()
    return result


def label_words(inside: str) -> list[str]:
    """What stands between brackets, at its commas."""
    return [word.strip() for word in _SIGNS.split(inside)]


def _last_bracket(text: str) -> tuple[list[str], int]:
    """The words in the brackets that end a text, and where these open; none without them."""
    start = max(text.rfind("(", -_LONGEST), text.rfind("（", -_LONGEST))
    if start < 0 or not text.endswith((")", "）")):
        return [], start
    inside = text[start + 1 : -1].strip().lower()
    words = label_words(inside)
    return (words if all(map(_is_label, words)) else inside.split()), start


def _is_label(word: str) -> bool:
    return word in _KINDS or word in FIXED or bool(_POINTS.match(word))


def _take(word: str, result: Labels) -> None:
    if points := _POINTS.match(word):
        result.points = float(points[1])
    elif word in FIXED:
        result.shuffle = False
    else:
        result.kind = _KINDS[word]
