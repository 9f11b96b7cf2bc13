"""A question as our Markdown; what is written reads back as the same question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.model.question import Question

_SIGNS = re.compile(r"([\\`*\[\]>#$!])")
_UNDERSCORE = re.compile(r"(?<!_)_(?!_)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_COLONS = re.compile(r"(?<=[:：])[:：]")  # two of them part the sides of a pair


def escaped(text: str) -> str:
    """Plain words as Markdown of one line, in which no sign means anything but `____`."""
    one_line = _ENTITY.sub("&amp;", " ".join(text.split()))
    signs = _UNDERSCORE.sub(r"\\_", _SIGNS.sub(r"\\\1", one_line)).replace("<", "&lt;")
    return _COLONS.sub(lambda colon: f"&#{ord(colon[0])};", signs)


def write_markdown(question: Question) -> str:
    """
    A question of plain words (no Markdown in them) as it stands in `quiz.md`.

    Args:
        question: Its blanks hold what stands behind `=`, alternatives joined by `|`.
    """
    label = f"（{question.points:g}分）" if question.points != 1 else ""
    lines = [f"### {escaped(question.text)}{label}", *_answers(question)]
    lines += _quoted(question.explanation, "")
    lines += _quoted(question.model_answer, "参考：")
    return "\n".join(lines) + "\n"


def _answers(question: Question) -> Iterator[str]:
    for choice in question.choices:
        yield f"- [{'x' if choice.right else ' '}] {escaped(choice.text)}"
        yield from (f"  {line}" for line in _quoted(choice.feedback, "")[1:])
    for blank in question.blanks:
        yield f"= {' '.join(blank.shown.split())}"
    for number, item in enumerate(question.items, 1):
        yield f"{number}. {escaped(item)}"
    for left, right in question.pairs:
        yield f"- {escaped(left)} :: {escaped(right)}"
    yield from (f"- :: {escaped(right)}" for right in question.distractors)


def _quoted(text: str, prefix: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    return ["", *(f"> {prefix if not at else ''}{escaped(line)}" for at, line in enumerate(lines))]
