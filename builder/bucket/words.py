"""What a store's error means, and what to do."""

from __future__ import annotations

import re
import time
from datetime import datetime

_CLOCK = (
    "this computer's clock is too far from the store's",
    "set the date and time of this computer to be fetched from the network",
)
_KEY = ("the store does not accept the key", "look at the access key and its secret")
_RIGHTS = (
    "the key may not do this here",
    "give it the rights to list, read, write and delete in this bucket and prefix",
)
_FULL = ("the store is full or its quota is used up", "make room or raise the quota")
_HOST = (
    "the store wants the bucket in the host's name",
    "give the endpoint of the bucket's region; in publish.yml say virtual_host: true",
)
# The first that is found in the answer says it; the sources are the providers' error tables.
_WORDS: tuple[tuple[str, tuple[str, str]], ...] = (
    (r"RequestTimeTooSkewed|RequestExpired|AccessDenied.*expired", _CLOCK),
    (r"InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken", _KEY),
    (r"SecondLevelDomainForbidden|VirtualHostDomainRequired|PathStyleDomainForbidden", _HOST),
    (r"virtual.?host|third level domain", _HOST),
    (r"NoSuchBucket", ("there is no such bucket", "look at its name and at the endpoint")),
    (r"PermanentRedirect|AuthorizationHeaderMalformed|InvalidRegion",
     ("the bucket lies in another region", "give the endpoint and region of the bucket")),
    (r"UserDisable|Arrearage|AccountProblem|InArrear",
     ("the account is closed for want of payment", "pay the provider")),
    (r"QuotaExceeded|status code: 507|InsufficientStorage|StorageFull", _FULL),
    (r"[Nn]o writable volume|no free volumes|[Nn]o space left|disk full|ENOSPC", _FULL),
    (r"AccessDenied|AllAccessDisabled|status code: 40[13]", _RIGHTS),
    (r"status code: 429|SlowDown|TooManyRequests|QpsLimitExceeded|Throttl",
     ("the store asks for fewer requests", "wait a few minutes, then try again")),
    (r"status code: 5\d\d|InternalError|ServiceUnavailable",
     ("the store fails (it answers with errors of its own)", "try again later")),
    (r"empty path segment|EmptySegment|BadSegment",
     ("the bucket holds a key with // or .. in it, which cannot be listed",
      "take a prefix of its own: s3://bucket/prefix")),
    (r"dns|resolve|lookup",
     ("the endpoint's name is not known", "look at the endpoint, and at this computer's network")),
)  # fmt: skip
_SILENT = ("the store does not answer", "look at the network and the endpoint, then try again")
_VAIN = re.compile(r"status code: 4(?!08|29)\d\d|status code: 501")


def explained(fault: BaseException) -> tuple[str, str]:
    """Say an error of obstore in words: what is wrong, and what to do."""
    text = str(fault)
    for pattern, (message, mend) in _WORDS:
        if re.search(pattern, text):
            off = _off(text) if (message, mend) == _CLOCK else ""
            return message + off, mend
    return _SILENT


def _off(text: str) -> str:
    """How far the clock is off, where the store says its time; else ""."""
    found = re.search(r"<ServerTime>([^<]+)</ServerTime>", text)
    try:
        then = datetime.fromisoformat(found[1]) if found else None
    except ValueError:
        then = None
    if then is None:
        return ""
    return f", by about {round(abs(then.timestamp() - time.time()) / 60)} min"


def is_vain(fault: BaseException) -> bool:
    """Whether the same call would be answered the same way."""
    return bool(_VAIN.search(str(fault)))


def is_unsupported(fault: BaseException | None) -> bool:
    """Whether the store says that it does not know such a request."""
    text = str(fault)
    return bool(re.search("status code: 501|NotImplemented|InvalidArgument", text))
