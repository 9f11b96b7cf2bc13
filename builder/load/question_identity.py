"""A question's identity: a hash of what it says, wherever it stands."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable

from builder.model.question import Question
from builder.text import fold

_LINK = re.compile(r"\]\(([^()\n]{1,500})\)")
_TARGET = re.compile(r"\s*(?:<([^<>]+)>|(\S+))")


def identity(question: Question, media_hash: Callable[[str], str]) -> str:
    """
    Ten base-32 characters of SHA-256 over kind, folded words, answers and media.

    Choices may change places unless the question keeps their order; pages
    sort them alike, so that what a phone remembers still fits.

    Args:
        question: Its `id`, `section`, `path` and `line` make no difference.
        media_hash: Content hash of the file that a target names, or "": two
            questions with the same words but another recording differ.
    """

    def said(markdown: str) -> str:
        def media(link: re.Match[str]) -> str:
            target = _TARGET.match(link[1])
            content = media_hash(target[1] or target[2]) if target else ""
            return f"]({content or link[1]})"

        return fold(_LINK.sub(media, markdown))

    choices = [[said(choice.text), choice.right] for choice in question.choices]
    content = [
        question.kind,
        said(question.text),
        said(question.body),
        sorted(choices) if question.shuffle else choices,
        [[sorted(map(said, blank.answers)), sorted(blank.ranges)] for blank in question.blanks],
        [said(item) for item in question.items],
        [[said(left), said(right)] for left, right in question.pairs],
        sorted(map(said, question.distractors)),
        said(question.model_answer) if question.kind == "open" else "",
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).digest()
    return base64.b32encode(digest)[:10].decode().lower()
