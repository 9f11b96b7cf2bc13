"""Adds keys and revoked numbers to the text of `certificates.yml`, whose comments stay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_HEAD = "# Public keys and revoked certificates: docs/certificates.md. Never a private key.\n"


def with_entry(text: str, part: str, entry: Mapping[str, str]) -> str:
    """
    The file's text with one more entry, the first of its part.

    Args:
        text: As it is; "" for no file yet.
        part: `keys` or `revoked`.
        entry: Keys to words.

    A part that is written in brackets is left as it is; whoever calls reads
    the result again and sees that the entry is missing.
    """
    lines = [f"{key}: {_words(words)}" for key, words in entry.items()]
    text = text or _HEAD
    text += "" if text.endswith("\n") else "\n"
    head = re.search(rf"^{part}:[ \t]*(?:#.*)?$\n?", text, re.MULTILINE)
    if head is None:
        text, at, indent = f"{text}{part}:\n", len(text) + len(part) + 2, "  "
    else:
        at = head.end()
        first = re.match(r"(?:[ \t]*(?:#.*)?\n)*([ ]*)-", text[at:])
        indent = first[1] if first else "  "
    added = "".join(f"{indent}{'  ' if n else '- '}{line}\n" for n, line in enumerate(lines))
    return text[:at] + added + text[at:]


def _words(words: str) -> str:
    return words if re.fullmatch(r"[\w-]+", words) else json.dumps(words, ensure_ascii=False)
