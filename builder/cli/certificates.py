"""`renlearn certificates`: the key that signs them, and the list of those taken back."""

from __future__ import annotations

import json
from pathlib import Path

import click

from builder.certificates.keys import VARIABLE, new_key
from builder.certificates.link import id_in_link
from builder.certificates.register import with_entry
from builder.cli.school_folder import school_option
from builder.load.certificates import PATH, PLACE, read_certificates
from builder.load.files import read_text
from builder.load.limits import MAX_YAML
from builder.model.certificate import Certificates, written_id
from builder.problems import Problems
from builder.staging import write_whole
from builder.today import today


@click.group()
def certificates() -> None:
    """Make the key that signs certificates; take certificates back."""


@certificates.command()
@school_option
def key(root: Path) -> None:
    """
    Make a new key to sign with.

    Its public half goes into content/certificates.yml, beside those that are
    there: what they signed stays valid. The private half is printed this once
    and kept nowhere: put it into the password manager.
    """
    made = new_key()
    entry = {"key": made.public, "since": today().isoformat()}
    found = _add(root, "keys", entry)
    assert found
    click.echo(made.secret())
    said = (
        f"This line is the private key: put it into the password manager now, and into {VARIABLE}"
    )
    click.echo(f"{said} where certificates are made. It is not kept anywhere else.", err=True)
    click.echo(f"Wrote the public key to {PLACE}: commit it, build and publish.", err=True)


@certificates.command()
@school_option
@click.option("--reason", default="", help="For your records; no page shows it. Write no names.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.argument("certificate", metavar="NUMBER|LINK")
def revoke(root: Path, *, reason: str, as_json: bool, certificate: str) -> None:
    """
    Take a certificate back, by its number or its link.

    Whoever checks it after the next publishing reads that it was taken back.
    """
    id_ = written_id(certificate) or id_in_link(certificate)
    if not id_:
        raise click.BadParameter(
            "this is no certificate's number (ten signs, A to Z and 2 to 7) and no link of one"
        )
    known = _read(root)
    if known is None:
        message = f"{PLACE} is missing or names no key, so no certificate was made with it"
        raise click.ClickException(f"{message}; renlearn certificates key begins")
    done = id_ in known.revoked
    if not done:
        entry = {"id": id_, "date": today().isoformat()}
        _add(root, "revoked", entry | ({"reason": reason} if reason else {}))
    if as_json:
        click.echo(json.dumps({"id": id_, "revoked": True, "before": done}))
    elif done:
        click.echo(f"{id_} stood in {PLACE} already.")
    else:
        click.echo(f"Wrote {id_} to {PLACE}: commit it, build and publish.")


def _read(root: Path) -> Certificates | None:
    """The register; None where there is no file. What is wrong in it ends the command."""
    if not (root / PLACE).exists():
        return None
    problems = Problems()
    found = read_certificates(root / "content", problems)
    if problems.errors and {one.code for one in problems} != {"certificates-empty"}:
        raise click.ClickException("\n".join(map(str, problems.errors)))
    return found


def _add(root: Path, part: str, entry: dict[str, str]) -> Certificates:
    """Write an entry and read the file again; the old file stays where that fails."""
    _read(root)
    file = root / PLACE
    before = read_text(root / "content", PATH, MAX_YAML, Problems()) if file.exists() else ""
    try:
        write_whole(file, with_entry(before or "", part, entry).encode())
        after = read_certificates(root / "content", Problems())
        if after and _holds(after, entry):
            return after
        write_whole(file, (before or "").encode())
    except OSError as fault:
        raise click.ClickException(f"cannot write {file}: {fault.strerror}") from fault
    lines = "\n".join(f"    {one}: {words}" for one, words in entry.items())
    message = f"{PLACE} is written in a way that cannot be added to; add this below {part}: by hand"
    raise click.ClickException(f"{message}\n  -{lines[3:]}")


def _holds(found: Certificates, entry: dict[str, str]) -> bool:
    keys = {one.key for one in found.keys}
    return entry.get("key") in keys or entry.get("id") in found.revoked
