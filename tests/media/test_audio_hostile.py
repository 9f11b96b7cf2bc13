"""Whatever is named like a recording ends in words that its author understands."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from builder.media.audio import encode_recording, probe_recording
from builder.media.audio_presets import SPEECH
from builder.media.errors import MediaError
from builder.media.ffmpeg import PassingError, run, source_arguments
from tests.recordings import convert, ffmpeg, silence, voice, write_wav

LIMITED = replace(SPEECH, max_seconds=1800)


def wav_header(rate: int, channels: int, data: bytes) -> bytes:
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * 2 & 0xFFFFFFFF, 2, 16)
    body = b"WAVEfmt \x10\0\0\0" + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


PLAIN = {
    "empty.mp3": (b"", "empty"),
    "zeros.mp3": (b"\0" * 5_000, "empty"),
    "text.mp3": ("这不是录音".encode(), "text"),
    "page.m4a": (b"<html><body>404</body></html>", "text"),
    "list.m4a": (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "playlist"),
    "bom.mp3": (b"\xef\xbb\xbf#EXTM3U\nfile:///etc/passwd\n", "playlist"),
    "script.wav": (b"ffconcat version 1.0\nfile /etc/passwd\n", "text"),
    "wechat.amr": (b"\x02#!SILK_V3" + bytes(range(256)) * 9, "WeChat"),
    "noise.mp3": (bytes((n * n * 7 + n) % 251 for n in range(60_000)), "broken"),
    "header.m4a": (b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0" + b"\1" * 300, "broken"),
    "slow.wav": (wav_header(1, 1, b"\1\2" * 100_000), "longer than"),
    "fast.wav": (wav_header(0xFFFFFFFF, 1, b"\1\2" * 9_000), "broken"),
    "wide.wav": (wav_header(8_000, 60_000, b"\1\2" * 90_000), "no sound"),
    "none.wav": (wav_header(8_000, 1, b""), "no sound"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_no_recording_is_named(name: str, tmp_path: Path) -> None:
    data, word = PLAIN[name]
    (tmp_path / name).write_bytes(data)

    with pytest.raises(MediaError) as raised:
        encode_recording(tmp_path / name, tmp_path, LIMITED)

    assert word in raised.value.message
    assert raised.value.mend
    assert not isinstance(raised.value, PassingError)


@pytest.mark.parametrize("name", [one for one in PLAIN if one not in {"slow.wav"}])
def test_the_quick_look_finds_it_too(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PLAIN[name][0])

    with pytest.raises(MediaError):
        probe_recording(tmp_path / name)


def test_a_good_recording_passes_the_quick_look(tmp_path: Path) -> None:
    probe_recording(write_wav(tmp_path / "a.wav", voice(0.3)))


@pytest.mark.parametrize("seconds", [0.2, 15])
def test_silence_is_said(seconds: float, tmp_path: Path) -> None:
    source = write_wav(tmp_path / "a.wav", silence(seconds))

    with pytest.raises(MediaError, match="nothing can be heard"):
        encode_recording(source, tmp_path)


@pytest.mark.parametrize("kind", ["wav", "flac", "m4a", "faststart.m4a", "mp3"])
def test_a_recording_cut_off_in_copying_is_said(kind: str, tmp_path: Path) -> None:
    whole = write_wav(tmp_path / "whole-source.wav", voice(12))
    options = ["-movflags", "+faststart"] if kind.startswith("fast") else []
    source = convert(whole, tmp_path / f"a.{kind}", *options)
    data = source.read_bytes()
    source.write_bytes(data[: len(data) // 2])

    with pytest.raises(MediaError, match="cut off"):
        encode_recording(source, tmp_path)


def test_a_streamed_wav_that_does_not_know_its_length_is_whole(tmp_path: Path) -> None:
    data = bytearray(write_wav(tmp_path / "a.wav", voice(3)).read_bytes())
    data[40:44] = b"\xff\xff\xff\xff"
    (tmp_path / "a.wav").write_bytes(data)

    assert encode_recording(tmp_path / "a.wav", tmp_path).seconds == pytest.approx(3, abs=0.2)


def test_videos_are_refused_with_or_without_sound(tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "a.wav", voice(2))
    picture = ["-f", "lavfi", "-i", "testsrc=s=64x64:d=2"]
    ffmpeg(*picture, "-i", sound, "-c:a", "aac", "-f", "mp4", tmp_path / "both.m4a")
    ffmpeg(*picture, "-f", "mp4", tmp_path / "mute.m4a")

    for name in ("both.m4a", "mute.m4a"):
        for look in (probe_recording, lambda file: encode_recording(file, tmp_path)):
            with pytest.raises(MediaError, match="video"):
                look(tmp_path / name)


def test_a_picture_named_mp3_is_called_a_picture(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40)).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.mp3")

    with pytest.raises(MediaError, match="picture"):
        encode_recording(tmp_path / "a.mp3", tmp_path)


@pytest.mark.parametrize(
    "script",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{}'\n",
    ],
    ids=["hls", "concat"],
)
def test_no_file_makes_ffmpeg_read_another(script: str, tmp_path: Path) -> None:
    secret = write_wav(tmp_path / "secret.wav", voice(1))
    decoy = tmp_path / "decoy.m3u8"
    decoy.write_text(script.format(secret), encoding="utf-8")
    heard: list[bytes] = []

    outcome = run([*source_arguments(decoy), "-f", "s16le", "pipe:1"], 30, heard.append)

    assert outcome.status
    assert not heard


def test_a_run_without_end_is_stopped() -> None:
    endless = ["-re", "-f", "lavfi", "-i", "anullsrc", "-f", "s16le", "pipe:1"]

    with pytest.raises(PassingError, match="minutes"):
        run(endless, 1, lambda _: None)


def test_damage_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    whole = write_wav(tmp_path / "a.wav", voice(10))
    source = convert(whole, tmp_path / "a.mp3", "-b:a", "64k")
    data = bytearray(source.read_bytes())
    data[40_000:41_000] = bytes(range(250)) * 4
    source.write_bytes(data)

    assert encode_recording(source, tmp_path).seconds == pytest.approx(10, abs=1)


def test_hours_of_nearly_nothing_do_not_keep_the_build(tmp_path: Path) -> None:
    part = write_wav(tmp_path / "part.wav", silence(60))
    bomb = tmp_path / "bomb.flac"
    ffmpeg("-stream_loop", "-1", "-i", part, "-t", "5400", "-ar", "8000", bomb)

    with pytest.raises(MediaError, match="longer than"):
        encode_recording(bomb, tmp_path, LIMITED)
