"""`renlearn serve`: the school in a browser, reloaded on every save."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.school_folder import school_option
from builder.site.engine import SiteError, serve_site
from builder.site.templates import TemplateFaultError, faults_in_words


@click.command()
@school_option
@click.option(
    "-a",
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to listen.",
)
def serve(root: Path, address: str) -> None:
    """Show the school in a browser and reload the page on every save. Drafts are shown too."""
    try:
        with faults_in_words(root):
            serve_site(root, address)
    except (SiteError, TemplateFaultError) as stop:
        raise click.ClickException(str(stop)) from stop
