"""Qiniu CDN (Fusion): /v2/tune/refresh, by Qiniu's own library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from builder.publish.cdn.vendor import (
    TIMEOUT,
    Allowance,
    Quota,
    RefusedError,
    endpoint,
    keys,
    library,
)

_PACKAGE = "qiniu"
VARIABLES = ("QINIU_ACCESS_KEY", "QINIU_SECRET_KEY")
_SPENT = frozenset({400034, 400035, 400038})  # of addresses, of folders (developer.qiniu.com)
_GOOD = 200


class Qiniu:
    """
    Qiniu CDN.

    Of a day 500 addresses and 11 folders, 20 and 5 in a call, 240 a second
    (developer.qiniu.com/fusion, 缓存管理). It tells what is left of a day only
    in the answer to a refresh.

    Args:
        settings: `endpoint`, where it is another.
        env: Holds the key, as Qiniu's own tools name it.
    """

    quota = Quota(batch=20, most=500, folder_batch=5, pause=0.1)

    def __init__(self, settings: Mapping[str, str], env: Mapping[str, str]) -> None:
        qiniu = library("qiniu", _PACKAGE)
        qiniu.set_default(connection_timeout=TIMEOUT)
        self._manager = qiniu.CdnManager(qiniu.Auth(*keys(env, *VARIABLES)))
        # The library's own address is not encrypted.
        self._manager.server = endpoint(settings, "fusion.qiniuapi.com").url

    def allowance(self) -> Allowance:
        """Nothing is told before the first call."""
        return Allowance()

    def refresh_urls(self, urls: Sequence[str]) -> None:
        """Refresh files."""
        self._judge(*self._manager.refresh_urls(list(urls)))

    def refresh_folders(self, folders: Sequence[str]) -> None:
        """Refresh all below folders."""
        self._judge(*self._manager.refresh_dirs(list(folders)))

    def _judge(self, answer: object, info: object) -> None:
        """It says in the body whether a call was good, whatever the status."""
        status = getattr(info, "status_code", -1)
        told = answer if isinstance(answer, dict) else _record(getattr(info, "text_body", ""))
        code = told.get("code")
        if code == _GOOD and status == _GOOD:
            return
        words = f"it answers {status if code is None else code}"
        raise RefusedError("it cannot be reached" if status < 0 else words, spent=code in _SPENT)


def _record(body: str | None) -> Mapping[str, object]:
    """A body that the library did not read, because its status is a fault."""
    try:
        found = json.loads(body or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
