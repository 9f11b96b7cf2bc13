"""`renlearn report`: what each lesson costs a reader, the dearest first."""

from __future__ import annotations

import json
from pathlib import Path

import click

from builder.cli.report_said import notes, table
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_option
from builder.i18n import Said, StaffLanguage
from builder.report.changes import Changes, changes
from builder.report.page import page
from builder.report.ranked import Part, ranked, record
from builder.report.released import HTML, REPORT, last_released, read_report
from builder.staging import write_whole

_SAID = {
    "unbuilt": Said(
        "nothing is built yet; run renlearn build first",
        "还没有生成网站；请先运行 renlearn build",
    ),
    "damaged": Said(
        "{file} is no report of this renlearn; build again with renlearn build",
        "{file} 不是这一版 renlearn 的报告；请重新运行 renlearn build",
    ),
    "unknown": Said(
        "there is no file {name}, and nothing was published to a target of this name from here",
        "没有文件 {name}，也没有从这里发布到叫这个名字的目标",
    ),
    "looked": Said(
        "With pictures: open {file} in a browser.",
        "带图片的报告：用浏览器打开 {file}。",
    ),
}


@click.command()
@school_option
@click.option(
    "--against",
    metavar="FILE|TARGET",
    help="Compare with this report.json, or with what was last published to TARGET "
    "(default: the last release).",
)
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def report(root: Path, *, against: str | None, language: StaffLanguage, as_json: bool) -> None:
    """
    Say what each lesson costs a reader, in bytes, yuan and seconds, the dearest first.

    Of the last build. Also writes build/report.html, where pictures stand as
    they were made beside what phones get, and what grew since the last release.
    """
    now = _read(root / REPORT, language)
    if now is None:
        raise failure(_SAID["unbuilt"], language)
    trend = _trend(now, _earlier(root, against, language), language)
    try:
        html, found = page(now, trend, language), ranked(now, trend)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise failure(_SAID["damaged"].filled(file=REPORT), language) from fault
    write_whole(root / HTML, html.encode())
    if as_json:
        click.echo(json.dumps(record(now, trend), ensure_ascii=False, indent=1))
        return
    for line in table(now, found, trend, language):
        click.echo(line)
    for line in notes(now, trend, language):
        click.echo(line)
    click.echo(_SAID["looked"].filled(file=HTML).in_language(language))


def _earlier(root: Path, against: str | None, language: StaffLanguage) -> Path | None:
    if against is None:
        return last_released(root)
    if Path(against).is_file():
        return Path(against)
    kept = last_released(root, against)
    if kept is None:
        raise failure(_SAID["unknown"].filled(name=against), language)
    return kept


def _read(file: Path, language: StaffLanguage) -> Part | None:
    try:
        return read_report(file)
    except ValueError as fault:
        raise failure(_SAID["damaged"].filled(file=file), language) from fault


def _trend(now: Part, kept: Path | None, language: StaffLanguage) -> Changes | None:
    earlier = _read(kept, language) if kept else None
    if earlier is None:
        return None
    try:
        return changes(now, earlier)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise failure(_SAID["damaged"].filled(file=kept), language) from fault
