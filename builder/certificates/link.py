"""The link of a certificate: what is said and its signature behind `#`, which no server sees."""

from __future__ import annotations

import base64
import re

from builder.certificates.keys import SIGNATURE, SigningKey, base64url
from builder.certificates.statement import Statement, statement_id
from builder.model.address import VERIFY, absolute

LONGEST = 400  # signs: its QR code has 77 modules a side and is read from a screen at once
_CODE = re.compile(r"#([\w-]+)", re.ASCII)


class LongLinkError(ValueError):
    """The texts of a certificate are too long for a QR code that is easy to read."""


def certificate_link(statement: Statement, key: SigningKey, base_url: str) -> str:
    """
    The whole address that shows and proves a statement.

    Args:
        statement: What is said.
        key: Signs it.
        base_url: The school's public address, with its final slash.

    Raises:
        LongLinkError: It would be longer than `LONGEST`.
    """
    data = statement.data()
    link = f"{absolute(base_url, VERIFY)}#{base64url(data + key.sign(data))}"
    if len(link) > LONGEST:
        message = f"the link would have {len(link)} characters, and at most {LONGEST} scan well"
        raise LongLinkError(f"{message}; shorten the title of the course or the school's name")
    return link


def id_in_link(link: str) -> str:
    """The number of the certificate in a link, whoever signed it; "" where there is none."""
    found = _CODE.search(link)
    try:
        data = base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)) if found else b""
    except ValueError:
        return ""
    return statement_id(data[:-SIGNATURE]) if len(data) > SIGNATURE else ""
