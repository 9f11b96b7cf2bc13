"""Whether a build is the one that its report describes: whole, unchanged, unmixed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.publish.checks.findings import Findings

REPORT = "report.json"
_BUILD = "build it again with renlearn build"


@dataclass(frozen=True)
class Listed:
    """A file as the report lists it: bytes, SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Report:
    """
    What a report says of a build.

    Attributes:
        files: By path; None when it lists none.
        weights: Page by its path to the bytes of its HTML (brotli).
    """

    files: Mapping[str, Listed] | None = None
    weights: Mapping[str, int] = field(default_factory=dict)


def read_report(folder: Path, root: Path, findings: Findings) -> Report:
    """
    The report beside a build.

    Args:
        folder: Of the build.
        root: The school's folder: its own build has a report, a folder from
            elsewhere may have none.
        findings: Takes what is wrong.
    """
    own = folder == root / "build" / "site"
    try:
        record = json.loads((folder.parent / REPORT).read_text(encoding="utf-8"))
        return Report(dict(_files(record)), dict(_weights(record)))
    except FileNotFoundError:
        message = f"there is no {REPORT} beside this folder, so nothing tells whether it is whole"
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        message = f"the {REPORT} beside this folder cannot be read, or is of an older renlearn"
    mend = _BUILD if own else "make sure yourself that it is what you mean to publish"
    findings.add("", "publish-report", message, mend, severity="error" if own else "advice")
    return Report()


def _files(record: Mapping[str, Any]) -> Iterator[tuple[str, Listed]]:
    for one in record["files"]:
        yield str(one["path"]), Listed(int(one["bytes"]), str(one["sha256"]))


def _weights(record: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for page in record["pages"]:
        url = str(page["url"])
        path = f"{url}index.html" if url == "" or url.endswith("/") else url
        yield path, int(page["html_br_bytes"])


def judge_match(report: Report, found: Mapping[str, Listed], findings: Findings) -> None:
    """
    Compare a build with its report.

    Args:
        report: Of the build.
        found: Its files as they are.
        findings: Takes what is missing, changed or foreign.
    """
    if report.files is None:
        return
    for name in sorted(report.files.keys() - found.keys()):
        message = f"the file is missing, though {REPORT} lists it: the build is not whole"
        findings.add(name, "publish-missing", message, _BUILD)
    for name in sorted(found.keys() - report.files.keys()):
        message = f"the file is not of this build: {REPORT} does not list it"
        findings.add(name, "publish-foreign", message, f"take it away, or {_BUILD}")
    for name in sorted(found.keys() & report.files.keys()):
        if found[name] != report.files[name]:
            message = "the file is not as it was built: it was changed, or is of another build"
            findings.add(name, "publish-changed", message, _BUILD)
