"""What a lesson of some length should have, and how long it should be at most."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.advice.prose import Advice, Prose
from builder.model.cost import minutes

SHORT = 1.0
"""Minutes of reading below which a lesson is a note: it needs neither summary nor questions."""

ONE_SITTING = 15
"""
Minutes of a lesson.

Readers have a rest in a shift or a ride on the bus, and whoever is
interrupted seldom finds the place again.
"""


def check_summary(prose: Prose) -> Iterator[Advice]:
    """A lesson without `summary`."""
    if not prose.lesson.summary and prose.lesson.body.minutes >= SHORT:
        message = "the lesson has no summary; lists of lessons and links in chats then say less"
        mend = "write at its top summary: and what one can do afterwards, in one sentence"
        yield Advice("summary-missing", "", message, mend)


def check_asks(prose: Prose) -> Iterator[Advice]:
    """A lesson without a question: whoever answers one remembers more."""
    if not prose.lesson.questions and prose.lesson.body.minutes >= SHORT:
        message = "the lesson asks nothing, so readers cannot see whether they understood"
        mend = "add ## 小测 (or ## Quiz) with one to three questions"
        yield Advice("question-none", "", message, mend)


def check_minutes(prose: Prose) -> Iterator[Advice]:
    """A lesson above `ONE_SITTING`, as its author says or as its length tells."""
    long = minutes(prose.lesson)
    if long > ONE_SITTING:
        message = f"the lesson takes {long} minutes"
        mend = f"make two lessons of it: {ONE_SITTING} minutes fit into a rest or a bus ride"
        yield Advice("lesson-long", "", message, mend)
