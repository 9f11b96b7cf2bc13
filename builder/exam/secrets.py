"""What only instructors may know of an exam, in the forms in which a file could give it away."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from builder.model.question import Question
from builder.text import fold

_TAG = re.compile(r"<[^<>]*>")
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_VALUE = re.compile(r"""=(?:"([^"<>]*)"|'([^'<>]*)')""")
_EMPHASIS = re.compile(r"[*`]")
_SHORTEST = 4  # characters that say enough to be an explanation
_EDGE = "\ue000"  # stands in no text


@dataclass(frozen=True)
class Secret:
    """
    Something that only instructors may read.

    Attributes:
        text: Folded, or as it stands when `where` is `raw`.
        question: What it belongs to.
        where: `raw` in the file's own characters, `text` in what a reader
            sees, `words` there and in attributes of elements.
    """

    text: str
    question: Question
    where: Literal["raw", "text", "words"]


def secrets_of(question: Question, html_of: Mapping[str, str]) -> Iterator[Secret]:
    """
    The secrets of one question.

    Args:
        question: Of an exam.
        html_of: Markdown of its parts to their HTML, as far as it is known.
    """
    yield Secret(question.id, question, "raw")
    told = [question.explanation, question.model_answer, *question.hints]
    told += [choice.feedback for choice in question.choices]
    for words in filter(None, told):
        shown = visible(html_of.get(words) or plain(words))
        if len(shown) >= _SHORTEST:
            yield Secret(shown, question, "words")
    for form in filter(None, map(fold, _source_forms(question))):
        yield Secret(form, question, "text")


def _source_forms(question: Question) -> Iterator[str]:
    """Answers as they stand in Markdown: what an engine shows that knows no questions."""
    yield from (f"[x]{choice.text}" for choice in question.choices if choice.right)
    yield from (f"={' | '.join(blank.answers)}" for blank in question.blanks if blank.answers)
    yield from (f"{left}::{right}" for left, right in question.pairs)
    if question.items:
        yield "".join(question.items)


def plain(markdown: str) -> str:
    """About what Markdown shows, where its HTML is not at hand."""
    return _EMPHASIS.sub("", markdown)


def visible(text: str) -> str:
    """What a reader sees of a page, folded: its text without tags and styles."""
    return fold(html.unescape(_TAG.sub("", _STYLE.sub("", text))))


def visible_and_hidden(text: str) -> str:
    """The same, and the values of attributes: descriptions, titles, data of scripts."""
    text = _STYLE.sub("", text)
    values = (double or single for double, single in _VALUE.findall(text))
    return fold(html.unescape(_EDGE.join([_TAG.sub("", text), *values])))
