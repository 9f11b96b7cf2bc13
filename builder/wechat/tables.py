"""Tables: narrow ones as they are, the others as a block for each row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from builder import wechat_limits as limits
from builder.wechat.inline import inline
from builder.wechat.nodes import Node, children, element, elements, holds, named, words

if TYPE_CHECKING:
    from builder.wechat.flow import Flow

# Measures in em of a cell's text (15 px), a Chinese character being 1 and a Latin one 0.55.
_COLUMN = 22.0  # of a phone's column of text, 343 px less a padding
_PADDING = 1.2  # of a cell, with its line
_ROUGH = 2.0  # columns of text that the longest cells of all columns may fill together
_LATIN = 0.55
_BREAKS = re.compile(r"[\u2e80-\uffef]|\s")
_SPAN = 20  # cells at most that one may stand for


@dataclass(frozen=True)
class _Cell:
    """A place in the grid; a cell that spans several columns is `again` in the others."""

    node: Node
    again: bool = False

    @property
    def text(self) -> str:
        return "" if self.again else words(self.node)


def table(node: Node, flow: Flow) -> str:
    """HTML of a table."""
    caption = "".join(inline(children(one), flow) for one in elements(node, "caption"))
    rows = _grid(node)
    head, body = _parted(rows)
    shown = _narrow(head, body, flow) if _fits(rows, flow) else _blocks(head, body, flow)
    return element("p", caption, "caption") + shown


def _grid(node: Node) -> list[list[_Cell]]:
    """Rows of cells: one over several rows stands in each of them."""
    grid: list[list[_Cell]] = []
    open_cells: dict[int, tuple[_Cell, int]] = {}
    for row in _rows(node):
        line: list[_Cell] = []

        def continued(line: list[_Cell] = line) -> None:
            while len(line) in open_cells:
                cell, left = open_cells.pop(len(line))
                if left > 1:
                    open_cells[len(line)] = cell, left - 1
                line.append(cell)

        for cell in elements(row, "td", "th"):
            continued()
            for step in range(_span(cell, "colspan")):
                one = _Cell(cell, again=step > 0)
                if (rows := _span(cell, "rowspan")) > 1:
                    open_cells[len(line)] = one, rows - 1
                line.append(one)
        continued()
        grid.append(line)
    return [line for line in grid if line]


def _rows(node: Node) -> list[Node]:
    """Rows in the order shown: the foot comes last."""
    rows = list(elements(node, "tr"))
    for part in ("thead", "tbody", "tfoot"):
        rows += [row for one in elements(node, part) for row in elements(one, "tr")]
    return rows


def _span(cell: Node, name: str) -> int:
    text = named(cell, name)
    return min(max(int(text), 1), _SPAN) if text.isdecimal() and len(text) < 6 else 1


def _parted(rows: list[list[_Cell]]) -> tuple[list[_Cell], list[list[_Cell]]]:
    """The row of headings, if the first is one, and the others."""
    if rows and all(one.node.tag == "th" for one in rows[0]):
        return rows[0], rows[1:]
    return [], rows


def _fits(rows: list[list[_Cell]], flow: Flow) -> bool:
    """Whether a table can be read at 375 px."""
    if not rows or max(map(len, rows)) > limits.TABLE_COLUMNS:
        return False
    if not all(flow.are_words(children(cell.node)) for row in rows for cell in row):
        return False
    columns = [[cell for cell in column if cell] for column in zip_longest(*rows)]
    free = _COLUMN - _PADDING * len(columns)
    unbroken = sum(max(map(_longest_word, column)) for column in columns)
    whole = sum(max(_width(cell.text) for cell in column) for column in columns)
    return unbroken <= free and (len(columns) <= 2 or whole <= _ROUGH * free)


def _longest_word(cell: _Cell) -> float:
    return max(map(_width, _BREAKS.split(cell.text)), default=0.0) or 1.0


def _width(text: str) -> float:
    return sum(1.0 if char >= "\u2e80" else _LATIN for char in text)


def _narrow(head: list[_Cell], body: list[list[_Cell]], flow: Flow) -> str:
    width = max(map(len, [head, *body]))
    rows = [("th", head)] if head else []
    rows += [("", row) for row in body]
    lines = (
        "".join(_cell(cell, tag or cell.node.tag or "td", flow) for cell in row)
        + "<td></td>" * (width - len(row))
        for tag, row in rows
    )
    return f"<table><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"


def _cell(cell: _Cell, tag: str, flow: Flow) -> str:
    inner = "" if cell.again else inline(children(cell.node), flow)
    align = named(cell.node, "align")
    name = f' class="{align}"' if align in {"right", "center"} else ""
    return f"<{tag}{name}>{inner}</{tag}>"


def _blocks(head: list[_Cell], body: list[list[_Cell]], flow: Flow) -> str:
    if not body:
        return element("section", _row([("", one) for one in head], flow), "row")
    titles = dict(enumerate(inline(children(one.node), flow) for one in head))
    # A column to be filled in by the reader is shown for that.
    used = {at for row in body for at, cell in enumerate(row) if _is_used(cell)}
    rows = (
        [(titles.get(at, ""), cell) for at, cell in enumerate(row) if _is_shown(cell, at, used)]
        for row in body
    )
    return "".join(element("section", _row(row, flow), "row") for row in rows)


def _is_shown(cell: _Cell, at: int, used: set[int]) -> bool:
    return _is_filled(cell) or at not in used


def _is_used(cell: _Cell) -> bool:
    return cell.again or _is_filled(cell)


def _is_filled(cell: _Cell) -> bool:
    return not cell.again and (bool(words(cell.node)) or holds(cell.node, "img", "math"))


def _row(row: list[tuple[str, _Cell]], flow: Flow) -> str:
    """A row's cells below one another, each behind its heading."""
    parts: list[str] = []
    lines: list[str] = []
    for title, cell in row:
        before = f"<b>{title}</b>{flow.translate('：')}" if title else ""
        if flow.are_words(children(cell.node)):
            lines.append(before + inline(children(cell.node), flow))
        else:
            parts += [_lines([*lines, before]), flow.blocks(children(cell.node))]
            lines = []
    return "".join([*parts, _lines(lines), flow.due()])


def _lines(lines: list[str]) -> str:
    return element("p", "<br>".join(filter(None, lines)))
