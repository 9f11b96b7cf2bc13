"""Cloudflare: /zones/{id}/purge_cache, by one plain call: its own library takes 100 MB."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from builder.publish.cdn.vendor import (
    TIMEOUT,
    Allowance,
    Quota,
    RefusedError,
    UnavailableError,
    endpoint,
    keys,
)

VARIABLES = ("CLOUDFLARE_API_TOKEN",)
_ZONE = "CLOUDFLARE_ZONE_ID"
_TOO_MANY = 429
_BATCH = 100
_BUCKET = 25  # calls at once on the free plan, then 5 a minute


class Cloudflare:
    """
    Cloudflare.

    A call takes 100 addresses or 30 prefixes (developers.cloudflare.com,
    purge-cache); nothing is counted by the day.

    Args:
        settings: `zone`, the zone's id, unless `CLOUDFLARE_ZONE_ID` is set.
        env: Holds an API token that may purge that zone's cache.
    """

    quota = Quota(batch=_BATCH, most=_BATCH * _BUCKET, folder_batch=30)

    def __init__(self, settings: Mapping[str, str], env: Mapping[str, str]) -> None:
        (self._token,) = keys(env, *VARIABLES)
        zone = settings.get("zone") or env.get(_ZONE, "")
        if not re.fullmatch(r"\w+", zone):
            raise UnavailableError(f"write zone: and the zone's id below cdn:, or set {_ZONE}")
        place = endpoint(settings, "api.cloudflare.com")
        self._url = f"{place.url}/client/v4/zones/{zone}/purge_cache"

    def allowance(self) -> Allowance:
        """No day's allowance."""
        return Allowance()

    def refresh_urls(self, urls: Sequence[str]) -> None:
        """Refresh files."""
        self._post({"files": list(urls)})

    def refresh_folders(self, folders: Sequence[str]) -> None:
        """Refresh all below folders; they are named without scheme and closing slash."""
        self._post({"prefixes": [one.partition("://")[2].rstrip("/") for one in folders]})

    def _post(self, body: Mapping[str, Sequence[str]]) -> None:
        import httpx  # noqa: PLC0415 (costs a fifth of a second, and few schools have this network)

        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            answer = httpx.post(self._url, json=body, headers=headers, timeout=TIMEOUT)
            told = answer.json() if answer.content else {}
        except (httpx.HTTPError, ValueError) as fault:
            raise RefusedError(f"it cannot be reached ({type(fault).__name__})") from None
        if answer.is_success and isinstance(told, dict) and told.get("success"):
            return
        spent = answer.status_code == _TOO_MANY
        raise RefusedError(f"it answers {answer.status_code}{_reasons(told)}", spent=spent)


def _reasons(told: object) -> str:
    """The codes of its errors; its words are not repeated."""
    errors = told.get("errors") if isinstance(told, dict) else None
    codes = [one.get("code") for one in errors or () if isinstance(one, dict)]
    return f" ({', '.join(map(str, codes))})" if codes else ""
