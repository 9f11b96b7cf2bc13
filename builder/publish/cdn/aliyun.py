"""Aliyun CDN: RefreshObjectCaches of 2018-05-10, by Aliyun's own library."""

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

_PACKAGE = "alibabacloud-cdn20180510"
_SPENT = ("QuotaExceeded", "ExceededLimit", "LimitExceeded")
_KEYS = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
_TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN"  # noqa: S105 - the name of a variable
VARIABLES = (*_KEYS, _TOKEN)
_UNREADABLE = "its answer cannot be read"


class Aliyun:
    """
    Aliyun CDN.

    Of a day 10,000 addresses and 100 folders; 1,000 addresses a minute for
    each domain (help.aliyun.com, RefreshObjectCaches).

    Args:
        settings: `endpoint`, where it is another than that of the mainland.
        env: Holds the key of a RAM user, as Aliyun's own tools name it.
    """

    quota = Quota(batch=1_000, most=1_000, folder_batch=100)

    def __init__(self, settings: Mapping[str, str], env: Mapping[str, str]) -> None:
        client = library("alibabacloud_cdn20180510.client", _PACKAGE)
        self._models = library("alibabacloud_cdn20180510.models", _PACKAGE)
        config = library("alibabacloud_tea_openapi.utils_models", _PACKAGE).Config
        key, secret = keys(env, *_KEYS)
        place = endpoint(settings, "cdn.aliyuncs.com")
        self._client = client.Client(
            config(
                access_key_id=key,
                access_key_secret=secret,
                security_token=env.get(_TOKEN) or None,
                endpoint=place.host,
                protocol=place.scheme,
                connect_timeout=TIMEOUT * 1_000,
                read_timeout=TIMEOUT * 1_000,
            )
        )

    def allowance(self) -> Allowance:
        """What DescribeRefreshQuota says."""
        request = self._models.DescribeRefreshQuotaRequest()
        body = self._called(self._client.describe_refresh_quota, request)
        return Allowance(_count(body.url_remain), _count(body.dir_remain))

    def refresh_urls(self, urls: Sequence[str]) -> None:
        """Refresh files."""
        self._refresh(urls, "File")

    def refresh_folders(self, folders: Sequence[str]) -> None:
        """Refresh all below folders."""
        self._refresh(folders, "Directory")

    def _refresh(self, places: Sequence[str], kind: str) -> None:
        request = self._models.RefreshObjectCachesRequest(
            object_path="\n".join(places), object_type=kind
        )
        if not self._called(self._client.refresh_object_caches, request).refresh_task_id:
            raise RefusedError(_UNREADABLE)

    def _called(self, call: Callable[[Any], Any], request: Any) -> Any:
        try:
            body = call(request).body
        except Exception as fault:  # the library raises many kinds, its network's among them
            code = str(getattr(fault, "code", "") or type(fault).__name__)
            spent = any(mark in code for mark in _SPENT)
            raise RefusedError(f"it answers {code}", spent=spent) from None
        if body is None:
            raise RefusedError(_UNREADABLE)
        return body


def _count(text: str | None) -> int | None:
    return int(text) if text and str(text).isdigit() else None
