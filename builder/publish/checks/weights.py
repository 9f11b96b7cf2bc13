"""Pages that weigh more than the school allows, but for those that are allowed by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import brotli

from builder.publish.checks.findings import Findings

_QUALITY = 11  # as the report weighs


def compressed(data: bytes, budget: int) -> int:
    """Bytes of a page as a CDN sends it; a page that is small anyway is not compressed for it."""
    return min(len(data), budget) if len(data) <= budget else len(brotli.compress(data, _QUALITY))


def judge_weights(
    weights: Mapping[str, int], budget: int, allow: Collection[str], findings: Findings
) -> None:
    """
    Name the pages that are too heavy.

    Args:
        weights: Page by its path to the bytes of its HTML (brotli).
        budget: Bytes that a page may have.
        allow: Pages that may be heavier, by address (`business/a/01-x/`) or
            by file.
        findings: Takes what is wrong.
    """
    allowed = {_address(one) for one in allow}
    for name, weight in weights.items():
        if weight > budget and _address(name) not in allowed:
            message = f"the page has {weight} bytes (brotli), {budget} are allowed"
            mend = f"shorten it, or publish with --allow {_address(name) or '/'}"
            findings.add(name, "page-budget", message, mend)
    for one in sorted(allowed - {_address(name) for name in weights}):
        message = f"--allow names {one}, which is no page of the build"
        findings.add("", "publish-allow", message, "write its address", severity="advice")


def _address(name: str) -> str:
    return name.strip().removesuffix("index.html").strip("/")
