"""Listen to a recording once, as a stream: how long, how loud, where speech begins and ends."""

from __future__ import annotations

import math
import re
import struct
import warnings
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from builder.media.audio_presets import SpeechPreset
from builder.media.audio_probe import read_streams
from builder.media.errors import MediaError
from builder.media.ffmpeg import Outcome, executable, run, source_arguments

with warnings.catch_warnings():
    # It warns that ffmpeg is not in PATH, and its patterns warn on new Pythons.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

RATE = 24_000  # samples a second, more than any rung keeps
WINDOW = 50  # milliseconds over which a level is taken
_PIECE = 10 * RATE * 2  # bytes: pydub holds ten seconds at a time
_LOUDNESS = re.compile(r"^\s+I:\s+(-?[\d.]+) LUFS", re.MULTILINE)
_SHORTEST = 0.4  # seconds; EBU R 128 measures in blocks of this length
_GATE = 10  # dB under the loudness; EBU R 128 passes over what is softer
_RMS_TO_LUFS = -0.7  # ITU-R BS.1770's constant; its filter does little to speech


@dataclass(frozen=True)
class Sound:
    """
    What was heard.

    Attributes:
        codec: ffmpeg's name for the source's.
        start, end: Seconds; what lies outside is silence.
        gain: dB that bring it to the preset's loudness, limited peaks allowed for.
    """

    codec: str
    start: float
    end: float
    gain: float

    @property
    def seconds(self) -> float:
        """Length without the silence at the ends."""
        return self.end - self.start


@dataclass
class _Levels:
    """Mean and peak levels (dBFS) of successive windows, taken by pydub piece by piece."""

    longest: float
    means: array[float] = field(default_factory=lambda: array("f"))
    peaks: array[float] = field(default_factory=lambda: array("f"))
    size: int = 0

    def take(self, pcm: bytes) -> None:
        self.size += len(pcm)
        if self.seconds > self.longest:
            raise MediaError(
                f"the recording is longer than {self.longest / 3600:g} hours", "cut it into parts"
            )
        piece = AudioSegment(
            data=pcm[: len(pcm) // 2 * 2], sample_width=2, frame_rate=RATE, channels=1
        )
        for window in piece[::WINDOW]:
            self.means.append(window.dBFS)
            self.peaks.append(window.max_dBFS)

    @property
    def seconds(self) -> float:
        return self.size / 2 / RATE


def listen(source: Path, preset: SpeechPreset, limit: float) -> Sound:
    """
    Decode a recording once; memory does not grow with its length.

    Args:
        source: Any container of `ffmpeg.CONTAINERS`.
        preset: What counts as silence, and how much of it stays.
        limit: Seconds to take at most.

    Raises:
        MediaError: It is broken, cut off, silent, too long, or a video.
    """
    AudioSegment.converter = executable()
    levels = _Levels(preset.max_seconds)
    chain = f"aformat=channel_layouts=mono,aresample={RATE},ebur128=framelog=quiet"
    decode = ["-map", "0:a:0", "-af", chain, "-f", "s16le", "pipe:1"]
    outcome = run([*source_arguments(source), *decode], limit, levels.take, _PIECE)
    streams = read_streams(outcome)
    if not levels.size:
        raise MediaError("the recording has no sound in it", "record it again")
    _judge_length(source, streams.announced, levels.seconds)
    start, end = _sounding(levels, preset)
    loudness = _loudness(outcome, levels, end - start, preset)
    return Sound(streams.codec, start, end, _gain(levels, loudness, preset))


def _judge_length(source: Path, announced: float | None, seconds: float) -> None:
    if announced is not None and announced - seconds > max(1.0, 0.02 * announced):
        said, got = _minutes(announced), _minutes(seconds)
        raise MediaError(
            f"the recording is cut off: its header says {said}, there are {got}",
            "copy it again from where it was recorded",
        )
    if _wav_missing(source) > 2 * RATE:
        raise MediaError(
            "the recording is cut off: the file is shorter than its header says",
            "copy it again from where it was recorded",
        )


def _minutes(seconds: float) -> str:
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"


def _wav_missing(source: Path) -> int:
    """Bytes that a WAV's header promises and the file lacks; ffmpeg does not tell."""
    size = source.stat().st_size
    with source.open("rb") as file:
        if file.read(12)[::11] != b"RE" or size < 44:
            return 0
        place = 12
        while place + 8 <= size:
            file.seek(place)
            name, length = struct.unpack("<4sI", file.read(8))
            if name == b"data":
                # Recorders that stream leave the length at nothing or at its largest.
                return 0 if length >= 0xFFFF_0000 else max(0, place + 8 + length - size)
            place += 8 + length + length % 2
    return 0


def _sounding(levels: _Levels, preset: SpeechPreset) -> tuple[float, float]:
    """Start and end (s) of what can be heard, margins included."""
    if max(levels.means) <= preset.silence:
        raise MediaError("nothing can be heard in the recording", "record it again, nearer")
    level = _power([one for one in levels.means if one > preset.silence])
    threshold = max(preset.silence, level - preset.quiet)
    heard = [place for place, one in enumerate(levels.means) if one > threshold]
    start = max(0.0, heard[0] * WINDOW / 1000 - preset.margin)
    end = min(levels.seconds, (heard[-1] + 1) * WINDOW / 1000 + preset.margin)
    return start, end


def _power(levels: list[float]) -> float:
    """The level (dBFS) of windows together: the mean of their power."""
    return 10 * math.log10(sum(10 ** (level / 10) for level in levels) / len(levels))


def _loudness(outcome: Outcome, levels: _Levels, seconds: float, preset: SpeechPreset) -> float:
    """Integrated loudness (LUFS); of a word too short for the measure, by its level."""
    found = _LOUDNESS.findall(outcome.log)
    measured = float(found[-1]) if found else -70.0
    if measured > -70 and seconds >= _SHORTEST:
        return measured
    return _power([one for one in levels.means if one > preset.silence]) + _RMS_TO_LUFS


def _gain(levels: _Levels, loudness: float, preset: SpeechPreset) -> float:
    """
    The gain (dB) that gives the preset's loudness after the limiter.

    The limiter takes from a window what its peak is over the ceiling, so the
    gain is raised by what that costs the whole, which raises the peaks again:
    three rounds come within 0.1 dB.
    """
    wanted = preset.loudness - loudness
    voiced = [
        (mean, peak)
        for mean, peak in zip(levels.means, levels.peaks, strict=True)
        if mean > loudness - _GATE
    ]
    gain = wanted
    for _ in range(3 if voiced else 0):
        limited = [min(mean + gain, mean + preset.ceiling - peak) for mean, peak in voiced]
        loss = _power([mean for mean, _ in voiced]) + gain - _power(limited)
        gain = min(wanted + loss, wanted + preset.most_makeup)
    return min(gain, preset.most_gain)
