"""Keeps secrets out of everything that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_NAMES = re.compile(r"SECRET|TOKEN|PASSWORD|PASSWD|ACCESS_?KEY|API_?KEY|SIGNATURE", re.I)
_SHORTEST = 8  # characters; a shorter value would blot out ordinary words
_SIGNED = re.compile(
    r"((?:X-Amz-(?:Signature|Credential|Security-Token)|Signature|OSSAccessKeyId)=)[^&\s\"'<]+"
    r"|(Authorization:?\s*)[^\r\n\"'<]+",
    re.I,
)
_USERINFO = re.compile(r"(\w+://[^/\s:@]*):[^/\s@]+@")


class Redactor:
    """
    Blots out secrets in text.

    Args:
        env: The environment: values of variables whose names speak of a key,
            a token or a secret are secrets.
        more: Further secret values, read from the providers' files.
    """

    def __init__(self, env: Mapping[str, str], more: Iterable[str] = ()) -> None:
        found = {value for name, value in env.items() if _NAMES.search(name)} | set(more)
        self._values = sorted((one for one in found if len(one) >= _SHORTEST), key=len)[::-1]

    def add(self, values: Iterable[str]) -> None:
        """Take further secret values."""
        found = {*self._values, *(one for one in values if len(one) >= _SHORTEST)}
        self._values = sorted(found, key=len)[::-1]

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        for value in self._values:
            text = text.replace(value, "***")
        text = _SIGNED.sub(lambda found: f"{found[1] or found[2]}***", text)
        return _USERINFO.sub(r"\1:***@", text)
