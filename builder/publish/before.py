"""The gate before sending: what makes a build unfit to be published, and what to do about it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from builder.cache_folder import cache_folder
from builder.exam.gate import Watch
from builder.media.traces.look import VERSION
from builder.model.school import School
from builder.problems import Problem
from builder.publish.checks.contents import PAGES, Contents
from builder.publish.checks.credentials import Credentials
from builder.publish.checks.findings import Findings
from builder.publish.checks.groups import expired_groups
from builder.publish.checks.links import Links, addresses
from builder.publish.checks.page_links import PageLinks, css_links, page_links
from builder.publish.checks.report_match import Listed, judge_match, read_report
from builder.publish.checks.staff import (
    digest,
    exams_of,
    judge_drafts,
    judge_listings,
    staff_files,
    unlisted_folders,
)
from builder.publish.checks.taught import Taught, names_draft
from builder.publish.checks.walk import walk, why_no_site
from builder.publish.checks.weights import compressed, judge_weights
from builder.remembered import Remembered

_RULES = 2  # of what is looked for in a file; what older ones found clean is looked at again
ALLOWABLE = frozenset(["page-budget", "publish-link", "publish-media"])


def judge(
    folder: Path,
    *,
    root: Path,
    allow: Collection[str],
    digests: Mapping[str, str] = MappingProxyType({}),
) -> list[Problem]:
    """
    Name what makes a build unfit to be published.

    Each file is read once. Nothing is written but in `build/.cache`, which
    remembers what was found clean.

    Args:
        folder: The build that is to be sent: `build/site`, or a site from
            elsewhere, which is judged as far as it can be.
        root: The school's folder; `content/` and `keys/` may be missing.
        allow: Pages that may be heavier than their budget, by address, and
            codes of problems that shall be advice only (of `ALLOWABLE`; no
            answer, key or draft can be allowed).
        digests: SHA-256 of files whose content was read just before, and is
            sent only while it is that. What was found clean under its digest
            is not read again.

    Returns:
        Problems sorted by place, their paths relative to `root`. Only those
        of the severity `error` should stop the publication.
    """
    folder, root = folder.resolve(), root.resolve()
    findings = Findings(folder, root)
    if fault := why_no_site(folder, root):
        findings.add("", "publish-folder", *fault)
    else:
        _Judge(folder, root, findings, digests).run(allow)
    return [_allowed(problem, allow) for problem in findings.problems()]


def _allowed(problem: Problem, allow: Collection[str]) -> Problem:
    if problem.code in ALLOWABLE and problem.code in allow:
        return replace(problem, severity="advice")
    return problem


class _Judge:
    def __init__(
        self, folder: Path, root: Path, findings: Findings, digests: Mapping[str, str]
    ) -> None:
        self._folder = folder
        self._digests = digests
        self._findings = findings
        self._report = read_report(folder, root, findings)
        self._school = _part(root)
        self._budget = self._school.settings.page_budget
        exams = exams_of(folder, self._school, findings)
        taught = Taught(root).holds if self._school.content.is_dir() else None
        credentials = Credentials(os.environ)
        self._unlisted = unlisted_folders(folder)
        watch = Watch(self._school, exams, taught)
        strict = self._report.files is not None
        self._contents = Contents(watch, credentials, self._unlisted, strict=strict)
        rules = f"{_RULES} {VERSION} {digest(exams)} {credentials.digest} {self._unlisted}"
        self._remembered = Remembered(cache_folder(root) / "published.json", rules)
        self._staff = staff_files(root)
        self._links = Links(self._school.settings.base_url)
        self._found: dict[str, Listed] = {}
        self._weights: dict[str, int] = {}

    def run(self, allow: Collection[str]) -> None:
        """Judge every file, then what concerns them together."""
        for name, file in walk(self._folder, self._findings):
            self._file(name, file)
        judge_match(self._report, self._found, self._findings)
        self._links.judge(self._found, self._findings)
        judge_listings(self._links.pointing, self._unlisted, self._findings)
        judge_drafts(self._school, self._found, self._findings)
        if self._budget is not None:
            pages = [one for one in allow if one not in ALLOWABLE]
            judge_weights(self._weights, self._budget, pages, self._findings)
        self._findings.extend(expired_groups(self._school))
        self._remembered.save()

    def _file(self, name: str, file: Path) -> None:
        try:
            if self._is_known(name, file):
                return
            data = file.read_bytes()
        except OSError as fault:
            message = f"the file cannot be read ({fault.strerror})"
            self._findings.add(name, "publish-file", message, "check who may read it")
            return
        self._found[name] = Listed(len(data), hashlib.sha256(data).hexdigest())
        if path := self._staff.get(self._found[name].sha256):
            mend = "take it out of the build"
            self._findings.add(name, "publish-staff", f"it is {path}, for instructors", mend)
        mark = self._remembered.mark(name, self._found[name].sha256)
        note = self._remembered.note(mark)
        links = _links(name, data) if note is None else PageLinks.read(note)
        self._links.add(name, links)
        if self._budget is not None and PurePosixPath(name).suffix.lower() in PAGES:
            self._weights[name] = self._weight(name, data)
        if note is None and self._is_clean(name, data):
            self._remembered.keep(mark, links.record())

    def _is_known(self, name: str, file: Path) -> bool:
        """Whether a file was found clean under its digest; then nothing of it is read."""
        digest = self._digests.get(name, "")
        is_weighed = self._budget is not None and PurePosixPath(name).suffix.lower() in PAGES
        note = self._remembered.note(self._remembered.mark(name, digest)) if digest else None
        if note is None or is_weighed or digest in self._staff:
            return False
        self._found[name] = Listed(file.stat().st_size, digest)
        self._links.add(name, PageLinks.read(note))
        return True

    def _is_clean(self, name: str, data: bytes) -> bool:
        faults, clean = self._contents.faults(name, data)
        for one in faults:
            self._findings.add(name, one.code, one.message, one.mend, severity=one.severity)
        return clean

    def _weight(self, name: str, data: bytes) -> int:
        listed = (self._report.files or {}).get(name)
        if name in self._report.weights and listed == self._found[name]:
            return self._report.weights[name]
        return compressed(data, self._budget or len(data))


def _links(name: str, data: bytes) -> PageLinks:
    kind = PurePosixPath(name).suffix.lower()
    if kind in PAGES:
        return page_links(data)
    if kind == ".css":
        return PageLinks(tuple(css_links(data.decode(errors="replace"))))
    if kind == ".xml":
        return PageLinks(tuple(addresses(data.decode(errors="replace"))))
    return PageLinks()


def _part(root: Path) -> School:
    """Of a school what is needed always: its settings, courses, exams and drafts."""
    if not (root / "content").is_dir():
        return School(root)
    from builder.load.school import load  # noqa: PLC0415 (a site alone needs no loader)

    cache = cache_folder(root)
    school, problems = load(
        root,
        cache=cache,
        only=lambda path, role: role == "exam" or names_draft(root / "content" / path),
    )
    return school.without(problems.left_out, drafts=True)
