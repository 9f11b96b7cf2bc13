"""Tencent Cloud CDN: PurgeUrlsCache of 2018-06-06, by Tencent's own library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from builder.publish.cdn.vendor import (
    TIMEOUT,
    Allowance,
    Quota,
    RefusedError,
    endpoint,
    keys,
    library,
)

_PACKAGE = "tencentcloud-sdk-python-cdn"
_KEYS = ("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")
_TOKEN = "TENCENTCLOUD_SESSION_TOKEN"  # noqa: S105 - the name of a variable
VARIABLES = (*_KEYS, _TOKEN)


class Tencent:
    """
    Tencent Cloud CDN.

    Of a day 10,000 addresses and 100 folders for each area, 1,000 and 500 in
    a call (cloud.tencent.com, PurgeUrlsCache and PurgePathCache).

    Args:
        settings: `endpoint`, where it is another than that of the mainland;
            `area` (`mainland` or `overseas`), where only one is meant.
        env: Holds the key of a CAM user, as Tencent's own tools name it.
    """

    quota = Quota(batch=1_000, most=10_000, folder_batch=100)

    def __init__(self, settings: Mapping[str, str], env: Mapping[str, str]) -> None:
        client = library("tencentcloud.cdn.v20180606.cdn_client", _PACKAGE)
        self._models = library("tencentcloud.cdn.v20180606.models", _PACKAGE)
        credential = library("tencentcloud.common.credential", _PACKAGE)
        profiles = library("tencentcloud.common.profile.client_profile", _PACKAGE)
        profile = library("tencentcloud.common.profile.http_profile", _PACKAGE)
        key, secret = keys(env, *_KEYS)
        place = endpoint(settings, "cdn.tencentcloudapi.com")
        web = profile.HttpProfile(
            protocol=place.scheme, endpoint=place.host, reqTimeout=TIMEOUT, reqMethod="POST"
        )
        self._client = client.CdnClient(
            credential.Credential(key, secret, env.get(_TOKEN) or None),
            "",
            profiles.ClientProfile(signMethod="TC3-HMAC-SHA256", httpProfile=web),
        )
        self._area = settings.get("area") or None

    def allowance(self) -> Allowance:
        """What DescribePurgeQuota says; of several areas, that with the least."""
        request = self._models.DescribePurgeQuotaRequest()
        found = self._called(self._client.DescribePurgeQuota, request)
        return Allowance(self._least(found.UrlPurge), self._least(found.PathPurge))

    def refresh_urls(self, urls: Sequence[str]) -> None:
        """Refresh files."""
        request = self._models.PurgeUrlsCacheRequest()
        request.Urls, request.Area = list(urls), self._area
        self._called(self._client.PurgeUrlsCache, request)

    def refresh_folders(self, folders: Sequence[str]) -> None:
        """Refresh what has changed below folders."""
        request = self._models.PurgePathCacheRequest()
        request.Paths, request.Area, request.FlushType = list(folders), self._area, "flush"
        self._called(self._client.PurgePathCache, request)

    def _least(self, quotas: Sequence[Any] | None) -> int | None:
        own = [one for one in quotas or () if self._area in {None, one.Area}]
        return min((one.Available for one in own if one.Available is not None), default=None)

    def _called(self, call: Callable[[Any], Any], request: Any) -> Any:
        try:
            return call(request)
        except Exception as fault:  # the library raises many kinds, its network's among them
            code = str(getattr(fault, "code", "") or type(fault).__name__)
            spent = "ExceedDayLimit" in code
            raise RefusedError(f"it answers {code}", spent=spent) from None
