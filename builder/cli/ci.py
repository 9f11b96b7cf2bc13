"""`renlearn ci`: ready workflows for git hosts, written into the school's folder."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.school_folder import school_option
from builder.cli.words import language_option
from builder.i18n import StaffLanguage
from builder.staging import write_whole

TEMPLATES = Path(__file__).parents[1] / "ci"
_HERE = b'RENLEARN: "."\n'
_LANGUAGE = b"LC_MESSAGES: en_US.UTF-8\n"
# What pip installs in a school that the program does not lie in.
INSTALLED = "--requirement=requirements.txt"
# Host: file in the repository to the template that becomes it.
HOSTS = {
    "github": {".github/workflows/school.yml": "github.yml"},
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
    "gitee": {
        ".workflow/school-check.yml": "gitee-check.yml",
        ".workflow/school-publish.yml": "gitee-publish.yml",
    },
}


@click.command()
@school_option
@language_option
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.argument("host", type=click.Choice(list(HOSTS)))
def ci(root: Path, *, language: StaffLanguage, host: str, force: bool) -> None:
    """
    Write the workflow for a git host: it checks proposed changes and publishes merged ones.

    Run it in the top folder of the repository; docs/ci.md says what to set
    up at the host.
    """
    there = [name for name in HOSTS[host] if (root / name).exists()]
    if there and not force:
        names = " and ".join(there)
        raise click.ClickException(f"{names} exists already; --force replaces it")
    for name, data in workflow(host, _package(root), language).items():
        write_whole(root / name, data)
        click.echo(f"Wrote {name}")
    click.echo("Commit it, then set up what docs/ci.md names: the target and its keys.")


def workflow(host: str, package: str, language: StaffLanguage) -> dict[str, bytes]:
    """The files of a host's workflow, which has pip install `package` and speaks a language."""
    line = f'RENLEARN: "{package}"\n'.encode()
    spoken = b"LC_MESSAGES: zh_CN.UTF-8\n" if language == "zh" else _LANGUAGE
    return {
        name: (TEMPLATES / template).read_bytes().replace(_HERE, line).replace(_LANGUAGE, spoken)
        for name, template in HOSTS[host].items()
    }


def _package(root: Path) -> str:
    if (root / "pyproject.toml").exists():
        return "."
    return INSTALLED if (root / "requirements.txt").exists() else "renlearn"
