"""`renlearn results`: pasted chats in, scores and figures out."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import click
from tabulate import tabulate

from builder.cache_folder import cache_folder
from builder.cli.certificate_files import LINKS, Issued, Issuer
from builder.cli.completed import Companies, Completed, say_completed, write_completed
from builder.cli.learner_lists import read_marks, read_pins
from builder.cli.school_folder import school_option
from builder.exam.code import code_length
from builder.exam.kept import KeyFileError, Keys, current_exams
from builder.load.school import load
from builder.model.school import School
from builder.results.analysis import QuestionFigures, figures
from builder.results.chat import Claim, claims, merged
from builder.results.completions import completion_record, is_completion
from builder.results.gathered import Gathered, Taken, Which, gather
from builder.results.page import page
from builder.results.tables import (
    LEARNERS,
    QUESTIONS,
    learner_rows,
    question_rows,
    record,
    write_csv,
)  # fmt: skip
from builder.text import decoded

FOLDER = click.Path(file_okay=False, path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)
IN = click.Path(exists=True, dir_okay=False, path_type=Path)
Exam = tuple[list[Taken], list[QuestionFigures]]


@click.command()
@school_option
@click.argument("files", nargs=-1, required=True, type=click.File("rb"), metavar="FILE…")
@click.option(
    "--take",
    type=click.Choice(get_args(Which)),
    default="first",
    help="Which attempt of a learner counts.",
)
@click.option("--pins", type=IN, help="CSV of name and PIN, for exams with PINs.")
@click.option("--marks", type=IN, help="CSV of name or code, number, points: open questions.")
@click.option("--csv", "csv_file", type=OUT, help="Write learners here, questions beside it.")
@click.option("--html", type=OUT, help="Write a page with plots here.")
@click.option("--certificates", type=FOLDER, help="Make certificates of who passed into DIR.")
@click.option("--dated", type=DAY, help="Day of the exam on certificates, not the phones'.")
@click.option("--scores/--no-scores", default=True, help="Whether certificates say the points.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def results(
    root: Path, files: tuple[Any, ...], *, take: Which, pins: Path | None, marks: Path | None,
    csv_file: Path | None, html: Path | None, certificates: Path | None, dated: datetime | None,
    scores: bool, as_json: bool,
) -> None:  # fmt: skip
    """
    Score the result codes in pasted chats; list who completed a company's programme.

    FILE is a text file with the chat, or - for standard input. Codes that
    cannot be read are named with their line, and the exit status is 1.
    Names are personal data: nothing is written but where you say.
    """
    try:
        scored = _scored(root, files, take, read_pins(pins), read_marks(marks))
        school, gathered, exams, companies = scored
    except KeyFileError as fault:
        raise click.ClickException(str(fault)) from fault
    if csv_file and companies:
        write_completed(csv_file, companies)
    if csv_file and (exams or not companies):
        _write_csv(csv_file, exams)
    if html:
        html.write_text(page(exams), encoding="utf-8")
    issued = None
    if certificates:
        day = dated.date() if dated else None
        issuer = Issuer(school, certificates, dated=day, scores=scores)
        issued = issuer.issue(gathered.taken)
    if as_json:
        _print_json(gathered, exams, companies, issued)
    else:
        _print(gathered, exams, companies)
        _print_issued(certificates, issued)
    nothing = not (gathered.taken or companies)
    missing = gathered.faults or nothing or (issued and issued.faults)
    sys.exit(1 if missing else 0)


def _scored(
    root: Path, files: tuple[Any, ...], take: Which, pins: dict[str, str],
    marks: dict[tuple[str, int], float],
) -> tuple[School, Gathered, list[Exam], Companies]:  # fmt: skip
    school, problems = load(root, cache=cache_folder(root))
    keys = Keys(root, current_exams(school).values())

    completed = Completed(school.without(problems.left_out))

    def length_of(start: str) -> int | None:
        key = keys.get(start[1:])
        return completed.length(start) or (code_length(key) if key else None)

    found: list[Claim] = []
    for file in files:
        found += claims(decoded(file.read()), file.name, length_of)
    once, repeated = merged(found)
    answers = [claim for claim in once if not is_completion(claim)]
    gathered = gather(answers, keys, which=take, pins=pins, marks=marks)
    companies, faults = completed.gather([claim for claim in once if is_completion(claim)])
    gathered.faults += faults
    gathered.repeated = repeated
    now = {question.id: question for course in school.courses for question in course.exam}

    def course_of(one: Taken) -> str:
        return one.attempt.exam.course

    groups = groupby(sorted(gathered.taken, key=course_of), key=course_of)
    taken = [list(group) for _, group in groups]
    return school, gathered, [(group, figures(group, now)) for group in taken], companies


def _write_csv(file: Path, exams: list[Exam]) -> None:
    learners: list[tuple[Any, ...]] = []
    questions: list[tuple[Any, ...]] = []
    for taken, found in exams:
        course = taken[0].attempt.exam.course
        learners += [(course, *row) for row in learner_rows(taken)]
        questions += [(course, *row) for row in question_rows(found)]
    write_csv(file, ("course", *LEARNERS), learners)
    write_csv(
        file.with_name(f"{file.stem}-questions{file.suffix}"), ("course", *QUESTIONS), questions
    )


def _print_json(
    gathered: Gathered, exams: list[Exam], companies: Companies, issued: Issued | None
) -> None:
    whole: dict[str, Any] = {
        "exams": [record(taken, found) for taken, found in exams],
        "companies": [completion_record(one) for one in companies],
        "faults": [vars(fault) for fault in gathered.faults],
        "repeated": gathered.repeated,
    }
    if issued:
        whole["certificates"] = [one.record() for one in issued.made]
        whole["without_certificate"] = issued.faults
    click.echo(json.dumps(whole, ensure_ascii=False, indent=1))


def _print(gathered: Gathered, exams: list[Exam], companies: Companies) -> None:
    for taken, found in exams:
        exam = taken[0].attempt.exam
        click.echo(f"\n{exam.course_title} {exam.title} ({exam.course})\n")
        click.echo(tabulate(learner_rows(taken), LEARNERS))
        mend = [one for one in found if one.remarks]
        if mend:
            click.echo("\nQuestions to look at:")
        for one in mend:
            click.echo(f"{one.place}: {'; '.join(one.remarks)}")
    say_completed(companies)
    for fault in gathered.faults:
        click.echo(str(fault), err=True)
    learners = len(gathered.taken) + sum(len(one.learners) for one in companies)
    said = f"{learners} learners, {len(gathered.faults)} codes that cannot be read"
    click.echo(f"\n{said}, {gathered.repeated} repeated.", err=True)


def _print_issued(folder: Path | None, issued: Issued | None) -> None:
    if issued is None:
        return
    for words in issued.faults:
        click.echo(words, err=True)
    said = f"{len(issued.made)} certificates in {folder}, their links in {LINKS}"
    click.echo(f"{said}. They hold names: give each to its learner alone.", err=True)
