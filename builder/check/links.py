"""Links lead to a page or a file of the school, and anchors to a heading."""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from builder.check.targets import Targets
from builder.load.nearest import Nearest
from builder.model.address import Target, is_picture, is_recording, parse
from builder.model.document import Reference
from builder.model.school import School
from builder.problems import Problem, Severity

# Rule, what is wrong, what to do.
Fault = tuple[str, str, str]

# Fuzzy searches are slow: so many in one run, each among so many anchors.
_GUESSES = 100
_IDS = 500
_WEB = re.compile(
    r"^(?:https?[:：]|www\.|[\w.-]+\.(?:com|cn|org|net|gov|edu)(?:/|$))", re.IGNORECASE
)
_MAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")

_UNREACHABLE = {
    "outside": (
        "the link {} leaves content/",
        "copy the file into content/ and link to it there",
    ),
    "unpublished": (
        "{} is no page of its own, so the link leads nowhere",
        "link to the course's page: index.md in its folder",
    ),
    "unlisted": (
        "{} belongs to a company, whose address is for its own people",
        "take the link out",
    ),
    "draft": (
        "{} is a draft; until it is published the link is shown as words",
        "publish both together",
    ),
    "picture": (
        "the picture {} is linked but shown nowhere, so it is not published",
        "show it: ![what it shows](its-name.jpg)",
    ),
    "kind": (
        "files such as {} are not published",
        "offer a PDF, or write its content as a page",
    ),
}


def check_links(school: School, files: Collection[str], nearest: Nearest) -> Iterator[Problem]:
    """
    Check every link of every text.

    Args:
        school: Loaded.
        files: Every file, relative to `content/`.
        nearest: Over the same files.
    """
    rules = _Links(Targets(school, files), nearest)
    for path, document in school.texts:
        for reference in document.references:
            fault = rules.fault(path, reference) if reference.kind == "link" else None
            if fault:
                code, message, mend = fault
                severity: Severity = "advice" if code == "link-draft" else "error"
                yield Problem(f"content/{path}", reference.line, 1, severity, code, message, mend)


class _Links:
    def __init__(self, targets: Targets, nearest: Nearest) -> None:
        self._targets = targets
        self._nearest = nearest
        self._guesses = _GUESSES

    def fault(self, page: str, reference: Reference) -> Fault | None:
        """What is wrong with one link of the file `page`, if anything."""
        written = reference.target
        target = parse(page, written)
        if target.kind == "remote":
            return _remote_fault(written)
        if target.kind == "anchor":
            return self._anchor_fault(page, target, written)
        if is_recording(target.path):
            return None  # judged with the media
        return backslash_fault(written) or self._content_fault(page, target, written)

    def _content_fault(self, page: str, target: Target, written: str) -> Fault | None:
        found: str = (
            self._targets.what(target.path, page) if target.kind == "content" else "outside"
        )
        if found == "page":
            return self._anchor_fault(target.path, target, written)
        if found == "missing":
            return self._missing_fault(page, target, written)
        if found == "kind" and is_picture(target.path):
            found = "picture"
        message, mend = _UNREACHABLE.get(found, ("", ""))
        return (f"link-{found}", message.format(written), mend) if message else None

    def _missing_fault(self, page: str, target: Target, written: str) -> Fault:
        if _MAIL.match(written):
            return "link-address", f"{written} is taken for a file", f"write mailto:{written}"
        if _WEB.match(written):
            right = re.sub(r"^https?[:：/／]*", "", written)
            return "link-address", f"{written} is taken for a file", f"write https://{right}"
        mend = self._nearest.mend(page, written, target.path)
        return "link-missing", f"the link leads to {written}, which does not exist", mend

    def _anchor_fault(self, path: str, target: Target, written: str) -> Fault | None:
        ids = self._targets.ids(path)
        if not target.anchor or ids is None or target.anchor in ids:
            return None
        near = self._near(target.anchor, ids)
        mend = f"did you mean #{near}?" if near else "write the words of its heading after #"
        return "link-anchor", f"{written}: there is no place named {target.anchor} there", mend

    def _near(self, anchor: str, ids: frozenset[str]) -> str:
        self._guesses -= 1
        if self._guesses < 0:
            return ""
        near = difflib.get_close_matches(anchor[:100], sorted(ids)[:_IDS], n=1, cutoff=0.4)
        return near[0] if near else ""


def backslash_fault(written: str) -> Fault | None:
    """What is wrong with a target written with Windows' backslashes, if it is."""
    if "\\" not in written:
        return None
    return (
        "link-backslash",
        f"{written} holds a backslash",
        f"write {written.replace(chr(92), '/')}",
    )


def _remote_fault(written: str) -> Fault | None:
    try:
        parts = urlsplit(written)
        host = parts.hostname or ""
    except ValueError:
        return "link-address", f"{written} is no address", "copy the address again"
    if _is_local(host):
        message = f"{written} works on your own computer or network only"
        return "link-local", message, "link to the page's file, such as 02-name.md"
    if parts.scheme in {"http", "https"} and not host:
        return "link-address", f"{written} names no server", "write https:// with two slashes"
    if is_recording(parts.path) and parts.scheme in {"http", "https", ""}:
        message = f"the recording {written} lies on another server, which a phone may not reach"
        return "recording-remote", message, "save it beside the lesson, write only its file name"
    return None


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith((".local", ".localhost")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
