"""Presets of recordings, with units; whatever changes an output is part of `recipe()`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from builder.media.ffmpeg import version


@dataclass(frozen=True)
class Rung:
    """
    One way to encode speech; a preset tries the next one when a file is too large.

    Attributes:
        codec: `opus` in WebM, or `mp3`; always one channel.
        bitrate: bit/s asked of the encoder.
        rate: Samples a second that it is given.
    """

    codec: Literal["opus", "mp3"]
    bitrate: int
    rate: int

    def bytes(self, seconds: float) -> float:
        """About what a recording will take: packets, their frames (8 bytes in 60 ms), headers."""
        container = 133 if self.codec == "opus" else 0
        return seconds * (self.bitrate / 8 + container) + 600


@dataclass(frozen=True)
class SpeechPreset:
    """
    How recordings are encoded.

    Opus gets 16 kHz and packets of 60 ms: on speech without a pause 132 kB a
    minute at PESQ 4.0, where 24 kHz and 20 ms take 149 kB for 3.7; pauses
    bring it to about 110 kB.

    Attributes:
        version: Raise it when the same values give other files.
        loudness: LUFS asked for, one channel (EBU R 128 measure); the codecs
            and their sample rates take 0.1 to 0.4 from it, to -16.
        ceiling: dBFS that no sample exceeds; codecs add up to 2 dB.
        most_gain: dB; more would only raise the noise of the room.
        most_makeup: dB given back for what the limiter takes.
        silence: dBFS; a recording without anything louder is silent.
        quiet: dB under the loudness; what lies below at both ends is cut off.
        margin: Seconds left at both ends.
        copy_gain: dB; a source as small as its rung is copied, not encoded
            again, unless its loudness is off by more.
        opus, mp3: Best first. The last may have to do though it is larger
            than the source (AMR at 5 kbit/s, which no browser plays).
        mp3_floor: bit/s; an MP3 source is copied rather than encoded below.
        opus_worth: Opus is kept below this share of the fallback's bytes.
        max_seconds: Of a source.
    """

    version: int = 1
    loudness: float = -15.8
    ceiling: float = -2.0
    most_gain: float = 40.0
    most_makeup: float = 3.0
    silence: float = -60.0
    quiet: float = 30.0
    margin: float = 0.2
    copy_gain: float = 3.0
    opus: tuple[Rung, ...] = (
        Rung("opus", 18_000, 16_000),
        Rung("opus", 14_000, 16_000),
        Rung("opus", 12_000, 16_000),
        Rung("opus", 10_000, 8_000),
        Rung("opus", 8_000, 8_000),
        Rung("opus", 6_000, 8_000),
    )
    mp3: tuple[Rung, ...] = (
        Rung("mp3", 32_000, 24_000),
        Rung("mp3", 24_000, 24_000),
        Rung("mp3", 16_000, 16_000),
        Rung("mp3", 11_000, 8_000),
        Rung("mp3", 8_000, 8_000),
    )
    mp3_floor: int = 24_000
    opus_worth: float = 0.9
    max_seconds: int = 5 * 3600

    def recipe(self) -> str:
        """The preset and the encoder's version, for cache keys."""
        return f"speech {asdict(self)} {version()}"


SPEECH = SpeechPreset()
