"""Run the wheel's ffmpeg: on one local file, bounded in time and memory, without surprises."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO

import imageio_ffmpeg

from builder.media.errors import MediaError

# A playlist or a concat script would make ffmpeg read other files: only these
# containers are opened, by their bytes, and nothing but local files.
CONTAINERS = "wav,w64,aiff,au,caf,mp3,mov,flac,ogg,amr,amrnb,amrwb,aac,asf,matroska"
_QUIET = ("-hide_banner", "-nostdin", "-nostats", "-v", "info", "-max_alloc", "100000000")
_LOG_ENDS = 100_000  # bytes kept of each end of the log


class PassingError(MediaError):
    """A fault of the moment, such as a slow machine: not to be remembered."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended: ffmpeg's exit status (0 is good) and what it said."""

    status: int
    log: str


@cache
def executable() -> str:
    """
    Where ffmpeg is: in the `imageio-ffmpeg` wheel, or where `IMAGEIO_FFMPEG_EXE` says.

    Raises:
        MediaError: There is none.
    """
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MediaError(
            "recordings need ffmpeg, and none is there", "pip install --force imageio-ffmpeg"
        ) from error


@cache
def version() -> str:
    """The first words of `ffmpeg -version`, without the compiler's."""
    said = subprocess.run([executable(), "-version"], capture_output=True, check=False, timeout=60)
    return " ".join(said.stdout.decode(errors="replace").split()[:3])


def source_arguments(source: Path) -> list[str]:
    """Open `source` whatever its name is, `-x.mp3` and `a:b%d.mp3` too."""
    safe = ["-protocol_whitelist", "file,pipe", "-format_whitelist", CONTAINERS]
    return [*safe, "-threads", "1", "-i", f"file:{source.resolve()}"]


def run(
    arguments: list[str], limit: float, take: Callable[[bytes], None], size: int = 1 << 16
) -> Outcome:
    """
    Run ffmpeg and hand its standard output on in pieces.

    Args:
        arguments: All but those that keep it quiet.
        limit: Seconds until it is stopped.
        take: Called with each piece; what it raises stops ffmpeg.
        size: Bytes of a piece; only the last is shorter.

    Raises:
        PassingError: The limit was reached.
    """
    command = [executable(), *_QUIET, *arguments]
    with (
        TemporaryFile() as log,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log
        ) as process,
    ):
        deadline = time.monotonic() + limit
        timer = Timer(limit, process.kill)
        timer.start()
        try:
            _drain(process, take, size)
            status = process.wait()
        finally:
            timer.cancel()
            process.kill()
        if time.monotonic() >= deadline:
            raise PassingError(
                f"encoding it took more than {limit / 60:.0f} minutes", "use a shorter recording"
            )
        return Outcome(status, _read(log))


def _drain(process: subprocess.Popen[bytes], take: Callable[[bytes], None], size: int) -> None:
    assert process.stdout is not None
    while piece := process.stdout.read(size):
        take(piece)


def _read(log: IO[bytes]) -> str:
    """The log; a broken file can make it endless, so only its ends."""
    length = log.seek(0, 2)
    log.seek(0)
    text = log.read(_LOG_ENDS)
    if length > _LOG_ENDS:
        log.seek(max(_LOG_ENDS, length - _LOG_ENDS))
        text += b"\n" + log.read()
    return text.decode("utf-8", errors="replace")
