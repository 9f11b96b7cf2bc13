"""A picture's own bytes without its metadata are the same picture."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from builder.media.strip import stripped
from tests.pictures import photo, saved

SECRET = b"<x:xmpmeta secret place/>"
OPTIONS: dict[str, list[dict[str, object]]] = {
    "JPEG": [
        {"comment": SECRET, "xmp": SECRET, "icc_profile": SECRET},
        {"comment": SECRET, "progressive": True, "restart_marker_rows": 1},
    ],
    "PNG": [{"icc_profile": SECRET}],
    "WEBP": [{"xmp": SECRET, "quality": 50}, {"xmp": SECRET, "lossless": True}],
    "GIF": [{"comment": SECRET}, {"comment": SECRET * 40, "interlace": False}],
}
CASES = [(kind, options) for kind, several in OPTIONS.items() for options in several]
MOVING = {"GIF": {"comment": SECRET, "loop": 3}, "WEBP": {"xmp": SECRET}, "PNG": {}}


def spoken(**options: object) -> dict[str, object]:
    exif = Image.Exif()
    exif[0x010E] = "secret"
    return {"exif": exif, **options}


@pytest.mark.parametrize(("kind", "options"), CASES)
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_the_same_pixels_and_no_more(kind: str, options: dict[str, object], mode: str) -> None:
    picture = photo(200, 150).convert("L" if mode == "L" else "RGB")
    if mode == "RGBA" and kind != "JPEG":
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    data = saved(picture, kind, **spoken(**options))
    bare = stripped(data + b"secret tail")

    assert bare
    assert b"secret" not in bare
    assert len(bare) < len(data)
    with Image.open(BytesIO(data)) as before, Image.open(BytesIO(bare)) as after:
        assert before.mode == after.mode
        assert before.tobytes() == after.tobytes()
        assert not dict(after.getexif())


@pytest.mark.parametrize("kind", MOVING)
def test_an_animation_stays_one(kind: str) -> None:
    frames = [photo(100, 80).rotate(90 * number) for number in range(3)]
    options = spoken(duration=70, append_images=frames[1:], **MOVING[kind])
    data = saved(frames[0], kind, save_all=True, **options)
    bare = stripped(data)

    assert bare
    assert b"secret" not in bare
    with Image.open(BytesIO(data)) as before, Image.open(BytesIO(bare)) as after:
        assert before.info.get("loop") == after.info.get("loop")
        for number in range(3):
            before.seek(number)
            after.seek(number)
            assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()
            assert before.info["duration"] == after.info["duration"]


def test_only_the_first_picture_of_a_file_with_several_stays() -> None:
    one, other = photo(200, 150), photo(300, 200)
    data = saved(one, "MPO", save_all=True, append_images=[other])
    bare = stripped(data)

    assert bare
    assert len(bare) < len(saved(one, "JPEG")) + 100
    with Image.open(BytesIO(bare)) as after:
        assert after.format == "JPEG"
        assert after.size == (200, 150)


@pytest.mark.parametrize("kind", OPTIONS)
def test_what_is_cut_off_is_left_alone(kind: str) -> None:
    data = saved(photo(100, 80), kind)
    for end in range(0, len(data) - 2, 7):
        assert stripped(data[:end]) is None


def test_other_formats_are_left_alone() -> None:
    assert stripped(saved(photo(100, 80), "BMP")) is None
