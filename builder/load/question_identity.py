"""A question's identity: a hash of what it says, wherever it stands."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable

from builder.model.question import Question
from builder.text import fold

_TARGET = re.compile(r"\]\(\s*<?([^)>\s]+)[^)]*\)")


def identity(question: Question, media_hash: Callable[[str], str]) -> str:
    """
    Ten base-32 characters of SHA-256 over kind, folded words, answers and media.

    Args:
        question: Its `id`, `path` and `line` make no difference.
        media_hash: Content hash of the file that a target names, or "": two
            questions with the same words but another recording differ.
    """

    def said(markdown: str) -> str:
        def media(found: re.Match[str]) -> str:
            return f"]({media_hash(found[1]) or found[1]})"

        return fold(_TARGET.sub(media, markdown)) or markdown.strip()

    content = [
        question.kind,
        said(question.text),
        said(question.body),
        sorted([said(choice.text), choice.right] for choice in question.choices),
        [[sorted(map(said, blank.answers)), blank.ranges] for blank in question.blanks],
        [said(item) for item in question.items],
        sorted([said(left), said(right)] for left, right in question.pairs),
        sorted(map(said, question.distractors)),
        said(question.model_answer) if question.kind == "open" else "",
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).digest()
    return base64.b32encode(digest)[:10].decode().lower()
