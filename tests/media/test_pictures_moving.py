"""Animations keep moving, at the same pace, in fewer bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from builder.media.errors import MediaError
from tests.pictures import drawing, encoded, photo, saved


def turning(count: int, width: int, height: int) -> list[Image.Image]:
    picture = photo(width, height)
    return [picture.rotate(360 * number / count) for number in range(count)]


def moving(kind: str, frames: list[Image.Image], **options: object) -> bytes:
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def paces(file: Path) -> list[int]:
    with Image.open(file) as image:
        found = []
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            image.load()
            found.append(round(image.info["duration"]))
        return found


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animation_keeps_moving_in_fewer_bytes(tmp_path: Path, kind: str) -> None:
    frames = turning(3, 400, 300)
    data = moving(kind, frames, duration=[100, 200, 300])
    found, files = encoded(data, tmp_path)

    assert paces(files[0]) == [100, 200, 300]
    assert found.files[0].bytes < len(data)
    assert (found.width, found.height) == (400, 300)


def test_a_wide_animation_becomes_as_wide_as_a_phone(tmp_path: Path) -> None:
    found, files = encoded(moving("GIF", turning(4, 1000, 500), duration=50), tmp_path)

    assert (found.width, found.height) == (720, 360)
    assert paces(files[0]) == [50] * 4


def test_a_drawn_animation_does_not_grow(tmp_path: Path) -> None:
    frames = [drawing(300, 200).rotate(90 * number).quantize(4) for number in range(4)]
    data = moving("GIF", frames, duration=[100] * 4, comment=b"secret place")
    found, files = encoded(data, tmp_path)

    assert len(paces(files[0])) == 4
    assert found.files[0].bytes <= len(data)
    assert b"secret" not in files[0].read_bytes()


def test_a_frame_without_a_pace_gets_that_of_browsers(tmp_path: Path) -> None:
    _, files = encoded(moving("GIF", turning(3, 300, 200), duration=0), tmp_path)

    assert set(paces(files[0])) == {100}


@pytest.mark.parametrize(("loop", "plays"), [(0, 0), (2, 3), (None, 1)])
def test_it_plays_as_often_as_before(tmp_path: Path, loop: int | None, plays: int) -> None:
    options = {} if loop is None else {"loop": loop}
    _, files = encoded(moving("GIF", turning(3, 300, 200), duration=80, **options), tmp_path)

    with Image.open(files[0]) as image:
        assert image.format == "WEBP"
        assert image.info["loop"] == plays


def test_the_still_of_a_moving_png_is_no_part_of_it(tmp_path: Path) -> None:
    frames = turning(3, 300, 200)
    still = Image.new("RGB", (300, 200), "white")
    data = saved(still, "PNG", save_all=True, append_images=frames, default_image=True)
    _, files = encoded(data, tmp_path)

    assert len(paces(files[0])) == 3


def test_transparency_is_kept(tmp_path: Path) -> None:
    frames = [one.convert("RGBA") for one in turning(3, 300, 200)]
    for one in frames:
        one.paste((0, 0, 0, 0), (0, 0, 100, 100))
    _, files = encoded(moving("WEBP", frames, duration=100, quality=95), tmp_path)
    with Image.open(files[0]) as image:
        image.seek(1)
        hole = image.convert("RGBA").getpixel((50, 50))

    assert isinstance(hole, tuple)
    assert hole[3] == 0


def test_what_is_too_long_for_a_phone_is_refused(tmp_path: Path) -> None:
    # Frames that are equal would be merged: each has a dot elsewhere.
    frames = [Image.new("1", (30, 30)) for _ in range(601)]
    for number, frame in enumerate(frames):
        frame.putpixel((number % 30, number // 30), 1)
    with pytest.raises(MediaError, match="601 frames"):
        encoded(moving("GIF", frames, duration=100), tmp_path)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("eighths", range(1, 8))
def test_a_cut_off_animation_is_said_to_be(tmp_path: Path, kind: str, eighths: int) -> None:
    data = moving(kind, turning(5, 120, 90), duration=100)
    with pytest.raises(MediaError):
        encoded(data[: len(data) * eighths // 8], tmp_path)
