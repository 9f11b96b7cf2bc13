"""The access token between two commands, in the user's cache, for the user's eyes alone."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from builder import wechat_limits as limits
from builder.wechat.push.account import Account

_MARGIN = 60.0  # seconds before its end at which a token is not begun with any more


def token_folder() -> Path:
    """Where tokens are kept; safe to delete."""
    return user_cache_path("renlearn", appauthor=False) / "wechat"


class TokenStore:
    """
    The token of one account; a cache that cannot be read or written is simply none.

    Args:
        folder: Where it is kept, a file per AppID.
        account: Whose it is; another address has other tokens.
    """

    def __init__(self, folder: Path, account: Account) -> None:
        self._file = folder / f"{account.appid}.json"
        self._api = account.api

    def load(self, now: float) -> str:
        """The token kept, or "" when there is none that still lives at `now` (Unix seconds)."""
        try:
            record = json.loads(self._file.read_text(encoding="utf-8"))
            token, until, api = str(record["token"]), float(record["until"]), record["api"]
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        left = until - now
        alive = api == self._api and _MARGIN < left <= limits.TOKEN_LIFE
        return token if alive else ""

    def save(self, token: str, until: float) -> None:
        """Keep a token until `until` (Unix seconds)."""
        record = {"token": token, "until": until, "api": self._api}
        half = self._file.with_suffix(".part")
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.unlink(missing_ok=True)
            opened = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "w", encoding="utf-8") as out:
                json.dump(record, out)
            half.replace(self._file)

    def drop(self) -> None:
        """Forget the token."""
        with suppress(OSError):
            self._file.unlink()
