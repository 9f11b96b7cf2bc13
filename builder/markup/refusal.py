"""Why a text is not converted, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from builder.markup.limits import MAX_BYTES, TooDeepError
from builder.model.document import Document


@dataclass(frozen=True)
class Refusal:
    """Why a text was not converted, and what to do."""

    message: str
    mend: str


TOO_LONG = Refusal(
    f"the text is longer than {MAX_BYTES // 1000} kB", "split it into several lessons"
)
TOO_DEEP = Refusal(
    "this text is nested too deeply to be converted",
    "look for repeated signs such as [[[[, >>>> or <div><div> and delete them",
)
NO_PROCESS = Refusal(
    "this text was not converted, since no process could be started to do it",
    "close other programs and try again",
)
TOO_SLOW = Refusal(
    "converting this text takes too long; something in it repeats very many times",
    "look for long runs of brackets, backticks or stars and delete them",
)


def checked(outcome: Document | Exception) -> Document | Refusal:
    """A document, or what an exception from the conversion means."""
    if not isinstance(outcome, Exception):
        return outcome
    if not isinstance(outcome, TooDeepError):
        return TOO_DEEP
    return Refusal(
        f"{TOO_DEEP.message}: the paragraph at line {outcome.line} has too many {outcome.what}",
        "delete what is repeated there",
    )
