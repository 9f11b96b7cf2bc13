"""`renlearn quiz`: a course's questions to other systems and to paper."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import click

from builder.cli.progress import media_progress
from builder.cli.quiz_import import import_questions
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_option
from builder.i18n import Said, StaffLanguage
from builder.model.course import Course
from builder.model.school import School
from builder.prepared import Prepared, prepare
from builder.problem_words import line
from builder.quiz.booklet import Booklet, examination, practice
from builder.quiz.build import FOLDER
from builder.quiz.export import FORMATS, exported
from builder.staging import write_whole

_FAULTY = Said(
    "questions would be missing; mend these first\n{lines}", "会缺题目；先改好这些\n{lines}"
)


@click.group()
def quiz() -> None:
    """Questions to other systems and to paper, and from other systems."""


quiz.add_command(import_questions)


@quiz.command()
@school_option
@language_option
@click.option("--to", "name", required=True, type=click.Choice(list(FORMATS)), help="The format.")
@click.option("--exam", "of_exam", is_flag=True, help="The exam instead of practice questions.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.argument("course", metavar="COURSE")
def export(
    root: Path,
    *,
    language: StaffLanguage,
    name: str,
    of_exam: bool,
    out: Path | None,
    as_json: bool,
    course: str,
) -> None:
    """
    Write the questions of COURSE (business/accounting, or accounting) in another format.

    Into build/quizzes/COURSE unless --out says otherwise. What is written
    holds the answers; it is for instructors.
    """
    ready = prepare(root, progress=media_progress(quiet=as_json))
    chosen = _course(ready.school, course)
    folder = _folder(root, out) if out else root / "build" / FOLDER / chosen.path
    _refuse_faulty(ready, chosen, language, of_exam=of_exam)
    booklet = _booklet(chosen, of_exam=of_exam)
    files = exported(booklet, ready.media, name)
    written = [_write(folder / path, data) for path, data in files.items()]
    _say(booklet, written, as_json=as_json)


def _course(school: School, name: str) -> Course:
    """The course of a path or of a slug that only one has; the nearest is named else."""
    wanted = name.strip("/")
    courses = list(school.courses)
    found = [one for one in courses if wanted in {one.path, f"content/{one.path}"}]
    found = found or [one for one in courses if one.slug == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        paths = " or ".join(one.path for one in found)
        raise click.BadParameter(f"several courses are called {name}: write {paths}")
    names = {known: one.path for one in courses for known in (one.path, one.slug)}
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.5)
    hint = f"did you mean {names[near[0]]}?" if near else "renlearn check names what there is"
    raise click.BadParameter(f"there is no course {name}; {hint}")


def _folder(root: Path, out: Path) -> Path:
    """`--out`, unless what lies there is published."""
    folder = out.resolve()
    build, staff = root / "build", root / "build" / FOLDER
    if folder.is_relative_to(root / "content"):
        raise click.BadParameter("what lies in content/ may be published; choose another folder")
    if folder.is_relative_to(build) and not folder.is_relative_to(staff):
        raise click.BadParameter(f"of build/, only build/{FOLDER} is for answers; choose it")
    return folder


def _refuse_faulty(
    ready: Prepared, course: Course, language: StaffLanguage, *, of_exam: bool
) -> None:
    """Stop when questions would be missing because of mistakes in their files."""
    bank = f"content/{course.path}/"
    faults = [
        problem
        for problem in ready.problems.errors
        if problem.leaves_out
        and problem.path.startswith(bank)
        and problem.path.endswith("/exam.md") == of_exam
    ]
    if faults:
        lines = "\n".join(line(problem, language) for problem in faults)
        raise failure(_FAULTY.filled(lines=lines), language)


def _booklet(course: Course, *, of_exam: bool) -> Booklet:
    if of_exam and not course.exam:
        raise click.ClickException(f"{course.path} has no exam: there is no exam.md in it")
    booklet = examination(course) if of_exam else practice(course)
    if not booklet.entries:
        raise click.ClickException(f"{course.path} has no questions: see 小测 in docs/writing.md")
    return booklet


def _write(file: Path, data: bytes) -> Path:
    try:
        write_whole(file, data)
    except OSError as fault:
        raise click.ClickException(f"cannot write {file}: {fault.strerror}") from fault
    return file


def _say(booklet: Booklet, written: list[Path], *, as_json: bool) -> None:
    if as_json:
        files = [str(file) for file in written]
        record = {"course": booklet.course.path, "exam": booklet.exam, "files": files}
        click.echo(json.dumps({**record, "questions": len(booklet.entries)}, ensure_ascii=False))
        return
    for file in written:
        click.echo(f"Wrote {file}")
    count = len(booklet.entries)
    click.echo(f"{count} question{'' if count == 1 else 's'} of {booklet.title}.")
    if booklet.exam:
        click.echo(
            "These files hold the exam and its answers: "
            "give them to instructors only, and never put them on a site or into a group."
        )
