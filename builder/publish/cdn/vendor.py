"""What a content delivery network offers to those who refresh addresses, one shape for all."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol
from urllib.parse import urlsplit

TIMEOUT = 15  # seconds for one call; a refresh is not worth more waiting


class UnavailableError(Exception):
    """A network cannot be asked from here; the message says what is missing and what to do."""


class RefusedError(Exception):
    """
    The network did not accept a call.

    Attributes:
        spent: Whether it is for want of allowance, so that another kind of
            call may still be accepted.
    """

    def __init__(self, words: str, *, spent: bool = False) -> None:
        super().__init__(words)
        self.spent = spent


@dataclass(frozen=True)
class Allowance:
    """Addresses and folders that may still be refreshed today; None where nobody tells."""

    urls: int | None = None
    folders: int | None = None


@dataclass(frozen=True)
class Quota:
    """
    What the network takes, by its documentation.

    Attributes:
        batch: Addresses in one call.
        most: Addresses in one publication; more go by folder.
        folder_batch: Folders in one call.
        pause: Seconds between calls.
    """

    batch: int
    most: int
    folder_batch: int
    pause: float = 0


class Vendor(Protocol):
    """One network."""

    quota: Quota

    def allowance(self) -> Allowance:
        """What is left of today; raises RefusedError."""
        ...

    def refresh_urls(self, urls: Sequence[str]) -> None:
        """Refresh at most `quota.batch` addresses; raises RefusedError."""
        ...

    def refresh_folders(self, folders: Sequence[str]) -> None:
        """Refresh all below at most `quota.folder_batch` folders (ending in `/`); as above."""
        ...


def library(module: str, package: str) -> Any:
    """A module of a vendor's own library, which is there only where it was wanted."""
    try:
        return import_module(module)
    except ImportError as missing:
        message = f"its library is not installed; run: pip install {package}"
        raise UnavailableError(message) from missing


def keys(env: Mapping[str, str], *names: str) -> list[str]:
    """The values of variables that must be set."""
    missing = [name for name in names if not env.get(name, "").strip()]
    if missing:
        raise UnavailableError(f"set {' and '.join(missing)} in the environment")
    return [env[name].strip() for name in names]


@dataclass(frozen=True)
class Endpoint:
    """Where calls go: `https` or `http`, host with port."""

    scheme: str
    host: str

    @property
    def url(self) -> str:
        """The whole address, without a slash at its end."""
        return f"{self.scheme}://{self.host}"


def endpoint(settings: Mapping[str, str], default: str) -> Endpoint:
    """
    The host of a network: the setting `endpoint`, or its usual one.

    Only this computer itself may be called without encryption.
    """
    written = settings.get("endpoint", "") or default
    parts = urlsplit(written if "://" in written else f"https://{written}")
    if parts.scheme != "https" and not _is_this_computer(parts.hostname or ""):
        raise UnavailableError("its endpoint must begin with https://")
    return Endpoint(parts.scheme, parts.netloc)


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
