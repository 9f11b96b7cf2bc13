"""Plain text as 问卷星 and its relatives take it; the grammar is in docs/exchange.md."""

from __future__ import annotations

from collections.abc import Iterator

from builder.exam.lettered import LETTERS
from builder.load.question_blanks import gaps
from builder.markup.plain import plain
from builder.model.media import Media
from builder.model.question import Kind
from builder.quiz.blanks import alternatives, digits
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.pieces import Pieces, in_folder

LABELS: dict[Kind, str] = {
    "single": "单选题", "multiple": "多选题", "truefalse": "判断题", "fill": "填空题",
    "order": "排序题", "match": "匹配题", "open": "简答题",
}  # fmt: skip
# They part alternatives and blanks; full width, they count as the same in an answer.
_PARTING = str.maketrans({";": "；", "|": "｜"})


def wjx(booklet: Booklet, media: Media) -> dict[str, bytes]:
    """The questions as text, and the pictures and recordings that it names."""
    pieces = Pieces(media, in_folder)
    text = "\n\n".join("\n".join(_lines(entry, pieces)) for entry in booklet.entries)
    files = {f"media/{name}": path.read_bytes() for name, path in pieces.files.items()}
    return {"wjx.txt": (text + "\n").encode(), **files}


def _lines(entry: Entry, pieces: Pieces) -> Iterator[str]:
    question = entry.question
    points = f"[分值：{digits(question.points)}]"
    yield f"{entry.number}. {stem(entry, pieces)}[{LABELS[question.kind]}]{points}"
    for number, (left, _) in enumerate(question.pairs, 1):
        yield f"（{number}） {plain(pieces.html(entry, left))}"
    for letter, text in zip(LETTERS, entry.listed, strict=False):
        yield f"{letter}. {plain(pieces.html(entry, text))}"
    yield f"答案：{answer(entry, pieces)}"
    if question.explanation:
        yield f"解析：{plain(pieces.html(entry, question.explanation))}"


def stem(entry: Entry, pieces: Pieces) -> str:
    """The question's words on one line; of fill questions with a blank for each answer."""
    text = plain(pieces.asked(entry))
    missing = 0 if gaps(entry.question.text) else len(entry.question.blanks)
    return text + " ____" * missing


def answer(entry: Entry, pieces: Pieces) -> str:
    """
    What is right, on one line.

    Letters of choices (`AC`) and of items in their right order (`CAB`);
    `1-B;2-A` of pairs; alternatives by `;`, blanks by `|`; a model answer.
    """
    question = entry.question
    if question.kind == "fill":
        blanks = (map(_parted, alternatives(blank)) for blank in question.blanks)
        return "|".join(";".join(blank) for blank in blanks)
    if question.kind == "match":
        return ";".join(f"{number}-{letter}" for number, letter in enumerate(entry.letters, 1))
    if question.kind == "open":
        return plain(pieces.html(entry, question.model_answer))
    return "".join(entry.letters)


def _parted(text: str) -> str:
    return text.translate(_PARTING)
