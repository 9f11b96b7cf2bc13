"""A client of a bucket, which repeats what failed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from obstore.store import S3Store

from builder.bucket.credentials import Credentials
from builder.bucket.endpoint import Endpoint


def client(
    endpoint: Endpoint, prefix: str, keys: Credentials, patience: int, *, retries: int = 45
) -> S3Store:
    """
    Open a client; nothing is asked of the store yet.

    Args:
        endpoint: Where the bucket is.
        prefix: Below which all keys lie, "" for none.
        keys: To the store.
        patience: Seconds for one call.
        retries: Seconds for a call and its repetitions.
    """
    config: Mapping[str, str | bool] = endpoint.config() | keys.config()
    return S3Store(
        endpoint.bucket,
        prefix=prefix or None,
        config=config,  # type: ignore[arg-type] # built from two parts
        client_options={
            "allow_http": endpoint.url.startswith("http://"),
            "timeout": timedelta(seconds=patience),
            "connect_timeout": timedelta(seconds=10),
        },
        retry_config={
            "max_retries": 6,
            "retry_timeout": timedelta(seconds=retries),
            "backoff": {
                "init_backoff": timedelta(milliseconds=150),
                "max_backoff": timedelta(seconds=5),
                "base": 2,
            },
        },
    )
