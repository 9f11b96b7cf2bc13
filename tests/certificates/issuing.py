"""A school that gives certificates, as staff make them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.certificates.keys import VARIABLE, new_key
from builder.certificates.register import with_entry
from tests.results.codes import held, key_of, message
from tests.school import SchoolTest

BASE = "https://learn.example.org/"
MARKED = ("1850", "")  # no open answer, so that nothing is left to be marked


def opened(school: SchoolTest) -> SchoolTest:
    """A school with an exam and a public address."""
    return held(school.write("school.yml", f"name: 新桥夜校\nbase_url: {BASE}\n"))


def make_key(school: SchoolTest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new key, put into the environment; the secret line."""
    outcome = school.run("certificates", "key")
    assert outcome.exit_code == 0, outcome.output
    secret = next(line for line in outcome.output.splitlines() if line.startswith("MIG"))
    monkeypatch.setenv(VARIABLE, secret)
    return secret


def place_key(school: SchoolTest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same without the command, quicker."""
    made = new_key()
    file = school.content / "certificates.yml"
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    school.write(file.name, with_entry(before, "keys", {"key": made.public}))
    monkeypatch.setenv(VARIABLE, made.secret())
    return made.secret()


@dataclass(frozen=True)
class Row:
    """A row of `links.csv`."""

    name: str
    course: str
    day: str
    number: str
    link: str
    picture: str

    @property
    def fragment(self) -> str:
        return self.link.partition("#")[2]


def chat(school: SchoolTest, *names: str) -> None:
    key = key_of(school)
    written = "\n".join(message(key, name, lines=MARKED) for name in names)
    (school.root / "chat.txt").write_text(written, encoding="utf-8")


def issue(school: SchoolTest, *options: str, folder: str = "out") -> dict[str, Row]:
    """Make certificates of whoever is in the chat, by name."""
    school.run("results", "chat.txt", "--certificates", folder, *options)
    return rows(school.root / folder)


def rows(folder: Path) -> dict[str, Row]:
    with (folder / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *found = csv.reader(file)
    return {row[0]: Row(*row) for row in found}
