"""The bucket as its owner sees it, past the code that is tested."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import obstore
from obstore.store import S3Store

from tests.publish.servers import BUCKET, KEY, SECRET, Server


class Bucket:
    """Objects below a prefix."""

    def __init__(self, server: Server, prefix: str = "") -> None:
        self.prefix = prefix
        self.address = f"s3://{BUCKET}/{prefix}".rstrip("/")
        self.public = f"{server.url}/{BUCKET}/{prefix}".rstrip("/")
        self._store = S3Store(
            BUCKET,
            prefix=prefix or None,
            config={
                "endpoint": server.url,
                "access_key_id": KEY,
                "secret_access_key": SECRET,
                "region": "us-east-1",
            },
            client_options={"allow_http": True, "timeout": timedelta(seconds=20)},
        )

    def put(self, key: str, data: bytes, **headers: str) -> None:
        attributes: Any = {name.replace("_", "-"): value for name, value in headers.items()}
        obstore.put(self._store, key, data, attributes=attributes)

    def get(self, key: str) -> bytes | None:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            return None

    def headers(self, key: str) -> dict[str, str]:
        return dict(obstore.get(self._store, key).attributes)

    def delete(self, key: str) -> None:
        obstore.delete(self._store, key)

    def names(self) -> list[str]:
        return [one["path"] for chunk in obstore.list(self._store) for one in chunk]

    def site(self) -> dict[str, bytes]:
        """Everything but what publishing keeps for itself."""
        found = {key: self.get(key) for key in self.names() if not key.startswith("_ren/")}
        return {key: data for key, data in found.items() if data is not None}

    def pages(self) -> dict[str, bytes]:
        return {key: data for key, data in self.site().items() if key.endswith(".html")}
