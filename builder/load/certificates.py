"""`content/certificates.yml` becomes Certificates; a private key in it is an alarm."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from builder.load.dates import DateKeys
from builder.load.files import read_text
from builder.load.limits import MAX_YAML
from builder.load.schema import CERTIFICATE_KEY, CERTIFICATES, REVOKED, Keys, Kind, checked
from builder.load.yaml import Value, load_mapping
from builder.model.certificate import Certificates, PublicKey, written_id
from builder.problems import Problems

PATH = "certificates.yml"
PLACE = f"content/{PATH}"
# PEM, or the first bytes of a PKCS #8 key in base64
_PRIVATE = re.compile(r"PRIVATE KEY|\bM(?:IG|EE|HcC)[A-Za-z0-9+/_-]{40}")


def read_certificates(content: Path, problems: Problems) -> Certificates | None:
    """
    Read `certificates.yml`.

    Args:
        content: The folder `content/`, which holds the file.
        problems: Takes what is wrong; no part of a key stands in it.

    Returns:
        None when it cannot be read or names no key.
    """
    text = read_text(content, PATH, MAX_YAML, problems, leaves_out=False)
    if text is not None and (private := _PRIVATE.search(text)):
        line = text.count("\n", 0, private.start()) + 1
        message = "this looks like a private key, which whoever reads the file could sign with"
        mend = "delete it here and make a new one with renlearn certificates key"
        problems.add(PLACE, line, "certificates-private", message, mend)
        return None
    found = load_mapping(text, PLACE, problems, leaves_out=False) if text is not None else None
    if found is None:
        return None
    keys = checked(found, CERTIFICATES, PLACE, problems)
    listed = tuple(filter(None, (_key(one, problems) for one in keys.get("keys", ()))))
    revoked = filter(None, (_revoked(one, problems) for one in keys.get("revoked", ())))
    if not listed:
        mend = "make one with renlearn certificates key"
        problems.add(PLACE, 1, "certificates-empty", "there is no key to check by", mend)
        return None
    return Certificates(listed, tuple(dict.fromkeys(revoked)), keys.get("contact"))


def public_point(key: str) -> bytes | None:
    """The 65 bytes of a public key; None when it is no point of P-256 in base64url."""
    try:
        point = base64.b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, binascii.Error):
        return None
    return point if len(point) == 65 else None


def _key(value: Value, problems: Problems) -> PublicKey | None:
    keys = _keys(value, CERTIFICATE_KEY, "write - key: and below it since:", problems)
    if keys is None:
        return None
    if public_point(keys.get("key")) is None:
        message = "this is no public key: a point of P-256 in 87 signs"
        mend = "copy it whole, or make another with renlearn certificates key"
        line = keys.lines.get("key", value.line)
        problems.add(PLACE, line, "certificates-key", message, mend)
        return None
    dates = DateKeys(keys, PLACE, value.line, problems)
    return PublicKey(keys.get("key"), dates.day("since") if "since" in keys.lines else None)


def _revoked(value: Value, problems: Problems) -> str:
    keys = _keys(value, REVOKED, "write - id: and below it date:", problems)
    if keys is None:
        return ""
    id_ = written_id(keys.get("id"))
    if not id_:
        message = "a certificate's number has ten signs, A to Z and 2 to 7"
        mend = "copy it from the picture or from links.csv"
        line = keys.lines.get("id", value.line)
        problems.add(PLACE, line, "certificates-id", message, mend)
    if "date" in keys.lines:
        DateKeys(keys, PLACE, value.line, problems).day("date")
    return id_


def _keys(value: Value, schema: Mapping[str, Kind], mend: str, problems: Problems) -> Keys | None:
    if isinstance(value.data, dict):
        return checked(value.data, schema, PLACE, problems)
    message = "this part of certificates.yml has no keys"
    problems.add(PLACE, value.line, "certificates-part", message, mend)
    return None
