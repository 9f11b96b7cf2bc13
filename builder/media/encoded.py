"""What an encoder wrote into its folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EncodedFile:
    """
    One file: its name in the folder, MIME type, size.

    Attributes:
        width, height: px of a picture, else 0.
        bitrate: bit/s of a recording, else 0.
    """

    name: str
    mime: str
    bytes: int
    width: int = 0
    height: int = 0
    bitrate: int = 0


@dataclass(frozen=True)
class Encoded:
    """
    One encoded source.

    Attributes:
        files: Best first; the last works in every browser from Chrome 86 and
            iOS 14 on. Pictures: by format, then by width ascending.
        width, height: px of the largest picture, upright.
        seconds: Length of a recording.
    """

    files: tuple[EncodedFile, ...]
    width: int = 0
    height: int = 0
    seconds: float = 0.0
