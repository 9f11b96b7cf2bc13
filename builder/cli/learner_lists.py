"""CSV files about learners: their PINs, and points that a person gave."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from builder.exam.symbols import folded
from builder.text import decoded


def _rows(file: Path | None, columns: int) -> list[list[str]]:
    """The rows of a CSV file that have as many cells as are needed; others are wrong usage."""
    if file is None:
        return []
    rows = [row for row in csv.reader(decoded(file.read_bytes()).splitlines()) if any(row)]
    for line, row in enumerate(rows, 1):
        if len(row) < columns:
            raise click.UsageError(f"{file}:{line}: {columns} columns are needed")
    return rows


def read_pins(file: Path | None) -> dict[str, str]:
    """Name to PIN; raises UsageError for a row with less."""
    return {row[0].strip(): row[1].strip() for row in _rows(file, 2)}


def read_marks(file: Path | None) -> dict[tuple[str, int], float]:
    """(Name or folded code, number of the question) to points; raises UsageError for other rows."""
    marks = {}
    for line, row in enumerate(_rows(file, 3), 1):
        try:
            number, points = int(row[1]), float(row[2])
        except ValueError:
            if line == 1:
                continue  # a heading
            raise click.UsageError(f"{file}:{line}: number and points are needed") from None
        marks[row[0].strip(), number] = marks[folded(row[0]), number] = points
    return marks
