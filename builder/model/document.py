"""Markdown after conversion: sanitised HTML and what it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Reference:
    """
    A picture or a link in a document.

    Attributes:
        kind: `image` for `![]()`, `link` for `[]()`.
        target: As written, percent-encoding and anchor included.
        text: Alternative text or link text.
        line: Line in the file, from 1.
    """

    kind: Literal["image", "link"]
    target: str
    text: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 to 6, its id in the page, its words, its line."""

    level: int
    id: str
    text: str
    line: int


@dataclass(frozen=True)
class Finding:
    """
    Something in the Markdown that does not become what its author may expect.

    Attributes as in `Problem`, without the path, which the converter does
    not know.
    """

    line: int
    code: str
    message: str
    mend: str
    leaves_out: bool = False


@dataclass(frozen=True)
class Document:
    """
    One converted Markdown text.

    Attributes:
        html: Sanitised HTML. Pictures, recordings and links still name their
            targets as written; each rendition resolves them its own way.
        text: The words a reader sees, for lengths and searches.
        headings: In order.
        references: In order, those of `fragments` included.
        findings: What was dropped or changed, and what to do instead.
        fragments: Markdown of question parts to their sanitised HTML,
            without a surrounding `<p>` when it is a single paragraph.
        minutes: That an unpractised reader takes for `text`.
        compressed: Bytes of `html` and `fragments` once compressed (about, brotli 11).
    """

    html: str = ""
    text: str = ""
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    fragments: Mapping[str, str] = field(default_factory=dict)
    minutes: float = 0.0
    compressed: int = 0
