"""`renlearn results --certificates`: pictures and links of those who passed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from builder.certificates.keys import CertificateKeyError, SigningKey, key_from_environment
from builder.certificates.link import LongLinkError, certificate_link
from builder.certificates.picture import UndrawnError, certificate_png
from builder.certificates.statement import Statement, one_line
from builder.load.certificates import PLACE
from builder.model.certificate import Certificates
from builder.model.school import School
from builder.results.gathered import Taken
from builder.results.tables import write_csv
from builder.staging import write_whole
from builder.text import slug

LINKS = "links.csv"
HEAD = ("name", "course", "day", "number", "link", "picture")


@dataclass(frozen=True)
class Made:
    """A certificate: what it says, its link, its picture's file name or ""."""

    statement: Statement
    link: str
    picture: str

    def row(self) -> tuple[str, ...]:
        """Its row in `links.csv`."""
        said = self.statement
        return said.name, said.course, said.day.isoformat(), said.id, self.link, self.picture

    def record(self) -> dict[str, str]:
        """The same for scripts."""
        return dict(zip(HEAD, self.row(), strict=True))


@dataclass
class Issued:
    """What was made, and who went without and why."""

    made: list[Made] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Issuer:
    """
    Makes certificates into a folder.

    Args:
        school: Its address and its register.
        folder: Where the pictures go; outside what is published.
        dated: The day of the exam where phones' clocks are not to be believed.
        scores: Whether certificates say the points.

    Raises:
        ClickException: They could not be checked: no public address, no key,
            or a key that the register does not name.
    """

    def __init__(
        self, school: School, folder: Path, *, dated: date | None = None, scores: bool = True
    ) -> None:
        _refuse_published(school.root, folder)
        self._school = school
        self._folder = folder
        self._dated = dated
        self._scores = scores
        self._base = school.settings.base_url
        if not self._base:
            message = "certificates need the school's public address"
            raise click.ClickException(f"{message}; write base_url: into content/school.yml")
        self._known, self._key = _keys(school)

    def issue(self, taken: Iterable[Taken]) -> Issued:
        """Write pictures and `links.csv`; all, or those that could be made."""
        issued = Issued()
        for one in taken:
            if one.passed:
                self._one(one, issued)
        write = _guarded(self._folder)
        write(lambda: self._folder.mkdir(parents=True, exist_ok=True))
        rows = sorted(made.row() for made in issued.made)
        write(lambda: write_csv(self._folder / LINKS, HEAD, rows))
        return issued

    def _one(self, taken: Taken, issued: Issued) -> None:
        said = self._statement(taken)

        def fault(words: str) -> None:
            issued.faults.append(f"{taken.file}:{taken.line}: {taken.name or '?'}: {words}")

        if not said.name:
            return fault("no certificate without a name")
        if not taken.attempt.name_fits:
            return fault("no certificate: the code was made for another name")
        if self._scores and taken.unmarked:
            points = f"{taken.unmarked:g} points are still to be marked"
            return fault(f"no certificate yet: {points}; give them with --marks, or --no-scores")
        if said.id in self._known.revoked:
            return fault(f"no certificate: {said.id} was revoked in {PLACE}")
        try:
            link = certificate_link(said, self._key, self._base)
        except LongLinkError as error:
            return fault(f"no certificate: {error}")
        picture = ""
        try:
            data = certificate_png(said, link, self._base)
        except UndrawnError as error:
            fault(str(error))
        else:
            picture = f"{slug(said.name)[:40]}-{said.id}.png"
            _guarded(self._folder)(lambda: write_whole(self._folder / picture, data))
        issued.made.append(Made(said, link, picture))
        return None

    def _statement(self, taken: Taken) -> Statement:
        exam = taken.attempt.exam
        own = (one for one in self._school.courses if one.path == exam.course)
        course = next(own, None)
        settings = self._school.settings
        return Statement(
            settings.name,
            one_line(exam.course_title),
            one_line(taken.name),
            self._dated or taken.attempt.day,
            f"{taken.points:g}/{taken.possible:g}" if self._scores else "",
            course.language if course else settings.language,
        )


def _keys(school: School) -> tuple[Certificates, SigningKey]:
    """The register and the key to sign with, which it must name."""
    if school.certificates is None:
        message = f"{PLACE} is missing or names no key, so nobody could check a certificate"
        raise click.ClickException(f"{message}; renlearn certificates key makes one")
    try:
        key = key_from_environment()
    except CertificateKeyError as fault:
        raise click.ClickException(str(fault)) from None
    if key.public not in {one.key for one in school.certificates.keys}:
        message = f"the key to sign with is none of those in {PLACE}, so nobody could check"
        raise click.ClickException(f"{message}; its public half would be\n{key.public}")
    return school.certificates, key


def _refuse_published(root: Path, folder: Path) -> None:
    """Names are personal data: they do not go where the site or the sources are."""
    place = folder.resolve()
    for taken in ("content", "build", "keys"):
        if place.is_relative_to(root / taken):
            message = f"{taken}/ is published or kept for all to read; choose another folder"
            raise click.BadParameter(message, param_hint="--certificates")


def _guarded(folder: Path) -> Callable[[Callable[[], object]], None]:
    def write(action: Callable[[], object]) -> None:
        try:
            action()
        except OSError as fault:
            message = f"cannot write to {folder}: {fault.strerror}"
            raise click.ClickException(message) from fault

    return write
