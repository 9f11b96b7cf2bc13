"""`renlearn check --wechat`: the articles, built aside and held against WeChat's rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from builder.browser import NoBrowserError, offline_page
from builder.cli.progress import media_progress
from builder.model.school import School
from builder.prepared import prepare
from builder.problems import Problem, Problems
from builder.wechat.build import build_wechat
from builder.wechat.check import structure_problems


def article_problems(root: Path, is_wanted: Callable[[str], bool], *, quiet: bool) -> Problems:
    """
    Build the articles into a folder that goes again, and say what is wrong with them.

    Args:
        root: The school's folder.
        is_wanted: Whether a lesson's path (relative to `root`) is to be checked.
        quiet: Show no progress.
    """
    ready = prepare(root, drafts=True, articles=True, progress=media_progress(quiet=quiet))
    with TemporaryDirectory() as name:
        folder = Path(name)
        ready.problems.extend(build_wechat(ready, folder))
        ready.problems.extend(_structure(folder, ready.school, is_wanted))
    return ready.problems


def _structure(folder: Path, school: School, is_wanted: Callable[[str], bool]) -> list[Problem]:
    try:
        with offline_page() as page:
            return list(structure_problems(folder, school, page, is_wanted))
    except NoBrowserError as missing:
        click.echo(
            "Not checked, since it takes a browser: widths, line heights and contrasts of the "
            f"articles. {missing}",
            err=True,
        )
        return list(structure_problems(folder, school, None, is_wanted))
