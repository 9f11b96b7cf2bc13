"""The key that signs certificates: made once, kept outside, taken from the environment."""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

VARIABLE = "RENLEARN_CERTIFICATE_KEY"
SIGNATURE = 64  # bytes: r and s, as WebCrypto has them (W3C Web Cryptography API, 23.7)
_HALF = SIGNATURE // 2


class CertificateKeyError(Exception):
    """There is no key to sign with; says why, and nothing of what the variable holds."""


class SigningKey:
    """A private key. Nothing that prints it shows the secret."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private

    @property
    def public(self) -> str:
        """The public key as `certificates.yml` holds it."""
        form = serialization.PublicFormat.UncompressedPoint
        point = self._private.public_key().public_bytes(serialization.Encoding.X962, form)
        return base64url(point)

    def secret(self) -> str:
        """The private key as one line, PKCS #8 in base64: to be shown once and kept."""
        data = self._private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return base64.b64encode(data).decode()

    def sign(self, data: bytes) -> bytes:
        """Sign: r and s of ECDSA with SHA-256; the same data gives the same (RFC 6979)."""
        signature = self._private.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))
        return b"".join(one.to_bytes(_HALF, "big") for one in decode_dss_signature(signature))


def new_key() -> SigningKey:
    """A fresh key by the system's own chance."""
    return SigningKey(ec.generate_private_key(ec.SECP256R1()))


def key_from_environment() -> SigningKey:
    """
    The key in `RENLEARN_CERTIFICATE_KEY`: PEM, or PKCS #8 in base64.

    Raises:
        CertificateKeyError: There is none, or it is no private key of P-256.
    """
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        raise CertificateKeyError(
            f"the key to sign with is missing; put it into the variable {VARIABLE} "
            "(renlearn certificates key makes one)"
        )
    private = _read(text)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.curve.name != "secp256r1":
        raise CertificateKeyError(
            f"what {VARIABLE} holds is no private key of P-256; copy the whole line, or the "
            "whole PEM text without a password"
        )
    return SigningKey(private)


def _read(text: str) -> object:
    """The private key in a text, or None; an error's own words might hold a part of it."""
    try:
        if text.startswith("-----"):
            # Where a variable has but one line, line breaks are often written as \n.
            pem = text.replace("\\n", "\n").encode()
            return serialization.load_pem_private_key(pem, None)
        data = base64.b64decode("".join(text.split()), validate=True)
        return serialization.load_der_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm, binascii.Error):
        return None


def base64url(data: bytes) -> str:
    """Base64 for addresses, without its padding (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
