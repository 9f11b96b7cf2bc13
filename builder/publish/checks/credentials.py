"""Keys of accounts in files: by their form, and those that this very environment holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

# What is told of a key, how every key of the kind begins, and its whole form.
_FORMS = (
    ("a private key", b"PRIVATE KEY", rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("an access key of AWS", b"AKIA", rb"\bAKIA[0-9A-Z]{16}\b"),
    ("a passing access key of AWS", b"ASIA", rb"\bASIA[0-9A-Z]{16}\b"),
    ("an access key of Aliyun", b"LTAI", rb"\bLTAI[0-9A-Za-z]{12,26}\b"),
    ("an access key of Tencent Cloud", b"AKID", rb"\bAKID[0-9A-Za-z]{28,36}\b"),
    ("an access token of GitHub", b"ghp_", rb"\bghp_[0-9A-Za-z]{36}\b"),
    ("an access token of GitHub", b"github_pat_", rb"\bgithub_pat_\w{60,90}\b"),
)
_SECRET_NAME = re.compile(r"SECRET|TOKEN|PASSW|ACCESS_?KEY|APP_?KEY|API_?KEY|PRIVATE", re.I)
_SHORTEST = 12  # characters; shorter values of the environment may be anything


class Credentials:
    """
    Finds credentials in files.

    Args:
        env: The environment; values of variables named like secrets must be
            in no file.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        self._own = {
            value.encode(errors="surrogateescape"): name
            for name, value in env.items()
            if _SECRET_NAME.search(name) and len(value) >= _SHORTEST and not _is_file(value)
        }

    @property
    def digest(self) -> str:
        """What stands for all that is looked for; it tells nothing of it."""
        told = b"\0".join([*(form for _, _, form in _FORMS), *sorted(self._own)])
        return hashlib.sha256(told).hexdigest()

    def found(self, data: bytes) -> Iterator[str]:
        """What a file holds, in words that do not tell the secret."""
        for words, start, form in _FORMS:
            if start in data and re.search(form, data):
                yield words
        yield from (f"the value of {name}" for value, name in self._own.items() if value in data)


def _is_file(value: str) -> bool:
    """Whether a variable only says where a secret lies."""
    try:
        return Path(value).exists()
    except (OSError, ValueError):
        return False
