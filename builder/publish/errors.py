"""What stops a publish, said so that its reader knows what to do."""

from __future__ import annotations

from builder.bucket.errors import OutsideError


class PublishError(OutsideError):
    """Something outside the build is wrong."""


class StoreError(PublishError):
    """The target did not do what it was asked."""


class KeyExistsError(Exception):
    """An object that was to be created exists."""


class UnsupportedError(Exception):
    """The store does not know the request (501)."""


class ForeignError(PublishError):
    """Objects of somebody else stand where the build wants to write."""


class HeldError(PublishError):
    """Another publisher holds the target."""


class LostError(PublishError):
    """The publisher was taken for dead and another one holds the target now."""
