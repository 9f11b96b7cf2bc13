"""The one Markdown configuration of every rendition."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from builder.markup.blocks import BlocksLikeGit
from builder.markup.emphasis import Emphasis
from builder.markup.formulas import Formulas
from builder.markup.rawhtml import RawHtml
from builder.markup.tabs import Tabs
from builder.markup.wordsonly import WordsOnly
from builder.text import slug


def heading_id(text: str, separator: str = "-") -> str:  # noqa: ARG001 - called by toc
    """An id that keeps Chinese; the extension's own would be `_1`, `_2` and move with edits."""
    name = slug(text) or "part"
    return f"part-{name}" if name.startswith("r-") else name  # `r-` is the page's own


class _Blocks(Extension):
    """Register `BlocksLikeGit` after line ends are regular and before HTML is looked for."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add the preprocessor, which also takes the place of a code fence extension."""
        md.preprocessors.register(BlocksLikeGit(md), "blocks-like-git", 26)


EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.mark",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    _Blocks(),
    Emphasis(),
    Formulas(),
    RawHtml(),
    Tabs(),
    WordsOnly(),
]
CONFIGURATION: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},  # the pages' CSP forbids style attributes
    "toc": {"slugify": heading_id, "marker": ""},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tilde": {"subscript": False},
    "footnotes": {"BACKLINK_TITLE": "↑ {}"},
}


def new_markdown() -> Markdown:
    """A converter; making one costs as much as a short lesson, so keep it and `reset()` it."""
    md = Markdown(extensions=EXTENSIONS, extension_configs=CONFIGURATION, output_format="html")
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
    md.bad_formulas = []  # type: ignore[attr-defined]
    return md
