"""`renlearn serve`: the school in a phone frame, reloaded on every save."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.cli.progress import media_progress
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_option
from builder.i18n import Said, StaffLanguage
from builder.preview.follow import Preview
from builder.site.engine import SiteError, serve_site
from builder.site.plugin import prepared_school
from builder.site.templates import TemplateFaultError, faults_in_words

_BEGIN = Said(
    "Preparing the school. The first time its pictures are made small; that takes a while.",
    "正在准备。第一次要先压缩图片，请等一会儿。",
)
_READY = Said(
    "Phone preview: {url}\nIt follows each save. Ctrl+C ends it.",
    "手机预览：{url}\n保存文件，页面就会更新。按 Ctrl+C 结束。",
)


@click.command()
@school_option
@language_option
@click.option(
    "-a",
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to listen.",
)
@click.option(
    "--open/--no-open",
    "opened",
    default=None,
    help="Open it in a browser (default: on a terminal).",
)
def serve(root: Path, *, language: StaffLanguage, address: str, opened: bool | None) -> None:
    """
    Show the school in a phone frame, and each page anew on every save.

    Beside the phone stand the problems of the page, its weight, its pictures
    and recordings before and after, and its WeChat article. Drafts are shown
    too; nothing of this is in a build.
    """
    if opened is None:
        opened = sys.stdout.isatty()
    click.echo(_BEGIN.in_language(language), err=True)

    def ready(url: str) -> None:
        click.echo(_READY.filled(url=url).in_language(language))

    try:
        with faults_in_words(root):
            preview = Preview(language, lambda: prepared_school(root, drafts=True), ready)
            progress = media_progress(quiet=False)
            serve_site(root, address, preview, opened=opened, progress=progress)
    except (SiteError, TemplateFaultError) as stop:
        raise failure(Said(str(stop), str(stop)), language) from stop
