"""A deck for Anki (.apkg): the question in front, the answer behind; media inside."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import genanki

from builder.exam.lettered import LETTERS
from builder.model.media import Media
from builder.quiz.blanks import alternatives
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.pieces import AUDIO, Pieces, Variant

_MODEL = 1_701_846_913  # any number that is ours for ever: Anki knows the note type by it
_STYLE = """
.card {font-family: sans-serif; font-size: 20px; line-height: 1.5; text-align: left}
img {max-width: 100%; height: auto}
.lesson {color: #777; font-size: 14px}
"""
_FRONT = '{{Question}}<p class="lesson">{{Lesson}}</p>'
# What Anki runs or plays when it stands in a field; here it is only words.
_COMMAND = re.compile(r"\[(?=sound:|latex\]|\$|/?anki:)", re.IGNORECASE)


def anki(booklet: Booklet, media: Media) -> dict[str, bytes]:
    """
    The deck as `anki.apkg`.

    A note is known by its question's content, the deck by its course: who
    imports a later export keeps what Anki remembers of each question.
    """
    pieces = Pieces(media, _name)
    name = booklet.title.replace("::", "：：")
    deck = genanki.Deck(_number(f"{booklet.course.path} {booklet.exam}"), name)
    for entry in booklet.entries:
        deck.add_note(_note(entry, pieces))
    with TemporaryDirectory() as folder:
        files = [shutil.copyfile(path, Path(folder, name)) for name, path in pieces.files.items()]
        file = Path(folder, "anki.apkg")
        genanki.Package(deck, [str(one) for one in files]).write_to_file(str(file))
        return {"anki.apkg": file.read_bytes()}


def _name(variant: Variant) -> str:
    return variant.name


def _number(text: str) -> int:
    """An id as Anki wants it: from 2³⁰ to 2³¹."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % (1 << 30)


def _note(entry: Entry, pieces: Pieces) -> genanki.Note:
    model = genanki.Model(
        _MODEL,
        "Ren to Learn",
        fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "Lesson"}],
        templates=[
            {"name": "Card 1", "qfmt": _FRONT, "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}"}
        ],
        css=_STYLE,
    )
    fields = [_played(_front(entry, pieces)), _played(_back(entry, pieces))]
    tags = ["_".join(entry.lesson.split())] if entry.lesson else []
    lesson = _COMMAND.sub("&#91;", escape(entry.group))
    return genanki.Note(model, [*fields, lesson], guid=entry.question.id, tags=tags)


def _played(html: str) -> str:
    """The HTML with recordings as Anki plays them, and nothing else that it runs."""
    return AUDIO.sub(r"\2 [sound:\1]", _COMMAND.sub("&#91;", html))


def _front(entry: Entry, pieces: Pieces) -> str:
    lefts = (pieces.html(entry, left) for left, _ in entry.question.pairs)
    listed = (pieces.html(entry, text) for text in entry.listed)
    return pieces.asked(entry) + _list("1", lefts) + _list("A", listed)


def _list(kind: str, items: Iterable[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f'<ol type="{kind}">{lines}</ol>' if lines else ""


def _back(entry: Entry, pieces: Pieces) -> str:
    question = entry.question
    if question.kind == "fill":
        blanks = (" / ".join(alternatives(blank)) for blank in question.blanks)
        answer = _list("1", map(escape, blanks))
    elif question.kind == "match":
        sides = zip(question.pairs, entry.letters, strict=False)
        answer = _list("1", (f"{letter}. {pieces.html(entry, pair[1])}" for pair, letter in sides))
    else:
        shown = dict(zip(LETTERS, entry.listed, strict=False))
        answer = "".join(
            f"<div>{letter}. {pieces.html(entry, shown[letter])}</div>" for letter in entry.letters
        )
    feedback = (pieces.html(entry, one.feedback) for one in entry.choices if one.feedback)
    return answer + pieces.told(entry) + "".join(f"<div>{one}</div>" for one in feedback)
