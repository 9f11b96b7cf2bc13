"""Formulas: those of one line as words with sub and sup, the others as pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from builder.wechat.nodes import Node, elements, named, raw, written
from builder.wechat.pictures import FILLS, tag

if TYPE_CHECKING:
    from builder.wechat.flow import Flow

_ROWS = frozenset({"math", "mrow", "mstyle", "mpadded"})
_SCRIPTS: Mapping[str, Sequence[str]] = {
    "msub": ("sub",),
    "msup": ("sup",),
    "msubsup": ("sub", "sup"),
}
_INVISIBLE = "\u2061\u2062\u2063\u2064\u200b"  # function application, invisible times and comma
_SPACED = frozenset({"&lt;", "&gt;", *"=≠≤≥≈≡∼∝+−-±∓×÷⋅·∗→←↔⇒⇔⟹∈∉⊂⊆∪∩∧∨∣≪≫:∶"})
_OPENING = frozenset("([{⟨|,;，；（")
_TALL = frozenset("∑∏∫∬∮⋃⋂")  # drawn larger than a line, with what stands above and below them


def formula(node: Node, flow: Flow) -> str:
    """HTML of a `<math>` element."""
    line = one_line(node)
    return _drawn(node, flow) if line is None else line


def is_display(node: Node) -> bool:
    """Whether a formula stands on a line of its own."""
    return node.tag == "math" and named(node, "display") == "block"


def one_line(node: Node) -> str | None:
    """A formula as words with `<sub>` and `<sup>`; None when it has more than one line."""
    parts = [_part(one) for one in _terms(node)]
    if any(part is None for part in parts):
        return None
    return _spaced([part for part in parts if part]).strip()


def _terms(node: Node) -> list[Node]:
    """What stands in a row, rows in rows laid open."""
    found: list[Node] = []
    for one in elements(node):
        found += _terms(one) if one.tag in _ROWS else [one]
    return found


def _part(node: Node) -> str | None:
    tag_name = node.tag or ""
    if tag_name in _SCRIPTS:
        return _scripted(node, _SCRIPTS[tag_name])
    if tag_name == "mspace":
        return " "
    if tag_name not in {"mi", "mn", "mo", "mtext", "ms"}:
        return None
    text = raw(node)
    if tag_name == "mo" and (_TALL & set(text)):
        return None
    html = written("".join(char for char in text if char not in _INVISIBLE))
    upright = tag_name != "mi" or len(text) != 1 or not text.isalpha() or not text.isascii()
    return html if upright or named(node, "mathvariant") == "normal" else f"<i>{html}</i>"


def _scripted(node: Node, tags: Sequence[str]) -> str | None:
    base, *scripts = elements(node)
    parts = [_row(base), *map(_row, scripts)]
    if any(part is None for part in parts):
        return None
    if parts[1:] == ["′"]:
        return f"{parts[0]}′"
    raised = zip(tags, parts[1:], strict=True)
    return f"{parts[0]}" + "".join(f"<{name}>{part}</{name}>" for name, part in raised)


def _row(node: Node) -> str | None:
    return one_line(node) if node.tag in _ROWS else _part(node)


def _spaced(parts: Sequence[str]) -> str:
    """Parts with space around signs that stand between two of them, none after a leading sign."""
    html, before = "", ""
    for part in parts:
        binary = part in _SPACED and before and before not in _OPENING and before not in _SPACED
        html += f" {part} " if binary else part
        before = part
    return html


def _drawn(node: Node, flow: Flow) -> str:
    """A picture of a formula at the size of the text; its source where it cannot be drawn."""
    from builder.drawn.formula import FormulaError, formula_png  # noqa: PLC0415 (slow to import)

    latex = named(node, "alttext")
    mathml, display = (node.html or "").replace("&nbsp;", "\xa0"), is_display(node)
    try:
        image = flow.files.drawn(
            ("formula", mathml, display), lambda: formula_png(mathml, display=display)[0]
        )
    except FormulaError:
        return f'<code class="code">{written(latex)}</code>'
    shown = round(image.width / 2)  # it is drawn for screens of two pixels to one
    return tag(image, latex, "formula", shown if shown < FILLS else None)
