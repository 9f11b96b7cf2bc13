"""Tables and plain text, read by the standard library and openpyxl."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from builder.model.media import Media
from builder.prepared import Prepared
from builder.quiz.booklet import Booklet
from builder.quiz.formats.table import safe, table_csv, table_xlsx
from builder.quiz.formats.wjx import wjx
from tests.quiz.many_kinds import booklet_of

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
LETTERED = re.compile(r"[A-Z]\. ")


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_csv_and_workbook_say_the_same(booklet: Booklet, ready: Prepared) -> None:
    rows = read_csv(table_csv(booklet, ready.media)["questions.csv"])
    sheet = read_xlsx(table_xlsx(booklet, ready.media)["questions.xlsx"])

    assert len(rows) == len(sheet) - 1 == len(booklet.entries)
    for row, cells in zip(rows, sheet[1:], strict=True):
        plain = [(one or "").removeprefix("'") for one in row.values()]
        assert plain == ["" if cell is None else str(cell).removeprefix("'") for cell in cells]


def test_a_row_holds_the_whole_question(booklet: Booklet, ready: Prepared) -> None:
    rows = read_csv(table_csv(booklet, ready.media)["questions.csv"])
    single, fill, match = rows[0], rows[4], rows[6]

    assert single["题型"] == "单选题"
    assert single[f"选项{single['答案']}"] == "货架上的存货"
    assert single["分值"] == "2"
    assert fill["答案"] == "支出;成本 * 费用|1850;1850元"
    assert match["左项"] == "1. 收入\n2. 支出"
    assert match["出处"].startswith("content/business/记 账/01-空 格.md:")


def test_media_lie_beside_by_the_names_in_the_text(booklet: Booklet, ready: Prepared) -> None:
    files = wjx(booklet, ready.media)
    text = files.pop("wjx.txt").decode()

    assert len(files) == 3
    for name, data in files.items():
        assert name.removeprefix("media/") in text
        assert data


def test_no_cell_is_a_formula(booklet: Booklet, ready: Prepared) -> None:
    hostile = read_csv(table_csv(booklet, ready.media)["questions.csv"])[9]
    choices = {hostile[f"选项{letter}"][:2] for letter in "ABC"}
    book = load_workbook(io.BytesIO(table_xlsx(booklet, ready.media)["questions.xlsx"]))
    kinds = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}

    assert choices == {"'=", "'@", "'-"}
    assert "f" not in kinds


@given(WORDS)
def test_a_safe_cell_is_no_formula_and_loses_nothing(text: str) -> None:
    cell = str(safe(text))

    assert cell.removeprefix("'") == text.removeprefix("'")
    assert cell.lstrip()[:1] not in set("=@＝＋－＠") or cell.startswith("'")


def test_a_number_stays_a_number() -> None:
    assert [safe("-5"), safe("+3.5"), safe(1850)] == ["-5", "+3.5", 1850]
    assert safe("-5+1") == "'-5+1"
    assert safe("＝SUM(A1)") == "'＝SUM(A1)"


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_any_words_come_back_from_both_tables(texts: list[str]) -> None:
    booklet = booklet_of(*(f"题{text}" for text in texts))
    rows = read_csv(table_csv(booklet, Media())["questions.csv"])
    sheet = read_xlsx(table_xlsx(booklet, Media())["questions.xlsx"])[1:]

    legal = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    for text, row, cells in zip(texts, rows, sheet, strict=True):
        words = " ".join(legal.sub("", " ".join(f"题{text}".split())).split())
        assert " ".join(row["题干"].split()) == words
        assert " ".join(str(cells[2]).split()) == words


@given(WORDS)
def test_each_part_of_the_plain_text_is_one_line(text: str) -> None:
    lines = wjx(booklet_of(text), Media())["wjx.txt"].decode().splitlines()

    assert len(lines) == 5
    assert lines[0].startswith("1. ")
    assert lines[0].endswith("[单选题][分值：1]")
    assert LETTERED.match(lines[1])
    assert LETTERED.match(lines[2])
    assert lines[3] in {"答案：A", "答案：B"}
    assert lines[4].startswith("解析：")
