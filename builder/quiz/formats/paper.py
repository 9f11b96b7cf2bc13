"""The print edition: paper, key and answer sheet, A4, printed from a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from builder.exam.lettered import LETTERS
from builder.i18n import decimal, translator
from builder.model.address import is_recording
from builder.model.media import Media, RecordingVariant
from builder.quiz.blanks import alternatives
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.pieces import AUDIO, MEDIA_FOLDER, Pieces, Variant, in_folder, inlined
from builder.theme_folder import theme_folder

_ROW = 8  # mm, of the answer sheet
_ROWS = 2 * (208 // _ROW)  # on one page, in two columns of 208 mm
_MOST = 8  # bubbles or boxes that a row has room for
_LINES = 5  # for the answer to an open question


@dataclass(frozen=True)
class Asked:
    """
    A question as the paper shows it: nothing here says what is right.

    Attributes:
        lefts, listed: HTML of left sides, and of what has letters.
        lines: To write on.
    """

    number: int
    kind: str
    group: str
    points: float
    asked: Markup
    lefts: tuple[Markup, ...]
    listed: tuple[Markup, ...]
    lines: int


@dataclass(frozen=True)
class Row:
    """A row of the answer sheet: letters to fill in, boxes for letters, a line to write on."""

    number: int
    bubbles: str
    boxes: int
    written: bool


def paper(booklet: Booklet, media: Media) -> dict[str, bytes]:
    """`paper.html`, `key.html` with its recordings, `answer-sheet.html`."""
    rows = [_row(entry) for entry in booklet.entries]
    pages = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
    on_paper, in_key = Pieces(media, inlined), Pieces(media, _played)
    asked = [_asked(entry, on_paper, _silent) for entry in booklet.entries]
    marked = [
        (_asked(entry, in_key, Markup), _answer(entry), Markup(in_key.told(entry)))  # noqa: S704
        for entry in booklet.entries
    ]
    sounds = {
        f"{MEDIA_FOLDER}/{name}": path.read_bytes()
        for name, path in in_key.files.items()
        if is_recording(name)
    }
    return {
        "paper.html": _page("paper.html", booklet, questions=asked),
        "key.html": _page("key.html", booklet, questions=marked),
        "answer-sheet.html": _page("sheet.html", booklet, pages=pages, row=_ROW),
        **sounds,
    }


def _played(variant: Variant) -> str:
    """The key plays recordings from beside it; its pictures are in it."""
    return in_folder(variant) if isinstance(variant, RecordingVariant) else inlined(variant)


def _page(template: str, booklet: Booklet, **context: object) -> bytes:
    folder = theme_folder() / "print"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    translate = translator(booklet.course.language)
    css = (folder / "print.css").read_text(encoding="utf-8")
    html = environment.get_template(template).render(
        _=translate,
        labels=kind_labels(booklet.course.language),
        css=Markup(css),  # noqa: S704 - our own
        language=booklet.course.language,
        title=booklet.title,
        figure=lambda value: decimal(value, booklet.course.language),
        points=booklet.points,
        passing=round(booklet.passing, 1) if booklet.passing else None,
        minutes=booklet.course.exam_rules.minutes if booklet.exam else None,
        **context,
    )
    return html.encode()


def kind_labels(language: str) -> dict[str, str]:
    """What each kind of question is called."""
    _ = translator(language)
    return {
        "single": _("单选"), "multiple": _("多选"), "truefalse": _("判断"), "fill": _("填空"),
        "order": _("排序"), "match": _("匹配"), "open": _("简答"),
    }  # fmt: skip


def _asked(entry: Entry, pieces: Pieces, shown: Callable[[str], Markup]) -> Asked:
    question = entry.question
    lines = _LINES if question.kind == "open" else len(question.blanks)
    return Asked(
        number=entry.number,
        kind=question.kind,
        group=entry.group,
        points=question.points,
        asked=shown(pieces.asked(entry)),
        lefts=tuple(shown(pieces.html(entry, left)) for left, _ in question.pairs),
        listed=tuple(shown(pieces.html(entry, text)) for text in entry.listed),
        lines=lines,
    )


def _silent(html: str) -> Markup:
    """On paper a recording is its label: whoever holds the exam plays it from the key."""
    return Markup(AUDIO.sub(r"♪ \2", html))  # noqa: S704 - sanitised by builder.markup


def _answer(entry: Entry) -> str:
    """Letters that are right, or the words that blanks take."""
    question = entry.question
    if question.kind == "fill":
        return "　·　".join(" | ".join(alternatives(blank)) for blank in question.blanks)
    if question.kind == "match":
        return "　".join(f"{at}–{letter}" for at, letter in enumerate(entry.letters, 1))
    return "".join(entry.letters)


def _row(entry: Entry) -> Row:
    question = entry.question
    count = len(question.choices)
    boxes = len(question.items or question.pairs)
    bubbles = LETTERS[: count if count <= _MOST else 0]
    boxes = boxes if boxes <= _MOST else 0
    return Row(entry.number, bubbles, boxes, written=not bubbles and not boxes)
