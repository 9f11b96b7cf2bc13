"""The scoring sheet of a presentation: its table with a column to write in, and the sum."""

from __future__ import annotations

import re

from builder.i18n import decimal, translations, translator
from builder.text import fold

_POINTS = frozenset({"分值", "满分"})  # headings of the column that counts, beside 分数
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def points_column(table: str) -> int | None:
    """The column of a table (HTML) that holds points, or None."""
    rows = _ROW.findall(table)
    heads = map(fold, _CELL.findall(rows[0])) if rows else ()
    counted = _POINTS | translations("分数")
    return next((at for at, head in enumerate(heads) if head in counted), None)


def has_score_sheet(html: str) -> bool:
    """Whether a text holds a table of points."""
    return any(points_column(table) is not None for table in _TABLE.findall(html))


def with_score_sheets(html: str, language: str) -> str:
    """The text, each table of points with a column for the marks given and a row for their sum."""

    def sheet(table: re.Match[str]) -> str:
        column = points_column(table[0])
        return table[0] if column is None else _sheet(table[0], column, language)

    return _TABLE.sub(sheet, html)


def _sheet(table: str, column: int, language: str) -> str:
    translate = translator(language)
    rows = _ROW.findall(table)
    cells = [_CELL.findall(row) for row in rows]
    found = (_NUMBER.search(row[column]) for row in cells[1:] if len(row) > column)
    total = sum(float(one[0].replace(",", ".")) for one in found if one)
    head = f"<tr>{rows[0].strip()}<th>{translate('得分')}</th></tr>"
    body = "".join(f"<tr>{row.strip()}<td></td></tr>" for row in rows[1:])
    blanks = len(cells[0]) - column - 1
    last = f"<td colspan={column or 1}>{translate('合计')}</td><td>{decimal(total, language)}</td>"
    last += "<td></td>" * blanks + "<td></td>"
    return f"<table><thead>{head}</thead><tbody>{body}<tr>{last}</tr></tbody></table>"
