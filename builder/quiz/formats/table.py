"""A table of the questions: CSV and .xlsx."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from xlsxwriter import Workbook

from builder.exam.lettered import LETTERS
from builder.markup.plain import plain
from builder.model.media import Media
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.formats.wjx import LABELS, answer, stem
from builder.quiz.pieces import MEDIA_FOLDER, Pieces, in_folder

Cell = str | float
_CELL = 32_767  # characters that a cell of .xlsx holds (ECMA-376)
# What makes spreadsheets compute a cell (OWASP, CSV Injection), in full width too.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def table_csv(booklet: Booklet, media: Media) -> dict[str, bytes]:
    """The table as CSV in UTF-8 with a mark that Excel needs; no cell is a formula."""
    return _table(booklet, media, "questions.csv", _csv)


def table_xlsx(booklet: Booklet, media: Media) -> dict[str, bytes]:
    """The table as a workbook of one sheet, its words as words."""
    return _table(booklet, media, "questions.xlsx", _xlsx)


def _table(
    booklet: Booklet, media: Media, name: str, write: Callable[[list[list[Cell]]], bytes]
) -> dict[str, bytes]:
    pieces = Pieces(media, in_folder)
    width = max((len(entry.listed) for entry in booklet.entries), default=0)
    head = ["题号", "题型", "题干", "左项", *(f"选项{letter}" for letter in LETTERS[:width])]
    rows: list[list[Cell]] = [[*head, "答案", "解析", "分值", "章节", "编号", "出处"]]
    rows += [_row(entry, pieces, width) for entry in booklet.entries]
    files = {f"{MEDIA_FOLDER}/{one}": path.read_bytes() for one, path in pieces.files.items()}
    return {name: write(rows), **files}


def _row(entry: Entry, pieces: Pieces, width: int) -> list[Cell]:
    question = entry.question
    listed = [plain(pieces.html(entry, text)) for text in entry.listed]
    lefts = (
        f"{at}. {plain(pieces.html(entry, left))}" for at, (left, _) in enumerate(question.pairs, 1)
    )
    texts = [
        stem(entry, pieces),
        "\n".join(lefts),
        *listed,
        *[""] * (width - len(listed)),
        answer(entry, pieces),
        plain(pieces.html(entry, question.explanation)),
    ]
    place = [entry.group, question.id, f"{question.path}:{question.line}"]
    words = [_CONTROLS.sub("", text) for text in [*texts, *place]]
    cut = len(texts)
    points = int(question.points) if question.points.is_integer() else question.points
    return [entry.number, LABELS[question.kind], *words[:cut], points, *words[cut:]]


def _csv(rows: list[list[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what looks like one."""
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _xlsx(rows: list[list[Cell]]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("题库")
        sheet.freeze_panes(1, 0)
        sheet.set_column(2, 2, 50)  # characters
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell[:_CELL])
                else:
                    sheet.write_number(at, column, cell)
    return out.getvalue()
