"""What a recording is, from its bytes, before any of it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from builder.media.errors import MediaError
from builder.media.ffmpeg import Outcome, run, source_arguments

_RECORD_AGAIN = "save it again as M4A, MP3 or WAV"
_STREAM = re.compile(r"^  Stream #0:\d+\S*: (Audio|Video): (\w+)(.*)$", re.MULTILINE)
_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d\.\d+)", re.MULTILINE)
# Chapter pictures of podcasts are not marked as attached pictures.
_STILL = {"mjpeg", "png", "bmp", "gif", "webp", "tiff"}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM6")
_LIMIT = 30  # seconds; the first second of sound takes 0.02


@dataclass(frozen=True)
class Streams:
    """
    What ffmpeg says of a file.

    Attributes:
        codec: Of its first sound.
        announced: Seconds by its header, or None when it does not say.
    """

    codec: str
    announced: float | None


def probe_recording(source: Path) -> None:
    """
    Look at a recording's header and its first second.

    Raises:
        MediaError: It is empty, no recording, or a video.
    """
    sniff(source)
    heard: list[bytes] = []
    decode = ["-map", "0:a:0", "-t", "1", "-ac", "1", "-ar", "8000", "-f", "s16le", "pipe:1"]
    outcome = run([*source_arguments(source), *decode], _LIMIT, heard.append)
    read_streams(outcome)
    if not heard:
        raise MediaError("the recording has no sound in it", "record it again")


def sniff(source: Path) -> None:
    """
    Name what is certainly no recording, so that its author understands.

    Raises:
        MediaError: The file is empty, or something else by its first bytes.
    """
    with source.open("rb") as file:
        head = file.read(512)
    if not head.strip(b"\0"):
        raise MediaError("the file is empty", "copy the recording again")
    if b"#!SILK" in head[:16]:
        raise MediaError(
            "it is a voice message as WeChat keeps it (SILK), which nothing else plays",
            "record with the phone's own recorder",
        )
    if head.startswith(_PICTURES):
        raise MediaError("it is a picture, not a recording", "name the right file")
    if head.lstrip(b"\xef\xbb\xbf").lstrip().startswith(b"#EXTM3U"):
        raise MediaError("it is a playlist, not a recording", "name the recording itself")
    if _is_text(head):
        raise MediaError("it is a text, not a recording", "name the right file")


def _is_text(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    try:
        head[: -4 if len(head) == 512 else None].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return controls == 0


def read_streams(outcome: Outcome) -> Streams:
    """
    What a run of ffmpeg said of its input.

    Raises:
        MediaError: It is no recording, or a video.
    """
    said = re.split(r"^(?:Stream mapping|Output #0)", outcome.log, maxsplit=1, flags=re.MULTILINE)
    found: list[tuple[str, str, str]] = _STREAM.findall(said[0])
    if any(_moves(*stream) for stream in found):
        raise MediaError(
            "it is a video; videos cost readers too much",
            "save its sound alone, as M4A or MP3, and use that",
        )
    codecs = [codec for kind, codec, _ in found if kind == "Audio"]
    if "Input #0" not in said[0]:
        raise MediaError("the recording is broken, cut off, or is none", _RECORD_AGAIN)
    if not codecs:
        raise MediaError("there is no sound in the file", _RECORD_AGAIN)
    return Streams(codecs[0], _announced(said[0]))


def _moves(kind: str, codec: str, rest: str) -> bool:
    return kind == "Video" and codec not in _STILL and "(attached pic)" not in rest


def _announced(said: str) -> float | None:
    """The header's length; one that ffmpeg made up from the bit rate is no use."""
    found = _DURATION.search(said)
    if found is None or "Estimating duration" in said:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
