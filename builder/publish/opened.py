"""A target is opened: its store, with the key that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from builder.publish.credentials import credentials
from builder.publish.endpoint import endpoint
from builder.publish.folder import FolderStore
from builder.publish.redact import Redactor
from builder.publish.store import Store
from builder.publish.targets import Target


def open_store(target: Target, env: Mapping[str, str], home: Path, redact: Redactor) -> Store:
    """
    Open a bucket or a folder.

    Args:
        target: Which.
        env: The environment.
        home: The user's folder.
        redact: Learns the key, so that it is never printed.

    Raises:
        PublishError: There is no key.
    """
    if target.kind == "folder":
        return FolderStore(Path(target.path).absolute())
    where = endpoint(target, env)
    keys = credentials(urlsplit(where.url).hostname or "", env, home)
    redact.add(keys.values)
    from builder.publish.s3 import BucketStore  # noqa: PLC0415 (its library takes time to load)

    return BucketStore(where, target.path, keys)
