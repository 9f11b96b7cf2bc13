"""Markdown pieces of questions as HTML whose pictures and recordings are files that go along."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from builder.markup.resolve import resolve
from builder.model.address import parse
from builder.model.media import Media, PictureVariant, RecordingVariant
from builder.quiz.booklet import Entry

MEDIA_FOLDER = "media"
AUDIO = re.compile(r'<audio controls src="([^"]*)">(.*?)</audio>')  # as `Pieces` writes it
Variant = PictureVariant | RecordingVariant
Address = Callable[[Variant], str]


def in_folder(variant: Variant) -> str:
    """The address of a file that lies beside in `media/`."""
    return f"{MEDIA_FOLDER}/{variant.name}"


def inlined(variant: Variant) -> str:
    """The file itself as an address, for what must be one file."""
    data = base64.b64encode(variant.path.read_bytes()).decode("ascii")
    return f"data:{variant.mime};base64,{data}"


class Pieces:
    """
    HTML of question parts, and the files that it names.

    A picture is `<img src alt width height>`, a recording
    `<audio controls src>its label</audio>`, a link to another page its words;
    what could not be encoded is its description in brackets.

    Args:
        media: Encoded media of the school.
        address: What a file is called in the HTML.

    Attributes:
        files: Public name to cached file of every medium named so far.
    """

    def __init__(self, media: Media, address: Address) -> None:
        self._media = media
        self._address = address
        self.files: dict[str, Path] = {}

    def html(self, entry: Entry, markdown: str) -> str:
        """HTML of a piece of an entry's question."""
        return resolve(entry.document.fragments.get(markdown, ""), _Resolver(self, entry.page))

    def asked(self, entry: Entry) -> str:
        """HTML of the question's words and of what stands between them and the answers."""
        words, body = (
            self.html(entry, part) for part in (entry.question.text, entry.question.body)
        )
        return f"<div>{words}</div>" + (f"<div>{body}</div>" if body else "")

    def told(self, entry: Entry) -> str:
        """HTML of the model answer and the explanation, or ""."""
        parts = (entry.question.model_answer, entry.question.explanation)
        return "".join(f"<div>{self.html(entry, part)}</div>" for part in parts if part)

    def picture(self, path: str, alt: str) -> str:
        """HTML of a picture: its fallback, which all programs read, at its largest."""
        picture = self._media.pictures.get(path)
        if picture is None:
            return f"<i>[{escape(alt or path)}]</i>"
        source = self._use(picture.variants[-1])
        size = f'width="{picture.width}" height="{picture.height}"'
        return f'<img src="{source}" alt="{escape(alt)}" {size}>'

    def recording(self, path: str, label: str) -> str:
        """HTML of a recording: its fallback."""
        recording = self._media.recordings.get(path)
        if recording is None:
            return f"<i>[{escape(label or path)}]</i>"
        source = self._use(recording.variants[-1])
        return f'<audio controls src="{source}">{escape(label)}</audio>'

    def _use(self, variant: Variant) -> str:
        self.files[variant.name] = variant.path
        return escape(self._address(variant))


class _Resolver:
    """Resolves the targets of one file by `Pieces`."""

    def __init__(self, pieces: Pieces, page: str) -> None:
        self._pieces = pieces
        self._page = page

    def picture(self, target: str, alt: str, title: str) -> str:  # noqa: ARG002 - as Resolver has it
        return self._pieces.picture(self._path(target), alt)

    def recording(self, target: str, text: str) -> str:
        return self._pieces.recording(self._path(target), text)

    def link(self, target: str, html: str) -> str:
        if parse(self._page, target).kind == "remote":
            return f'<a href="{escape(target)}">{html}</a>'
        return html

    def _path(self, target: str) -> str:
        found = parse(self._page, target)
        return found.path if found.kind == "content" else target
