"""What is written without the Markdown library is what the library writes."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder.markup.extensions import new_markdown
from builder.markup.simple import simple_html
from builder.markup.source import clean

FILES = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
SIGNS = (
    *("*", "**", "_", "[", "]", "(", ")", "![", "](a.md)", "|", "\n", "\n\n", "  ", "    ", "- "),
    *(
        "1. ",
        "2) ",
        "> ",
        "# ",
        ": ",
        "\n: ",
        "!",
        "!!! note\n    ",
        "\n    ",
        "\n\n    x",
        "==",
        "~",
    ),
    *(
        "--",
        "\n---",
        "\n===",
        "$",
        "`",
        "\\",
        "<",
        "&",
        "^",
        "{",
        "[x] ",
        "[^1]",
        "+",
        "\u3000",
        '"',
    ),
    *("14.5", "???", "|---|", "\n|---|---|\n", "| a | b |\n", "***", " ", "“", "->", "\n#", "\n\n"),
)
LITTLE = (
    *SIGNS,
    *"ab字，",
    "\n",
    "\n",
    "x: y",
    "- a\n- b",
    "1. a\n2. b",
    "> a\n>\n> b",
    "甲\n:   乙",
)
MD = new_markdown()


def differs(text: str) -> bool:
    """Whether the two disagree; a text that is left to the library is no disagreement."""
    text = clean(text).expandtabs(4)
    own = simple_html(text)
    return own is not None and own != MD.reset().convert(text)


def lesson_texts() -> list[str]:
    return [FRONT.sub("", file.read_text(encoding="utf-8")) for file in FILES]


def spoilt_blocks(chance: random.Random) -> Iterator[str]:
    blocks = sorted({one for text in lesson_texts() for one in re.split(r"\n\s*\n", text) if one})
    while True:
        parts = chance.choices(blocks, k=chance.choice((1, 2, 4)))
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            part = chance.randrange(len(parts))
            at = chance.randrange(len(parts[part]) + 1)
            rest = parts[part][at + chance.choice((0, 0, 1)) :]
            parts[part] = parts[part][:at] + chance.choice(SIGNS) + rest
        yield chance.choice(("\n\n", "\n\n", "\n")).join(parts)


def signs(chance: random.Random) -> Iterator[str]:
    while True:
        yield "".join(chance.choices(LITTLE, k=chance.randint(1, 12)))


def test_lessons_are_the_same() -> None:
    assert [file for file, text in zip(FILES, lesson_texts(), strict=True) if differs(text)] == []


def test_most_blocks_need_no_library() -> None:
    blocks = [one for text in lesson_texts() for one in re.split(r"\n\n+", text.strip("\n"))]

    assert sum(simple_html(one) is not None for one in blocks) > len(blocks) * 2 / 3


@pytest.mark.parametrize("texts", [spoilt_blocks, signs])
def test_spoilt_texts_are_the_same(texts: Callable[[random.Random], Iterator[str]]) -> None:
    made = texts(random.Random(8))

    assert [text for text in (next(made) for _ in range(2_500)) if differs(text)] == []


def test_equal_headings_are_numbered_as_the_library_does() -> None:
    assert not differs("## 题\n\n## 题_1\n\n## 题\n\n## 题_1\n\n## ？\n\n## ！")


@pytest.mark.parametrize(
    "text",
    [
        "a\n-",  # a heading
        "> a\n>",
        "!!! note\n    x\n\n    y\nz",  # the note goes on
        "- a\n\n- b",  # one list
        "|a|\n|-|\n|b|\n|-|\n|c|",
        "a\n# b\nc",
        "甲  \n乙",
        "[a]\n\n[a]: b.md",
        "<b>a</b> &copy; `c` $d$",
        "**a* b**",
        "a\n: b\nc",
    ],
)
def test_what_looks_simple_is_no_trap(text: str) -> None:
    assert not differs(text)
    assert not differs(f"甲\n\n{text}\n\n乙")
