"""
Moodle's GIFT (docs.moodle.org, “GIFT format”).

GIFT has no points, no ordering and one answer a question: points are left
out, ordering is matching with 1, 2, 3, and a question with several blanks
becomes one question for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from builder.exam.lettered import LETTERS
from builder.markup.plain import plain
from builder.model.media import Media
from builder.model.question import Blank, Choice
from builder.quiz.blanks import alternatives, digits, intervals
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.pieces import Pieces, inlined
from builder.text import fold

_SIGNS = re.compile(r"[\\~=#{}:]")
_TRUE = frozenset({"对", "正确", "是", "true", "yes", "√", "✓"})
# Moodle knows these shares only; more right choices than ten are rare enough to be uneven.
_SHARES = ("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10")


def gift(booklet: Booklet, media: Media) -> dict[str, bytes]:
    """The questions as one text in UTF-8; pictures and recordings are inside it."""
    writer = _Writer(Pieces(media, inlined))
    parts = [part for entry in booklet.entries for part in writer.questions(entry)]
    head = f"$CATEGORY: {_category(booklet.title)}"
    return {"gift.txt": ("\n\n".join([head, *parts]) + "\n").encode()}


def escaped(text: str) -> str:
    r"""Text in which no sign means anything to GIFT; a line end is `\n`."""
    lines = _SIGNS.sub(r"\\\g<0>", text.strip()).splitlines()
    return r"\n".join(lines)


def _category(title: str) -> str:
    return " ".join(title.replace("/", "／").split())


class _Writer:
    """Writes questions, their HTML from `pieces`."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._kinds: dict[str, Callable[[Entry], str]] = {
            "single": self._single,
            "multiple": self._multiple,
            "truefalse": self._true_false,
            "order": self._order,
            "match": self._match,
            "open": lambda _: "",
        }

    def questions(self, entry: Entry) -> Iterator[str]:
        """One question, or one for each of several blanks."""
        question = entry.question
        title = f"{entry.number:03} {question.id}"
        asked = self._asked(entry)
        general = self._general(entry)
        if question.kind != "fill":
            answers = self._kinds[question.kind](entry)
            yield f"::{title}::{_html(asked)} {{{answers}{general}}}"
            return
        several = len(question.blanks) > 1
        for at, blank in enumerate(question.blanks, 1):
            note = f"<p>（第 {at} 空）</p>" if several else ""
            name = f"{title}-{at}" if several else title
            yield f"::{name}::{_html(asked + note)} {{{_taken(blank)}{general}}}"

    def _general(self, entry: Entry) -> str:
        told = self._pieces.told(entry)
        return f"\n####{_html(told)}\n" if told else "\n" if entry.question.kind != "open" else ""

    def _piece(self, entry: Entry, markdown: str) -> str:
        return _html(self._pieces.html(entry, markdown))

    def _choice(self, entry: Entry, sign: str, choice: Choice) -> str:
        feedback = f"#{self._piece(entry, choice.feedback)}" if choice.feedback else ""
        return f"\n{sign}{self._piece(entry, choice.text)}{feedback}"

    def _single(self, entry: Entry) -> str:
        return "".join(self._choice(entry, "=" if one.right else "~", one) for one in entry.choices)

    def _multiple(self, entry: Entry) -> str:
        right = sum(choice.right for choice in entry.choices)
        share = _SHARES[min(right, len(_SHARES)) - 1]
        return "".join(
            self._choice(entry, f"~%{share}%" if one.right else "~%-100%", one)
            for one in entry.choices
        )

    def _true_false(self, entry: Entry) -> str:
        right = next(one for one in entry.choices if one.right)
        wrong = next(one for one in entry.choices if not one.right)
        said = "TRUE" if fold(right.text) in _TRUE else "FALSE"
        # The first feedback is that to a wrong answer.
        feedbacks = (wrong.feedback, right.feedback) if right.feedback else (wrong.feedback,)
        return said + "".join(f"#{self._piece(entry, one)}" for one in feedbacks)

    def _order(self, entry: Entry) -> str:
        listed = zip(entry.order, entry.listed, strict=True)
        return "".join(f"\n={self._piece(entry, item)} -> {at + 1}" for at, item in listed)

    def _match(self, entry: Entry) -> str:
        pairs = zip(entry.question.pairs, self._rights(entry), strict=False)
        extra = self._rights(entry)[len(entry.question.pairs) :]
        matched = "".join(f"\n={self._piece(entry, left)} -> {side}" for (left, _), side in pairs)
        return matched + "".join(f"\n= -> {side}" for side in extra)

    def _rights(self, entry: Entry) -> list[str]:
        """Right sides as written: GIFT takes words only, so others are letters of a list."""
        if self._rich(entry):
            return [LETTERS[entry.order.index(at)] for at in range(len(entry.order))]
        words = dict(zip(entry.order, entry.listed, strict=True))
        sides = (plain(self._pieces.html(entry, words[at])) for at in sorted(words))
        return [escaped(side) for side in sides]

    def _rich(self, entry: Entry) -> bool:
        html = (self._pieces.html(entry, right) for right in entry.listed)
        return entry.question.kind == "match" and any("<" in one or not one.strip() for one in html)

    def _asked(self, entry: Entry) -> str:
        asked = self._pieces.asked(entry)
        if not self._rich(entry):
            return asked
        items = "".join(f"<li>{self._pieces.html(entry, one)}</li>" for one in entry.listed)
        return f'{asked}<ol type="A">{items}</ol>'


def _html(html: str) -> str:
    """HTML, of which GIFT wants some in every place."""
    return f"[html]{escaped(html) or '&nbsp;'}"


def _taken(blank: Blank) -> str:
    numbers = intervals(blank)
    if numbers:
        return "#" + "".join(f"\n={_interval(low, high)}" for low, high in numbers)
    return "".join(f"\n=%100%{_short(answer)}" for answer in alternatives(blank))


def _interval(low: float, high: float) -> str:
    return f"{digits(low)}:0" if low == high else f"{digits(low)}..{digits(high)}"


def _short(answer: str) -> str:
    """An answer to be typed, in which `*` is no joker (Moodle, short answer)."""
    return escaped(answer.replace("*", r"\*"))
