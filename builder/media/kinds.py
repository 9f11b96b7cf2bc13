"""What a source is made into: each has an encoder, a recipe and a limit of time."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """
    The files that one medium becomes.

    Attributes:
        PICTURE: For our own pages.
        RECORDING: For our own pages.
        CODE: The QR code of a group, for our own pages.
        ARTICLE: The same picture for articles, which take other formats.
    """

    PICTURE = "picture"
    RECORDING = "recording"
    CODE = "code"
    ARTICLE = "article"
