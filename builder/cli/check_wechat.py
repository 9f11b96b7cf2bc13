"""`renlearn check --wechat`: the articles, built aside and held against WeChat's rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from builder.browser import NoBrowserError, offline_page
from builder.cli.progress import media_progress
from builder.i18n import Said, StaffLanguage
from builder.model.school import School
from builder.prepared import prepare
from builder.problem_words import in_chinese
from builder.problems import Problem, Problems
from builder.wechat.build import build_wechat
from builder.wechat.check import structure_problems

_NOT_CHECKED = Said(
    "Not checked, since it takes a browser: widths, line heights and contrasts of the articles. "
    "{missing}",
    "要用浏览器的没有检查：文章的宽度、行高和对比度。{missing}",
)


def article_problems(
    root: Path, is_wanted: Callable[[str], bool], language: StaffLanguage, *, quiet: bool
) -> Problems:
    """
    Build the articles into a folder that goes again, and say what is wrong with them.

    Args:
        root: The school's folder.
        is_wanted: Whether a lesson's path (relative to `root`) is to be checked.
        language: Of what is said beside the problems.
        quiet: Show no progress.
    """
    ready = prepare(root, drafts=True, articles=True, progress=media_progress(quiet=quiet))
    with TemporaryDirectory() as name:
        folder = Path(name)
        ready.problems.extend(build_wechat(ready, folder))
        ready.problems.extend(_structure(folder, ready.school, is_wanted, language))
    return ready.problems


def _structure(
    folder: Path, school: School, is_wanted: Callable[[str], bool], language: StaffLanguage
) -> list[Problem]:
    try:
        with offline_page() as page:
            return list(structure_problems(folder, school, page, is_wanted))
    except NoBrowserError as missing:
        why = Said(str(missing), in_chinese(str(missing)))
        click.echo(_NOT_CHECKED.filled(missing=why).in_language(language), err=True)
        return list(structure_problems(folder, school, None, is_wanted))
