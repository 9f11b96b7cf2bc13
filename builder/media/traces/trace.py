"""What a file may say of the people behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ExifTags, Image

# Programs that only say which program wrote the file.
ENCODER = re.compile(r"\s*(?:Lav[fc]|LAME|libopus|libwebm|reference libFLAC)[\w. -]{0,30}", re.I)


@dataclass(frozen=True)
class Trace:
    """
    One thing that a file tells beside what it shows.

    Attributes:
        words: What it is, such as `an EXIF block with the place where it was taken`.
        grave: Whether nobody should get the file; else it is worth a thought.
    """

    words: str
    grave: bool = True


class BrokenError(Exception):
    """The file is not what it begins as, or ends too early."""


def exif(block: bytes) -> Trace:
    """What an EXIF block (TIFF form, after `Exif\\0\\0`) tells."""
    found = Image.Exif()
    try:
        found.load(block)
        place, person = found.get_ifd(ExifTags.IFD.GPSInfo), found.get(ExifTags.Base.Artist)
    except Exception:  # Pillow raises many kinds on broken blocks
        return Trace("an EXIF block")
    if place:
        return Trace("an EXIF block with the place where it was taken (GPS)")
    return Trace(f"an EXIF block that names {_short(person)}" if person else "an EXIF block")


def tags(pairs: Iterator[tuple[str, str]], kind: str) -> Iterator[Trace]:
    """One trace that names the tags of a recording, less those of the encoder."""
    names = sorted({name for name, value in pairs if value and not ENCODER.fullmatch(value)})
    if names:
        yield Trace(f"{kind} ({', '.join(map(_short, names[:5]))})")


def _short(text: object) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= 40 else f"{words[:39]}…"
