"""A target is opened, with the key that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from builder.bucket.credentials import credentials
from builder.bucket.endpoint import endpoint
from builder.publish.folder import FolderStore
from builder.publish.outlet import Outlet, StoreOutlet
from builder.publish.redact import Redactor
from builder.publish.session import Session
from builder.publish.targets import Target

if TYPE_CHECKING:
    from builder.publish.s3 import BucketStore


def open_target(session: Session, env: Mapping[str, str], home: Path, redact: Redactor) -> Outlet:
    """
    Open a session's target.

    Args:
        session: Settings and people.
        env: The environment.
        home: The user's folder.
        redact: Learns the key, so that it is never printed.

    Raises:
        OutsideError: There is no key.
    """
    target = session.target
    if target.kind == "ssh":
        from builder.publish.ssh.outlet import ServerOutlet  # noqa: PLC0415 (needed by few)
        from builder.publish.ssh.remote import Remote  # noqa: PLC0415

        return ServerOutlet(session, Remote(target, env))
    if target.kind == "folder":
        return StoreOutlet(session, FolderStore(Path(target.path).absolute()))
    return StoreOutlet(session, open_bucket(target, env, home, redact))


def open_bucket(
    target: Target, env: Mapping[str, str], home: Path, redact: Redactor
) -> BucketStore:
    """Open a bucket; arguments and errors as of `open_target`."""
    from builder.publish.s3 import BucketStore  # noqa: PLC0415 (its library takes time to load)

    where = endpoint(
        target.host, env, url=target.endpoint, region=target.region, hosted=target.virtual_host
    )
    keys = credentials(urlsplit(where.url).hostname or "", env, home)
    redact.add(keys.values)
    return BucketStore(where, target.path, keys)
