"""Certificates can be checked where the school's pages are."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from builder.model.school import School
from builder.problems import Problem

_LOCAL = {"localhost", "127.0.0.1", "::1"}


def check_certificates(school: School) -> Iterator[Problem]:
    """Advise https: without it browsers check no signature (W3C Secure Contexts)."""
    parts = urlsplit(school.settings.base_url)
    if not school.certificates or parts.scheme == "https" or parts.hostname in _LOCAL:
        return
    message = "certificates can only be checked on pages that have an https address"
    mend = "write base_url: https://… into content/school.yml"
    yield Problem(
        "content/certificates.yml", 1, 1, "advice", "certificates-https", message, mend
    )  # fmt: skip
