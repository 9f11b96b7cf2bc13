"""`renlearn new`: working examples of a school, a course, a lesson to write after."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.cli.ci import HOSTS, TEMPLATES
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_option
from builder.i18n import Said, StaffLanguage
from builder.scaffold.lesson import NameFaultError, course_files, course_folder, lesson_file
from builder.scaffold.school import school_files, write_files
from builder.today import today

_FAULTS = {
    "path": Said(
        "{given} does not do as a course's folder; write TRACK/COURSE, such as vocational/cooking",
        "{given} 不能做课程的文件夹；请写 栏目/课程，例如 vocational/cooking",
    ),
    "track": Said(
        "{given}: that folder has a meaning of its own; take another track, such as vocational",
        "{given}：这个文件夹另有用处；请换一个栏目，例如 vocational",
    ),
    "title": Said(
        "the title has to have 1 to 64 characters",
        "标题要有 1 到 64 个字",
    ),
    "course": Said(
        "there is no course in content/{given}; renlearn new course {given} begins it",
        "content/{given} 里没有课程；renlearn new course {given} 可以新建",
    ),
}
_THERE = Said("{path} exists already; nothing was written", "{path} 已经有了；什么也没有写")
_FULL = Said("{folder} is not empty; name a new folder", "{folder} 不是空的；请换一个新文件夹")
_WROTE = Said("Wrote {path}", "写好 {path}")
_TITLE = Said("Title", "标题")


@click.group()
def new() -> None:
    """Begin a school, a course or a lesson: examples that work, to write after."""


@new.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the school (default: that of the folder).")
@click.option("--language", "tongue", default="zh-CN", show_default=True, help="Of its pages.")
@click.option(
    "--host",
    type=click.Choice(list(HOSTS)),
    default="github",
    show_default=True,
    help="Git host whose workflow is written.",
)
@language_option
def school(
    folder: Path, *, name: str | None, tongue: str, host: str, language: StaffLanguage
) -> None:
    """Make FOLDER a school: an example course, settings, a workflow, what editors read."""
    root = folder.resolve()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise click.UsageError(_FULL.filled(folder=folder).in_language(language))
    title = " ".join((name or root.name).split())
    files = school_files(title, tongue, today())
    files |= {path: _workflow(file) for path, file in HOSTS[host].items()}
    _write(root, files, language)
    _next(
        Said(
            "Go on: cd {folder}, then renlearn serve, and open http://127.0.0.1:8000/",
            "接着：cd {folder}，再运行 renlearn serve，用浏览器打开 http://127.0.0.1:8000/",
        ).filled(folder=folder),
        language,
    )


@new.command()
@school_option
@click.argument("folder", metavar="TRACK/COURSE")
@click.option("--title", help="Title of the course.")
@language_option
def course(root: Path, *, folder: str, title: str | None, language: StaffLanguage) -> None:
    """Begin a course: course.yml and a first lesson, which stays a draft until you say so."""
    try:
        path = course_folder(folder)
        files = course_files(root, path, title or _asked(language))
    except NameFaultError as fault:
        raise _fault(fault, folder, language) from fault
    first = next(file for file in files if file.endswith(".md"))
    _write(root, files, language)
    _next(
        Said(
            "Go on: write in {path}; renlearn serve shows it. "
            "The next lesson: renlearn new lesson {course} TITLE",
            "接着：打开 {path} 来写，renlearn serve 边写边看。"
            "下一课：renlearn new lesson {course} 题目",
        ).filled(path=first, course=path),
        language,
    )


@new.command()
@school_option
@click.argument("folder", metavar="TRACK/COURSE")
@click.argument("title", required=False)
@language_option
def lesson(root: Path, *, folder: str, title: str | None, language: StaffLanguage) -> None:
    """Begin a lesson under the course's next number; it stays a draft until you say so."""
    path = folder
    try:
        path = course_folder(folder)
        files = lesson_file(root, path, title or _asked(language))
    except NameFaultError as fault:
        raise _fault(fault, path, language) from fault
    _write(root, files, language)
    _next(
        Said(
            "Go on: write in it; renlearn serve shows it, renlearn check says what is wrong.",
            "接着：打开来写；renlearn serve 边写边看，renlearn check 告诉你哪里不对。",
        ),
        language,
    )


def _workflow(template: str) -> bytes:
    """With the program from where packages come from: it does not lie in the new repository."""
    text = (TEMPLATES / template).read_bytes()
    return text.replace(b'RENLEARN: "."', b'RENLEARN: "renlearn"')


def _asked(language: StaffLanguage) -> str:
    if not sys.stdin.isatty():
        raise NameFaultError("title")
    return str(click.prompt(_TITLE.in_language(language)))


def _fault(fault: NameFaultError, given: str, language: StaffLanguage) -> click.ClickException:
    said = _FAULTS[fault.args[0]].filled(given=given)
    if fault.args[0] == "course":
        return failure(said, language)
    return click.UsageError(said.in_language(language))


def _write(root: Path, files: dict[str, bytes], language: StaffLanguage) -> None:
    try:
        write_files(root, files)
    except FileExistsError as there:
        raise failure(_THERE.filled(path=there.args[0]), language) from there
    for path in files:
        click.echo(_WROTE.filled(path=path).in_language(language))


def _next(said: Said, language: StaffLanguage) -> None:
    click.echo(said.in_language(language))
