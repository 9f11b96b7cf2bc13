"""What the code says of problems: its literals that are sentences, `{}` for what varies."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

BUILDER = Path(__file__).parents[1] / "builder"
# All that makes problems for those who write lessons, and nothing that speaks in other ways.
FOLDERS = ("load", "check", "check/advice", "markup", "media", "wechat")
FILES = ("exam/gate.py", "site/budget.py", "browser.py")
_MAKES = re.compile(
    r"\b(?:Problem|problems|Fault|Finding|Slip|Refusal|Failure|MediaError|NotUtf8Error"
    r"|TooDeepError|NoBrowserError|mend)\b"
)
_WORD = re.compile(r"(?<![\w.#@/-])[a-z]{3,}(?![\w@#/-])")
_OTHER = re.compile(
    r"^\s*<!?/?\w+[ >]|\\[sdwb(]|\(\?|^(?:CREATE|SELECT|DELETE) "
)  # HTML, patterns, SQL
_CALLS = {"compile", "Said", "WordingError", "TypeError", "ValueError"}  # shown otherwise, or never


def sentences() -> Iterator[tuple[str, str]]:
    """Place in the code, and the sentence."""
    for folder in FOLDERS:
        for file in sorted((BUILDER / folder).glob("*.py")):
            yield from _in_file(file)
    for name in FILES:
        yield from _in_file(BUILDER / name)


def shape(text: str) -> str:
    """A sentence with `{}` in place of every `{name}`."""
    return "".join(
        literal + ("{}" if name is not None else "")
        for literal, name, _, _ in Formatter().parse(text)
    )


def _in_file(file: Path) -> Iterator[tuple[str, str]]:
    source = file.read_text(encoding="utf-8")
    if not _MAKES.search(source):
        return
    tree = ast.parse(source)
    others = set(_others(tree))
    for node in ast.walk(tree):
        text = "" if id(node) in others else _text(node)
        if " " in text and _WORD.search(text) and not _OTHER.search(text):
            yield f"{file.relative_to(BUILDER)}:{getattr(node, 'lineno', 0)}", text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _text(part) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return ""


def _others(tree: ast.AST) -> Iterator[int]:
    """Docstrings, parts of f-strings, and what is handed to something that shows nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from map(id, node.values)
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            yield id(node.format_spec)
        elif isinstance(node, ast.Compare):  # looked for in other programs' words
            yield from map(id, [node.left, *node.comparators])
        elif isinstance(node, ast.Call) and _name(node.func) in _CALLS:
            yield from (id(one) for argument in node.args for one in ast.walk(argument))


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
