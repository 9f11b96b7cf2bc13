"""What stands in one file that must not leave: answers, keys, metadata, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from builder.desk_mark import DESK_MARK
from builder.exam.gate import TEXTS, Watch
from builder.media.traces.documents import embedded
from builder.media.traces.look import BROKEN, is_known, traces
from builder.model.address import is_picture, is_recording
from builder.problems import Severity
from builder.publish.checks.credentials import Credentials
from builder.publish.checks.staff import is_key_file, listed, names_unlisted

PAGES = frozenset({".html", ".htm"})
_CLEAN = "take the file out, or save it without (renlearn build makes media without)"


@dataclass(frozen=True)
class Fault:
    """A problem of a file, less its path."""

    code: str
    message: str
    mend: str
    severity: Severity = "error"


class Contents:
    """
    Looks into files.

    Args:
        watch: Finds the secrets of exams.
        credentials: Finds keys of accounts.
        unlisted: Folders of unlisted pages.
        strict: Whether renlearn made the files, so that none can be broken.
    """

    def __init__(
        self, watch: Watch, credentials: Credentials, unlisted: Sequence[str], *, strict: bool
    ) -> None:
        self._strict = strict
        self._watch = watch
        self._credentials = credentials
        self._unlisted = unlisted

    def faults(self, name: str, data: bytes) -> tuple[list[Fault], bool]:
        """
        What is wrong with a file.

        Returns:
            The faults, and whether the file may be remembered as clean: not
            when a secret was found that lessons teach today.
        """
        kind = PurePosixPath(name).suffix.lower()
        faults = [*self._keys(data), *_told_by_media(name, data, kind, strict=self._strict)]
        if kind not in TEXTS:
            return faults, not faults
        text = data.decode(errors="replace")
        found = self._watch.found(text)
        for question in self._watch.given_away(name, text, found):
            message = f"it gives away the answer of {question.path}:{question.line}"
            faults.append(Fault("publish-exam", message, "take it out of what shows it"))
        if folder := names_unlisted(name, text, self._unlisted):
            faults.append(Fault("publish-unlisted", *listed(folder)))
        faults += _texts(text, data, kind)
        return faults, not faults and not found

    def _keys(self, data: bytes) -> Iterator[Fault]:
        for words in self._credentials.found(data):
            mend = "take it out, and replace the key at once where it was issued"
            yield Fault("publish-secret", f"it holds {words}", mend)


def _texts(text: str, data: bytes, kind: str) -> Iterator[Fault]:
    if kind == ".json" and is_key_file(data):
        message = "it holds questions with their answers, for instructors"
        yield Fault("publish-staff", message, "take it out of the build")
    if kind in PAGES and DESK_MARK in text:
        message = "it is a page of the desk edition, for instructors"
        yield Fault("publish-staff", message, "take it out; readers' pages are in build/site")
    if kind in PAGES and "<!--" in text:
        message = "the page holds a comment, which anybody can read"
        yield Fault("publish-comment", message, "take it out", "advice")


def _told_by_media(name: str, data: bytes, kind: str, *, strict: bool) -> Iterator[Fault]:
    for trace in embedded(data, traces) if kind in PAGES else traces(data):
        grave = strict if trace == BROKEN else trace.grave
        severity: Severity = "error" if grave else "advice"
        yield Fault("publish-media", f"the file holds {trace.words}", _CLEAN, severity)
    if (is_picture(name) or is_recording(name)) and not is_known(data):
        message = "it is named like a picture or a recording and is none that can be looked into"
        severity = "error" if strict else "advice"
        yield Fault("publish-media", message, "build again, or take it out", severity)
