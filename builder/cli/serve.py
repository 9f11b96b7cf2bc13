"""`renlearn serve`: the school in a phone frame, reloaded on every save."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.cli.progress import media_progress
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_option
from builder.i18n import Said, StaffLanguage
from builder.prepared import Prepared, prepare
from builder.preview.follow import Preview
from builder.problem_words import line
from builder.problems import Problem
from builder.site.engine import SiteError
from builder.site.serving import serve_site
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
            preview = Preview(language, _Preparation(root, language), ready)
            serve_site(root, address, preview, opened=opened)
    except (SiteError, TemplateFaultError) as stop:
        raise failure(Said(str(stop), str(stop)), language) from stop


class _Preparation:
    """Prepares a school again and again; says what is new of its errors, and the first progress."""

    def __init__(self, root: Path, language: StaffLanguage) -> None:
        self._root = root
        self._language = language
        self._bars = iter([media_progress(quiet=False)])
        self._known: set[Problem] = set()

    def __call__(self) -> Prepared:
        ready = prepare(self._root, drafts=True, progress=next(self._bars, None))
        errors = ready.problems.errors
        for problem in errors:
            if problem not in self._known:
                click.echo(line(problem, self._language), err=True)
        self._known = set(errors)
        return ready
