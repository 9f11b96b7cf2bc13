"""The page on which an employer checks a certificate."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from builder.i18n import translator
from builder.model.address import VERIFY
from builder.model.school import School
from builder.site.page import SitePage


def verify_page(school: School) -> Iterator[SitePage]:
    """The page, where the school has a key to check by."""
    if not school.certificates:
        return
    known, language = school.certificates, school.settings.language
    yield SitePage(
        VERIFY,
        "verify.html",
        translator(language)("查验结业证书"),
        language,
        path="certificates.yml",
        context={
            "keys": " ".join(coordinates(one.key) for one in known.keys),
            "revoked": " ".join(known.revoked),
            "contact": known.contact,
        },
    )


def coordinates(key: str) -> str:
    """A public key as its x and y in base64url, `x.y`: a JWK is the form that old phones read."""
    point = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    half = len(point) // 2
    parts = (point[1 : half + 1], point[half + 1 :])
    return ".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts)
