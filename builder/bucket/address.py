"""Addresses of places where files lie; no key can stand in one."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from builder.bucket.errors import OutsideError


def split(address: str, shape: str) -> tuple[SplitResult, str]:
    """
    Give the parts of an address, and its path.

    Args:
        address: As the user wrote it. It is not repeated in what is said,
            whatever stands in it.
        shape: What to do where it is none.

    Raises:
        OutsideError: It cannot be read, holds a key, or leads elsewhere.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port  # looked at only when it is asked for
    except ValueError:
        raise OutsideError("the address cannot be read", shape) from None
    if parts.password or (parts.username and parts.scheme != "sftp"):
        mend = "put keys into the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
        raise OutsideError("the address holds a key or a password", mend)
    if parts.query or parts.fragment:
        raise OutsideError("the address holds ? or #", "write s3://bucket/prefix")
    path = unquote(parts.path)
    if ".." in path.split("/") or not path.isprintable():
        raise OutsideError("the address leads elsewhere by ..", "write the place itself")
    return parts, path


def bucket_of(parts: SplitResult, path: str) -> tuple[str, str]:
    """
    Give the bucket and the prefix that an address of S3 names.

    Raises:
        OutsideError: It names no bucket.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}", parts.netloc):
        raise OutsideError("the address names no bucket", "write s3://bucket/prefix")
    return parts.netloc, path.strip("/")
