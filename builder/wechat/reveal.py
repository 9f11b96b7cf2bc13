"""An answer behind a tap: SVG of the few parts that WeChat allows (§8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

_WIDTH = 343  # units: CSS px on a phone of 375 px
_MARGIN = 14
_SIZE = 16  # of the words
_LINE = 26  # from one line to the next
_LATIN = 0.58  # em; a Chinese character is 1
_ROOM = (_WIDTH - 2 * _MARGIN) / _SIZE - 0.5  # em of a line, for fonts that are wider
_NOT_FIRST = "，。、；：？！）》”’」』】,.;:?!)]}%"
_INK, _GROUND, _COVER, _TITLE = "#333", "#f5f5f5", "#dfeae4", "#14664a"


def reveal(lines: Sequence[str], invitation: str) -> str:
    """
    HTML of a drawing that shows its lines when its cover is tapped.

    Args:
        lines: Of the answer, each as long as `wrapped` makes them.
        invitation: On the cover.
    """
    height = len(lines) * _LINE + 24
    ground = f'<rect width="{_WIDTH}" height="{height}" rx="6" fill="{_GROUND}"></rect>'
    words = "".join(_words(line, at) for at, line in enumerate(lines))
    cover = f'<rect width="{_WIDTH}" height="{height}" rx="6" fill="{_COVER}"></rect>'
    title = (
        f'<text x="{_WIDTH // 2}" y="{height // 2 + 6}" font-size="{_SIZE}" fill="{_TITLE}" '
        f'text-anchor="middle">{escape(invitation)}</text>'
    )
    fade = (
        '<animate attributeName="opacity" begin="click" dur="0.2s" from="1" to="0" '
        'fill="freeze" restart="never"></animate>'
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" style="display:block;width:100%">'
        f"<g>{ground}{words}</g><g>{cover}{title}{fade}</g></svg>"
    )


def _words(line: str, at: int) -> str:
    top = 12 + at * _LINE + 18
    size = f'font-size="{_SIZE}" fill="{_INK}"'
    return f'<text x="{_MARGIN}" y="{top}" {size}>{escape(line, quote=False)}</text>'


def wrapped(text: str) -> Iterator[str]:
    """Lines of a text; no closing sign begins one, no Latin word is broken that fits a line."""
    line, width = "", 0.0
    for word in _words_of(text):
        wide = sum(map(_em, word))
        if line and width + wide > _ROOM and word not in _NOT_FIRST:
            yield line.rstrip()
            line, width = "", 0.0
        if not line and word.isspace():
            continue
        for part in _pieces(word):
            if line and width + sum(map(_em, part)) > _ROOM + 1:
                yield line.rstrip()
                line, width = "", 0.0
            line, width = line + part, width + sum(map(_em, part))
    if line.strip():
        yield line.rstrip()


def _words_of(text: str) -> Iterator[str]:
    """Chinese characters one by one, Latin words and numbers whole."""
    word = ""
    for char in text:
        if char >= "\u2e80" or char.isspace() or char in _NOT_FIRST:
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
    if word:
        yield word


def _pieces(word: str) -> Iterator[str]:
    """A word that is longer than a line, in parts."""
    most = int(_ROOM / _LATIN)
    yield from (word[at : at + most] for at in range(0, len(word), most))


def _em(char: str) -> float:
    return 1.0 if char >= "\u2e80" or char in "“”‘’…—·→①②③" else _LATIN
