"""What only staff may see and must not be in a build: exams' answers, keys, drafts, lists."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from builder.exam.kept import FOLDER, KeyFileError, Keys, current_exams
from builder.exam.key import ExamKey
from builder.model.address import page_url
from builder.model.school import School
from builder.publish.checks.findings import Findings
from builder.publish.checks.links import Link

_FINGERPRINT = re.compile(r"""\bdata-f=["']?(\w{4})\b""")
_STAFF_FOLDERS = (FOLDER, "build/quizzes", "build/desk/search")
_TEXTS = frozenset({".json", ".txt", ".html", ".csv", ".xml", ".xlsx", ".apkg", ".zip", ".md"})
_BUILD = "build again with renlearn build"


def exams_of(site: Path, school: School, findings: Findings) -> Sequence[ExamKey]:
    """
    The exams whose answers must not be in a build.

    Those of `content/`, and the versions that the build's own pages show, by
    their kept keys: a build may be older than what is written now.
    """
    shown = dict(_shown(site))
    try:
        current = list(current_exams(school).values())
        known = Keys(school.root)
        kept = {mark: key for mark in shown.values() if (key := known.get(mark))}
    except KeyFileError as fault:
        findings.add("", "publish-key", str(fault), f"mend the folder {FOLDER}/ first")
        return []
    if school.content.is_dir() or (school.root / FOLDER).is_dir():
        marks = {*kept, *(key.fingerprint for key in current)}
        for name in (name for name, mark in shown.items() if mark not in marks):
            message = f"no key in {FOLDER}/ fits the exam {shown[name]} on this page"
            findings.add(name, "publish-key", message, f"{_BUILD} and commit {FOLDER}/")
    return [*current, *kept.values()]


def _shown(site: Path) -> Iterator[tuple[str, str]]:
    """Each exam page with the fingerprint on it."""
    for page in sorted(site.glob("*/*/exam/index.html")):
        found = _FINGERPRINT.search(page.read_text(encoding="utf-8", errors="replace"))
        if found:
            yield page.relative_to(site).as_posix(), found[1]


def digest(exams: Sequence[ExamKey]) -> str:
    """What stands for the secrets of exams, so that a verdict on a file holds as long as they."""
    told = repr([key.questions for key in sorted(exams, key=lambda one: one.fingerprint)])
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()


def is_key_file(data: bytes) -> bool:
    """Whether a JSON file is a kept key, or holds questions with their answers."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return False
    if not isinstance(record, dict) or not isinstance(record.get("questions"), list):
        return False
    questions = [one for one in record["questions"] if isinstance(one, dict)]
    return "fingerprint" in record or any(one.keys() & {"answer", "blanks"} for one in questions)


def staff_files(root: Path) -> Mapping[str, str]:
    """SHA-256 to path of the files that were written for instructors."""
    found: dict[str, str] = {}
    for folder in _STAFF_FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix.lower() in _TEXTS and file.is_file():
                digest = hashlib.sha256(file.read_bytes()).hexdigest()
                found[digest] = file.relative_to(root).as_posix()
    return found


def judge_drafts(school: School, files: Collection[str], findings: Findings) -> None:
    """
    Name the pages of drafts.

    Args:
        school: With its drafts.
        files: Of the build.
        findings: Takes what is wrong.
    """
    for path, url in _drafts(school):
        name = f"{url}index.html"
        if name in files:
            message = f"the page is a draft: content/{path} says draft: true"
            findings.add(name, "publish-draft", message, f"{_BUILD}, or take draft: true out")


def _drafts(school: School) -> Iterator[tuple[str, str]]:
    for course, lesson in school.lessons:
        if lesson.draft:
            prefix = "" if lesson.language == course.language else f"{lesson.language}/"
            yield lesson.path, f"{prefix}{course.path}/{lesson.slug}/"
    yield from ((page.path, page_url(page.path)) for page in school.pages if page.draft)


def unlisted_folders(site: Path) -> tuple[str, ...]:
    """The folders of unlisted pages in a build: `companies/<unguessable>/`, in any language."""
    found = [*site.glob("companies/*/"), *site.glob("*/companies/*/")]
    return tuple(sorted(f"{one.relative_to(site).as_posix()}/" for one in found if one.is_dir()))


def names_unlisted(name: str, text: str, folders: Sequence[str]) -> str:
    """The folder of unlisted pages that a text names which does not lie in it, or ""."""
    outside = (one for one in folders if not name.startswith(one))
    return next((one for one in outside if one.rstrip("/") in text), "")


def judge_listings(
    pointing: Mapping[str, Sequence[Link]], folders: Sequence[str], findings: Findings
) -> None:
    """Name the pages that lead to an unlisted page from outside its folder."""
    for target, links in pointing.items():
        folder = next((one for one in folders if target.startswith(one)), "")
        for link in links if folder else ():
            if not link.page.startswith(folder):
                findings.add(link.page, "publish-unlisted", *listed(folder))


def listed(folder: str) -> tuple[str, str]:
    """What is told of a file that tells the address of unlisted pages."""
    message = f"it tells the address of the unlisted pages {folder}"
    return message, "take it out: only who was given the address may know it"
