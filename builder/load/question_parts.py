"""What a question's lines hold, before its kind is known: body, answers, notes, mistakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import dedent
from typing import Literal

Role = Literal["plain", "hint", "model"]
BOX_FORM = "tick the right choice with a box: - [x] right, - [ ] wrong"


@dataclass
class Entry:
    """
    A choice or an item as its lines come.

    Attributes:
        line: Line in the file, from 1.
        first: Words of the first line.
        right: Of a choice: whether it is ticked.
        rest: Lines that go on with it, as written.
        quoted: Lines of the quote under it.
    """

    line: int
    first: str
    right: bool = False
    rest: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its Markdown."""
        if not self.rest:
            return self.first.strip()
        return "\n".join([self.first, dedent("\n".join(self.rest))]).strip()

    @property
    def feedback(self) -> str:
        """The Markdown of the quote under it."""
        return "\n".join(self.quoted).strip()


@dataclass(frozen=True)
class Note:
    """A quote, or a part of one: explanation, hint or model answer."""

    role: Role
    lines: list[str]


@dataclass(frozen=True)
class Fault:
    """A mistake in a question; the attributes are those of a `Problem`."""

    line: int
    code: str
    message: str
    mend: str
    advice: bool = False


@dataclass
class Parts:
    """
    A question's lines, sorted.

    Attributes:
        body: Lines before the answers.
        choices: Lines with boxes.
        pairs: Left and right sides around `::`.
        items: Of a numbered list.
        answers: What stands behind `=`.
        notes: Quotes, in order.
        faults: Mistakes seen so far.
    """

    body: list[str] = field(default_factory=list)
    choices: list[Entry] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    items: list[Entry] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def shapes(self) -> list[str]:
        """Names of the kinds of answers that there are."""
        named = {
            "boxes": self.choices,
            ":: pairs": self.pairs,
            "numbered items": self.items,
            "= answers": self.answers,
        }
        return [name for name, found in named.items() if found]

    def said(self, role: Role) -> list[str]:
        """The notes of one role that hold words."""
        texts = ("\n".join(note.lines).strip() for note in self.notes if note.role == role)
        return [text for text in texts if text]
