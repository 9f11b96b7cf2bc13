"""A recording becomes what a phone plays: speech in Opus with an MP3 fallback, evenly loud."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from builder.media.audio_presets import SPEECH, Rung, SpeechPreset
from builder.media.audio_probe import probe_recording, sniff
from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError
from builder.media.ffmpeg import run, source_arguments
from builder.media.sound import Sound, listen

__all__ = ["TIME_LIMIT", "encode_recording", "probe_recording"]

TIME_LIMIT = 600  # seconds; three hours of speech take about 100
_MIME = {"opus": "audio/webm; codecs=opus", "mp3": "audio/mpeg"}
_NAME = {"opus": "speech.webm", "mp3": "speech.mp3"}
_NEUTRAL = ["-map_metadata", "-1", "-map_chapters", "-1", "-id3v2_version", "0", "-vn", "-sn"]
_EXACT = ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
_OPTIMISM = 1.05  # sizes are estimates: a rung is tried that may just fit


@dataclass(frozen=True)
class _Job:
    """One recording on its way: what was heard, where files go, when time is up."""

    source: Path
    folder: Path
    sound: Sound
    preset: SpeechPreset
    deadline: float

    @property
    def size(self) -> int:
        return self.source.stat().st_size

    def run(self, arguments: list[str]) -> None:
        left = max(1.0, self.deadline - time.monotonic())
        outcome = run(["-y", *arguments], left, lambda _: None)
        if outcome.status:
            raise MediaError("the recording is broken", "save it again as M4A, MP3 or WAV")


def encode_recording(source: Path, folder: Path, preset: SpeechPreset = SPEECH) -> Encoded:
    """
    Encode one recording into files in `folder`: Opus first when it pays, MP3 last.

    The type is read from the bytes, whatever the name says. The same input
    gives the same bytes.

    Raises:
        MediaError: It is broken, cut off, silent, too long, no recording, or
            takes more than ten minutes.
    """
    deadline = time.monotonic() + TIME_LIMIT
    sniff(source)
    job = _Job(source, folder, listen(source, preset, TIME_LIMIT), preset, deadline)
    opus, mp3 = _first(job, preset.opus), _first(job, preset.mp3)
    copies = [rung for rung in (opus, mp3) if _is_as_small(job, rung)]
    _encode(job, [rung for rung in (opus, mp3) if rung not in copies])
    for rung in copies:
        _copy(job, rung)
    # A copy can be too large as well: WebM takes more than Ogg around each packet.
    opus = _shrink(job, preset.opus, opus)
    if mp3 not in copies:
        mp3 = _shrink(job, preset.mp3, mp3)
        if mp3.bitrate < preset.mp3_floor and job.sound.codec == "mp3":
            # Lower still would sound worse than a source that is small already.
            copies.append(mp3)
            _copy(job, mp3)
    files = [_file(job, rung) for rung in (opus, mp3)]
    poor = mp3.bitrate < preset.mp3_floor and mp3 not in copies
    return Encoded(tuple(_worth(files, job, poor=poor)), seconds=round(job.sound.seconds, 2))


def _first(job: _Job, rungs: tuple[Rung, ...]) -> Rung:
    """The best rung that will hardly be larger than the source."""
    limit = job.size * _OPTIMISM
    return next((rung for rung in rungs if rung.bytes(job.sound.seconds) <= limit), rungs[-1])


def _is_as_small(job: _Job, rung: Rung) -> bool:
    """Whether the source is of the rung's kind, no larger, and about right in loudness."""
    best = {"opus": job.preset.opus, "mp3": job.preset.mp3}[rung.codec][0]
    small = job.size <= best.bytes(job.sound.seconds) * _OPTIMISM
    return (
        job.sound.codec.startswith(rung.codec)
        and small
        and abs(job.sound.gain) <= job.preset.copy_gain
    )


def _shrink(job: _Job, rungs: tuple[Rung, ...], rung: Rung) -> Rung:
    """Go down the rungs until the file is no larger than the source."""
    while _path(job, rung).stat().st_size > job.size and rung != rungs[-1]:
        rung = rungs[rungs.index(rung) + 1]
        _encode(job, [rung])
    return rung


def _encode(job: _Job, rungs: list[Rung]) -> None:
    """Encode to several rungs, decoding once: cut, one gain, a limiter for what would clip."""
    if not rungs:
        return
    sound, ceiling = job.sound, 10 ** (job.preset.ceiling / 20)
    chain = (
        f"[0:a:0]atrim=start={sound.start:.3f}:end={sound.end:.3f},asetpts=PTS-STARTPTS,"
        f"aformat=channel_layouts=mono,volume={job.sound.gain:.2f}dB,"
        f"alimiter=limit={ceiling:.4f}:level=disabled:latency=1,asplit={len(rungs)}"
    )
    ends = "".join(f"[s{number}]" for number in range(len(rungs)))
    resampled = [f"[s{n}]aresample={rung.rate}[o{n}]" for n, rung in enumerate(rungs)]
    outputs: list[str] = []
    for number, rung in enumerate(rungs):
        outputs += ["-map", f"[o{number}]", *_codec(rung), *_NEUTRAL, *_EXACT]
        outputs.append(f"file:{_path(job, rung).resolve()}")
    graph = ";".join([chain + ends, *resampled])
    job.run([*source_arguments(job.source), "-filter_complex", graph, *outputs])


def _codec(rung: Rung) -> list[str]:
    if rung.codec == "opus":
        speech = ["-application", "voip", "-vbr", "on", "-frame_duration", "60"]
        return ["-c:a", "libopus", "-b:a", str(rung.bitrate), *speech, "-f", "webm"]
    # 11 kbit/s is no rate that a frame can have: only the average of frames can.
    average = ["-abr", "1"] if rung.rate < 16_000 else []
    return ["-c:a", "libmp3lame", "-b:a", str(rung.bitrate), *average, "-f", "mp3"]


def _copy(job: _Job, rung: Rung) -> None:
    """Take the source's packets without its metadata, pictures and silent ends."""
    cut = ["-ss", f"{job.sound.start:.3f}", "-to", f"{job.sound.end:.3f}"]
    keep = ["-map", "0:a:0", "-c", "copy", *_NEUTRAL, *_EXACT]
    kind = ["-f", "webm" if rung.codec == "opus" else "mp3"]
    target = _path(job, rung)
    arguments = [*source_arguments(job.source), *cut, *keep, *kind]
    job.run([*arguments, f"file:{target.resolve()}"])
    if target.stat().st_size > job.size and rung.codec == "mp3":
        job.run([*arguments, "-write_xing", "0", f"file:{target.resolve()}"])


def _path(job: _Job, rung: Rung) -> Path:
    return job.folder / _NAME[rung.codec]


def _file(job: _Job, rung: Rung) -> EncodedFile:
    size = _path(job, rung).stat().st_size
    rate = round(size * 8 / job.sound.seconds)
    return EncodedFile(_NAME[rung.codec], _MIME[rung.codec], size, bitrate=rate)


def _worth(files: list[EncodedFile], job: _Job, *, poor: bool) -> list[EncodedFile]:
    """Drop Opus where it saves little, unless the fallback had to be made `poor`."""
    opus, mp3 = files
    if opus.bytes <= job.preset.opus_worth * mp3.bytes or (poor and opus.bytes <= job.size):
        return files
    (job.folder / opus.name).unlink()
    return [mp3]
