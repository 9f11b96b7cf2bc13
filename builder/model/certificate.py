"""What the world may know of a school's certificates: its public keys, and what it took back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

ID_LENGTH = 10  # signs of base32: 50 bits of the statement's SHA-256
_ID = re.compile(rf"[A-Z2-7]{{{ID_LENGTH}}}")


@dataclass(frozen=True)
class PublicKey:
    """
    A key by which certificates are checked.

    Attributes:
        key: A point of P-256, uncompressed (SEC 1, 2.3.3), in base64url: 87 signs.
        since: The day from which it was used; None when nothing is written.
    """

    key: str
    since: date | None = None


@dataclass(frozen=True)
class Certificates:
    """
    `certificates.yml`.

    Attributes:
        keys: Every key whose certificates hold, in the order of the file.
        revoked: Ids of the certificates that were taken back.
        contact: Whom an employer may ask, or "".
    """

    keys: tuple[PublicKey, ...] = ()
    revoked: tuple[str, ...] = ()
    contact: str = ""


def written_id(text: str) -> str:
    """A certificate's id as people write it, in its one form; "" when it is none."""
    plain = re.sub(r"[\s-]", "", text).upper()
    return plain if _ID.fullmatch(plain) else ""
