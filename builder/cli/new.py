"""`renlearn new`: working examples of a school, a course, a lesson to write after."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.cli.ci import HOSTS, INSTALLED, workflow
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_option
from builder.i18n import Said, StaffLanguage
from builder.load.settings import is_language
from builder.scaffold.editor import editor_settings, schema_files
from builder.scaffold.lesson import (
    NameFaultError,
    course_files,
    course_folder,
    known_course,
    lesson_file,
)
from builder.scaffold.school import school_files
from builder.scaffold.write import AlreadyThereError, write_files
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
    "windows": Said(
        "Windows cannot have a folder named {given}; take another name",
        "Windows 上不能有叫 {given} 的文件夹；请换一个名字",
    ),
    "missing": Said(
        "name the course's folder as TRACK/COURSE, such as vocational/cooking",
        "请写课程的文件夹：栏目/课程，例如 vocational/cooking",
    ),
    "title": Said(
        "the title has to have 1 to 64 characters",
        "标题要有 1 到 64 个字",
    ),
    "course": Said(
        "there is no course {given}; renlearn new course {given} begins it",
        "没有 {given} 这门课；renlearn new course {given} 可以新建",
    ),
}
_THERE = Said("{path} exists already; nothing was written", "{path} 已经有了；什么也没有写")
_FULL = Said(
    "{folder} is there already and is no empty folder; name a new one",
    "{folder} 已经有了，不是空文件夹；请换一个新的",
)
_TAG = Said(
    "{language} is no language; write a tag such as zh-CN, en, vi",
    "{language} 不是语言的代号；请写 zh-CN、en、vi 这样的代号",
)
_REFUSED = Said("{path} cannot be written ({reason})", "{path} 写不进去（{reason}）")
_WROTE = Said("Wrote {path}", "写好 {path}")
_TITLE = Said("Title", "标题")
_FOLDER = Said("Folder, as TRACK/COURSE", "文件夹（栏目/课程）")


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
    if not is_language(tongue):
        raise click.UsageError(_TAG.filled(language=tongue).in_language(language))
    files = school_files(" ".join((name or "").split()) or root.name, tongue, today())
    _write(root, files | workflow(host, INSTALLED, language), language)
    place = f'"{folder}"' if " " in str(folder) else folder
    _next(
        Said(
            "Go on: cd {place}, then renlearn serve, which shows it in your browser; "
            "README.md says the rest.",
            "接着：cd {place}，再运行 renlearn serve，浏览器里就能看到；其余的看 README.md。",
        ).filled(place=place),
        language,
    )


@new.command()
@school_option
@click.argument("folder", metavar="TRACK/COURSE", required=False)
@click.option("--title", help="Title of the course.")
@language_option
def course(root: Path, *, folder: str | None, title: str | None, language: StaffLanguage) -> None:
    """Begin a course: course.yml and a first lesson, which stays a draft until you say so."""
    given = folder or _asked(_FOLDER, "missing", language)
    try:
        path = course_folder(given)
        files = course_files(root, path, title or _asked(_TITLE, "title", language))
    except NameFaultError as fault:
        raise _fault(fault, given, language) from fault
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
@click.argument("folder", metavar="TRACK/COURSE", required=False)
@click.argument("title", required=False)
@language_option
def lesson(root: Path, *, folder: str | None, title: str | None, language: StaffLanguage) -> None:
    """Begin a lesson under the course's next number; it stays a draft until you say so."""
    given = folder or _asked(_FOLDER, "missing", language)
    try:
        path = known_course(root, given)
        files = lesson_file(root, path, title or _asked(_TITLE, "title", language))
    except NameFaultError as fault:
        raise _fault(fault, given, language) from fault
    _write(root, files, language)
    _next(
        Said(
            "Go on: write in it; renlearn serve shows it, renlearn check says what is wrong.",
            "接着：打开来写；renlearn serve 边写边看，renlearn check 告诉你哪里不对。",
        ),
        language,
    )


@new.command()
@school_option
@language_option
def editor(root: Path, language: StaffLanguage) -> None:
    """Write what VS Code reads of a school, .vscode/; schemas that are there are renewed."""
    settings = editor_settings().items()
    kept = {path: data for path, data in settings if not (root / path).exists()}
    _write(root, kept | schema_files(), language, over=True)


def _asked(what: Said, fault: str, language: StaffLanguage) -> str:
    """What a user at a terminal answers; elsewhere it is wrong usage."""
    if not sys.stdin.isatty():
        raise click.UsageError(_FAULTS[fault].in_language(language))
    return str(click.prompt(what.in_language(language)))


def _fault(fault: NameFaultError, given: str, language: StaffLanguage) -> click.ClickException:
    said = _FAULTS[fault.args[0]].filled(given=given)
    if fault.args[0] == "course":
        return failure(said, language)
    return click.UsageError(said.in_language(language))


def _write(
    root: Path, files: dict[str, bytes], language: StaffLanguage, *, over: bool = False
) -> None:
    try:
        write_files(root, files, over=over)
    except AlreadyThereError as there:
        raise failure(_THERE.filled(path=there), language) from there
    except OSError as error:
        said = _REFUSED.filled(path=error.filename or root, reason=error.strerror)
        raise failure(said, language) from error
    for path in files:
        click.echo(_WROTE.filled(path=path).in_language(language))


def _next(said: Said, language: StaffLanguage) -> None:
    click.echo(said.in_language(language))
