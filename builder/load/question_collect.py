"""The lines below a question's heading, sorted into body, answers and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.load.question_lines import Line, Shape, is_bullet, is_rule, read
from builder.load.question_parts import BOX_FORM, Entry, Fault, Note, Parts, Role
from builder.markup.source import code_lines

_ROLES: dict[str, Role] = {"plain": "plain", "hint": "hint", "model": "model"}
_PREFIX = re.compile(
    r"^\s*(?:(?P<hint>提示|hint)|(?P<model>参考答案|参考|model answer)"
    r"|(?P<plain>解析|解释|explanation))\s*[:：]\s*",
    re.IGNORECASE,
)
_ANSWERS: frozenset[Shape] = frozenset({"choice", "pair", "item", "answer"})


def collect(lines: Sequence[str], first_line: int) -> Parts:
    """
    Sort the lines below a question's heading.

    Args:
        lines: As written.
        first_line: Line of `lines[0]` in the file, from 1.
    """
    code = code_lines(lines)
    shaped = [Line("text", one) if index in code else read(one) for index, one in enumerate(lines)]
    collector = _Collector(shaped, lines, first_line)
    for index in range(len(lines)):
        collector.take(index)
    return collector.parts


class _Collector:
    """Goes down the lines; what one means depends on those before and after it."""

    def __init__(self, shaped: Sequence[Line], lines: Sequence[str], first_line: int) -> None:
        answers = [index for index, one in enumerate(shaped) if one.shape in _ANSWERS]
        self.parts = Parts()
        self._shaped = shaped
        self._lines = lines
        self._first_line = first_line
        self._last_answer = max(answers, default=-1)
        self._last_choice = max((at for at in answers if shaped[at].shape == "choice"), default=-1)
        # A numbered list above other answers is what the question speaks of.
        self._items_from = next((at for at in answers if shaped[at].shape != "item"), -1)
        self._entry: Entry | None = None  # takes indented lines
        self._note: list[str] | None = None  # takes the quote's next lines
        self._lazy: list[str] | None = None  # takes a next line that lacks its sign
        self._answered = False
        self._stray = False

    def take(self, index: int) -> None:
        """Sort one line."""
        one, source = self._shaped[index], self._lines[index]
        note, lazy = self._note, self._lazy
        self._note = self._lazy = None
        if one.shape == "quote":
            self._take_quote(one, index, note)
        elif one.shape == "letter":
            message = (
                f"“{one.text}”: answers by letter are not read, since letters move with choices"
            )
            self._fault(index, "question-letter", message, BOX_FORM)
        elif one.shape == "text" or (index < self._items_from and one.shape == "item"):
            self._take_text(source, index, note, lazy)
        else:
            self._take_answer(one, index)

    def _take_quote(self, one: Line, index: int, note: list[str] | None) -> None:
        if self.parts.choices and self._entry and one.indent:
            self._lazy = self._entry.quoted
            self._lazy.append(one.text)
        elif self.parts.choices and index < self._last_choice:
            message = "a quote between two choices belongs to neither"
            mend = "indent it by two spaces to make it feedback to the choice above"
            self._fault(index, "question-feedback", message, mend)
        else:
            self._take_note(one.text, index, note)

    def _take_note(self, text: str, index: int, note: list[str] | None) -> None:
        prefix = _PREFIX.match(text)
        if prefix:
            self._new_note(_ROLES[str(prefix.lastgroup)], text[prefix.end() :])
        elif note is None and not self._answered and index < self._last_answer:
            self.parts.body.append(self._lines[index])  # a situation
        elif note is None:
            self._new_note("plain", text)
        elif text or self.parts.notes[-1].role != "hint":
            note.append(text)
            self._note = self._lazy = note

    def _new_note(self, role: Role, text: str) -> None:
        self.parts.notes.append(Note(role, [text]))
        self._note = self._lazy = self.parts.notes[-1].lines
        self._entry = None

    def _take_text(
        self, source: str, index: int, note: list[str] | None, lazy: list[str] | None
    ) -> None:
        if lazy is not None and source.strip() and not is_bullet(source):
            lazy.append(source.strip())
            self._note, self._lazy = note, lazy
        elif not self._answered:
            self.parts.body.append(source)
        elif self._entry and (not source.strip() or source.startswith(("  ", "\t", "　"))):
            self._entry.rest.append(source)
        elif source.strip() and not is_rule(source):
            self._take_stray(source, index)

    def _take_stray(self, source: str, index: int) -> None:
        if self._stray:
            return
        self._stray = True
        if is_bullet(source) and (self.parts.choices or self.parts.pairs):
            self._no_sign(index)
            return
        message = "a line after the answers that belongs to nothing"
        mend = "begin it with > to make it the explanation, or write it above the answers"
        self._fault(index, "question-stray", message, mend)

    def _take_answer(self, one: Line, index: int) -> None:
        if not self._answered and index and is_bullet(self._lines[index - 1]):
            self._no_sign(index - 1)
        self._answered = True
        self._entry = None
        if one.shape == "choice":
            self._take_choice(one, index)
        elif one.shape == "item":
            self._entry = Entry(self._first_line + index, one.text)
            self.parts.items.append(self._entry)
        elif one.shape == "pair":
            self.parts.pairs.append((one.text, one.other))
            if not one.other:
                message = "a pair without its right side"
                self._fault(index, "question-pair", message, "write it as - left :: right")
        else:
            self.parts.answers.append(one.text)
            if not one.text.strip("|｜ 　"):
                message = "a line of = without an answer"
                self._fault(index, "question-answer", message, "write = and the answer: = 1850")

    def _take_choice(self, one: Line, index: int) -> None:
        self._entry = Entry(self._first_line + index, one.text, one.right)
        self.parts.choices.append(self._entry)
        if one.mark and not one.right:
            message = f"[{one.mark}] is no box"
            self._fault(index, "question-box", message, "write [x] for right, [ ] for wrong")

    def _no_sign(self, index: int) -> None:
        """Say that an item of a plain list stands among the answers."""
        if self._last_choice >= 0:
            message = "a list item without a box among the choices"
            mend = "write - [x] before it when it is right, - [ ] when it is wrong"
            self._fault(index, "question-box", message, mend)
        else:
            message = "a list item without :: among the pairs"
            self._fault(index, "question-pair", message, "write it as - left :: right")

    def _fault(self, index: int, code: str, message: str, mend: str) -> None:
        self.parts.faults.append(Fault(self._first_line + index, code, message, mend))
