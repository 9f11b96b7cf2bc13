"""Whether a key may do more than it should."""

from __future__ import annotations

from datetime import timedelta

from builder.publish.doctor import Finding
from builder.publish.s3 import BucketStore

_SECONDS = 60  # for which the signed address is good
_PATIENCE = 15  # seconds


def rights(store: BucketStore) -> Finding:
    """
    Try to list all buckets of the account, which a key for one bucket cannot.

    Source of the rule: least privilege, as every provider's documents advise.
    """
    import httpx  # noqa: PLC0415 (needed by the doctor alone)
    import obstore  # noqa: PLC0415

    try:
        address = obstore.sign(store.of_account(), "GET", "", timedelta(seconds=_SECONDS))
        answer = httpx.get(address, timeout=_PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL, obstore.exceptions.BaseError, ValueError):
        return Finding("note", "whether the key can do more than it should could not be tried")
    if answer.status_code == 200 and "ListAllMyBucketsResult" in answer.text:
        words = "the key has too many rights: it can list all buckets of the account"
        mend = "make a sub-user (RAM, CAM, IAM) for this bucket alone, and use its key"
        return Finding("note", words, mend)
    return Finding("good", "the key cannot list the account's buckets")
