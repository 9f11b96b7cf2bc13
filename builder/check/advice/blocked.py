"""Links to services that are out of reach in mainland China; `blocked.yml` lists them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from builder.model.city import ZONE
from builder.model.document import Document
from builder.model.school import School
from builder.problems import Problem

_NAMED = 4  # services that a message names beside the first
FILE = Path(__file__).with_name("blocked.yml")


def check_blocked(school: School) -> Iterator[Problem]:
    """
    Every text of a school with readers in mainland China.

    Pictures on other servers and frames are faults already (`picture-remote`,
    `html-iframe`), so only links are judged.
    """
    if _is_in_china(school):
        for path, document in school.texts:
            yield from _in_text(path, document)


def _is_in_china(school: School) -> bool:
    in_chinese = school.settings.language.lower().startswith("zh")
    return in_chinese or any(city.zone == ZONE for city in school.cities)


def _in_text(path: str, document: Document) -> Iterator[Problem]:
    found = [
        (host, mend, one.line)
        for one in document.references
        if one.kind == "link" and "//" in one.target
        for host, mend in [blocked(one.target)]
        if host
    ]
    if found:
        host, mend, line = found[0]
        message = f"{host} does not open in mainland China"
        others = sorted({other for other, _, _ in found} - {host})
        if others:
            message = f"{message}, nor do {', '.join(others[:_NAMED])}"
        yield Problem(f"content/{path}", line, 1, "advice", "link-blocked", message, mend)


def blocked(address: str) -> tuple[str, str]:
    """The unreachable service that an address leads to, and what to do instead; else ""s."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return "", ""
    labels = host.lower().rstrip(".").split(".")
    for start in range(len(labels) - 1):
        service = ".".join(labels[start:])
        if service in services():
            return service, services()[service]
    return "", ""


@cache
def services() -> dict[str, str]:
    """Each service that does not open, by its host, and what to do instead."""
    groups: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {host: one["mend"] for one in groups.values() for host in one["hosts"].split()}
