"""HTML of question parts as words on one line, for formats that know no markup."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser

_BLOCKS = {
    "p", "div", "li", "br", "tr", "blockquote", "pre", "dd", "dt", "table", "ul", "ol", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "details", "summary",
}  # fmt: skip
_SIGNS = {"sup": "^", "sub": "_", "td": " ", "th": " ", "rt": "("}


def plain(html: str) -> str:
    """
    The words of resolved HTML on one line.

    A picture is `[图：description file]`, a recording `[录音：label file]`,
    a formula its LaTeX; powers are `m^2`.
    """
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Words(HTMLParser):
    """Collects words; regular HTML as `builder.markup` writes it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._formula = 0
        self._sounds: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Name media and formulas, part blocks."""
        named = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.parts.append(f"[图：{(named.get('alt', '') + _file(named)).strip()}]")
        elif tag == "audio":
            self._sounds.append(_file(named))
            self.parts.append("[录音：")
        elif tag == "math":
            self._formula += 1
            self.parts.append(named.get("alttext", ""))
        elif not self._formula:
            self.parts.append(" " if tag in _BLOCKS else _SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close what `handle_starttag` opened."""
        if tag == "math":
            self._formula -= 1
        elif tag == "audio":
            self.parts.append(f"{self._sounds.pop()}]")
        elif not self._formula:
            self.parts.append(")" if tag == "rt" else " " if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        """Keep words; those of a formula are its LaTeX."""
        if not self._formula:
            self.parts.append(data)


def _file(named: dict[str, str]) -> str:
    """The name of a medium's file, unless the file itself is its address."""
    source = named.get("src", "")
    return "" if source.startswith("data:") else f" {posixpath.basename(source)}"
