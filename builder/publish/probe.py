"""What a store can do: does it refuse to create what exists, are its ETags MD5 sums?"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from builder.publish.errors import KeyExistsError, UnsupportedError
from builder.publish.headers import PRIVATE
from builder.publish.names import OWN
from builder.publish.store import Store


@dataclass(frozen=True)
class Abilities:
    """
    What a store can do.

    Attributes:
        creates: Whether it refuses to create an object that exists.
        md5_etags: Whether its ETags are MD5 sums.
    """

    creates: bool
    md5_etags: bool


async def probe(store: Store) -> Abilities:
    """
    Try it: some stores answer 200 to everything, some 501.

    Raises:
        StoreError: The store does not even take an object.
    """
    key, body = f"{OWN}probe/{uuid.uuid4().hex}", uuid.uuid4().hex.encode()
    etag = await store.put(key, body, PRIVATE)
    try:
        await store.put(key, body, PRIVATE, create=True)
        creates = False
    except KeyExistsError:
        creates = True
    except UnsupportedError:
        creates = False
    finally:
        await store.delete([key])
    md5 = hashlib.md5(body, usedforsecurity=False).hexdigest()
    return Abilities(creates, etag.lower() in {md5, ""})
