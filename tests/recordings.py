"""Recordings made for tests: something like speech, in every format, with the wheel's ffmpeg."""

from __future__ import annotations

import math
import re
import subprocess
import wave
from array import array
from functools import cache
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

RATE = 24_000


@cache
def voice(seconds: float, level: float = 0.3) -> bytes:
    """PCM of a voiced sound in syllables of a quarter of a second."""
    samples = array("h")
    for number in range(int(seconds * RATE)):
        moment = number / RATE
        syllable = math.sin(math.pi * (moment * 4 % 1)) ** 2
        tone = sum(math.sin(2 * math.pi * 140 * n * moment) / n for n in (1, 2, 3, 5, 8, 13))
        samples.append(int(32_767 * level * syllable * tone / 2))
    return samples.tobytes()


def silence(seconds: float) -> bytes:
    return b"\0\0" * int(seconds * RATE)


def write_wav(file: Path, pcm: bytes) -> Path:
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm)
    return file


def ffmpeg(*arguments: str | Path) -> str:
    """Run ffmpeg and return what it said."""
    done = subprocess.run(
        [get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-y", *map(str, arguments)],
        capture_output=True,
        check=True,
    )
    return done.stderr.decode(errors="replace")


def convert(source: Path, target: Path, *options: str | Path) -> Path:
    ffmpeg("-i", source, *options, target)
    return target


def loudness(file: Path) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBFS) as a player decodes it."""
    said = ffmpeg("-i", file, "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")
    return tuple(
        float(re.findall(rf"{name}:\s+(\S+) (?:LUFS|dBFS)", said)[-1]) for name in ("I", "Peak")
    )  # type: ignore[return-value]


def seconds(file: Path) -> float:
    """Length of what a player decodes."""
    said = subprocess.run(
        [
            get_ffmpeg_exe(),
            "-v",
            "error",
            "-i",
            file,
            "-ac",
            "1",
            "-ar",
            "8000",
            "-f",
            "s16le",
            "-",
        ],
        capture_output=True,
        check=True,
    )
    return len(said.stdout) / 16_000
